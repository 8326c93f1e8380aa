package ascent.bench;

import ascent.cli.text.Table;
import ascent.spark.ClusterStatus;
import ascent.spark.EnvFactory;
import ascent.spark.SparkRollouts;
import ascent.train.Listener;
import ascent.train.Run;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/// Whether the parameters of a run show where its rollouts came from: one process, any number of
/// executors, executors that are killed all the time, stragglers, a resume somewhere else. Fails if
/// they do; otherwise writes a page.
public final class ClusterBitsBench {
  private static final long KILL_MILLIS = 3_000;
  private static final int SHORT = 8; // digits of a hash in the table

  private final Path folder; // for checkpoints and logs
  private final Table table;
  private final List<String> here = new ArrayList<>(); // the parameters of one process
  private final List<String> differing = new ArrayList<>();

  private ClusterBitsBench(Path folder) {
    this.folder = folder;
    List<String> columns = new ArrayList<>(List.of("collected by"));
    BitsRun.ALL.forEach(run -> columns.add(run.name()));
    table = new Table(columns.toArray(String[]::new));
  }

  /// What a training led to.
  ///
  /// @param note on what happened to it; may be empty
  private record Outcome(TrainingResult result, String note) {}

  /// Trains in one way.
  private interface Way {
    Outcome train(BitsRun run) throws IOException;
  }

  public static void main(String... args) throws IOException {
    Path folder = Files.createTempDirectory("ascent-bits");
    try {
      var bench = new ClusterBitsBench(folder);
      bench.measure();
      bench.publish();
    } finally {
      CommandLine.delete(folder);
    }
  }

  private void measure() throws IOException {
    row("one process", run -> new Outcome(run.trainer().train(run.steps()), ""));
    try (JavaSparkContext context = SparkHere.local(1)) {
      row("1 executor", run -> on(context, run));
    }
    try (JavaSparkContext context = SparkHere.local(2)) {
      row("2 executors", run -> on(context, run));
      for (BitsRun run : BitsRun.ALL) {
        for (String next : List.of("many", "none")) {
          var half = run.trainer().source(SparkRollouts.on(context)).listen(pausing(run));
          half.out(begun(run, next)).train(run.steps());
        }
      }
    }
    try (JavaSparkContext context = SparkHere.local(4)) {
      row("4 executors", run -> on(context, run));
      row(
          "2 executors, resumed half-way on 4",
          run -> {
            var resumed = Trainer.resume(begun(run, "many")).source(SparkRollouts.on(context));
            return new Outcome(resumed.train(), "");
          });
    }
    row(
        "2 executors, resumed half-way in one process",
        run -> new Outcome(Trainer.resume(begun(run, "none")).train(), ""));
    try (JavaSparkContext context = SparkHere.local(2)) {
      row("2 executors, one of them killed again and again", run -> killing(context, run));
    }
    stragglers();
  }

  private Path begun(BitsRun run, String next) {
    return folder.resolve(BitsRun.ALL.indexOf(run) + "-" + next);
  }

  private static Listener pausing(BitsRun run) {
    return new Listener() {
      @Override
      public void iterated(Run running) {
        if (running.steps() >= run.steps() / 2) {
          running.pause("half-way");
        }
      }
    };
  }

  private static Outcome on(JavaSparkContext context, BitsRun run) {
    return new Outcome(run.trainer().source(SparkRollouts.on(context)).train(run.steps()), "");
  }

  private static Outcome killing(JavaSparkContext context, BitsRun run) {
    try (var killer = new Killer(() -> SparkHere.executors(context, 2), KILL_MILLIS)) {
      var states = new ArrayList<ClusterStatus>();
      var result = slowed(context, run, SlowedEnv.pacing(run.env(), run.millis()), states);
      long lost = states.getLast().lost();
      if (lost == 0) {
        throw new IllegalStateException(run.name() + " lost no part.");
      }
      return new Outcome(result, "%d kills, %d computed again".formatted(killer.killed(), lost));
    }
  }

  private void stragglers() throws IOException {
    try (var cluster = new SparkHere.Standalone(folder, 2)) {
      SparkConf waiting = SparkHere.conf(cluster.master());
      try (var context = new JavaSparkContext(waiting)) {
        row("2 executors that hang at random", run -> hanging(context, run));
      }
      SparkConf speculating =
          waiting
              .clone()
              .set("spark.speculation", "true")
              .set("spark.speculation.interval", "50ms")
              .set("spark.speculation.minTaskRuntime", "300ms");
      try (var context = new JavaSparkContext(speculating)) {
        row("2 executors that hang at random, speculation", run -> hanging(context, run));
      }
    }
  }

  private static Outcome hanging(JavaSparkContext context, BitsRun run) {
    var states = new ArrayList<ClusterStatus>();
    var result = slowed(context, run, SlowedEnv.hanging(run.env()), states);
    long hung = states.stream().filter(s -> s.slowestSeconds() > 2).count();
    long won = states.getLast().speculated();
    boolean speculates = context.getConf().getBoolean("spark.speculation", false);
    if (speculates ? won == 0 : hung == 0) {
      throw new IllegalStateException(run.name() + " had no straggler.");
    }
    return new Outcome(
        result,
        speculates
            ? "%d second attempts won".formatted(won)
            : "waited for %d parts".formatted(hung));
  }

  private static TrainingResult slowed(
      JavaSparkContext context, BitsRun run, EnvFactory env, List<ClusterStatus> states) {
    var spark = SparkRollouts.on(context).envs(env).onStatus(states::add);
    return run.trainer().source(spark).train(run.steps());
  }

  /// Trains each run in this way. The first way gives the parameters that are compared with.
  private void row(String how, Way way) throws IOException {
    boolean first = here.isEmpty();
    List<String> cells = new ArrayList<>(List.of(how));
    for (int i = 0; i < BitsRun.ALL.size(); i++) {
      BitsRun run = BitsRun.ALL.get(i);
      Outcome outcome = way.train(run);
      String hash = outcome.result.agent().parametersSha256();
      if (first) {
        here.add(hash);
        cells.add("`" + hash.substring(0, SHORT) + "`");
        continue;
      }
      boolean same = hash.equals(here.get(i));
      if (!same) {
        differing.add(run.name() + " by " + how);
      }
      String word = same ? "same" : "DIFFERENT";
      cells.add(outcome.note.isEmpty() ? word : word + "; " + outcome.note);
    }
    table.row(cells.toArray(String[]::new));
    IO.println(table.last());
  }

  private void publish() throws IOException {
    if (!differing.isEmpty()) {
      throw new IllegalStateException(
          "The parameters are not those of one process: " + String.join(", ", differing));
    }
    new Page("The same bits from a cluster", List.of("cluster-bits"))
        .add(
            """
            Apache Spark %s, all processes on this machine. The parameters at the end of a run, compared by their SHA-256 (`parameters_sha256`)
            with those of a run in one process. The command fails, and writes no page, if one of them differs.\
            """
                .formatted(org.apache.spark.package$.MODULE$.SPARK_VERSION()))
        .add(table.markdown())
        .add(
            """
            The first row shows the hashes' first digits. The first four runs are PPO with %d environments and %d rollouts; REINFORCE takes whole
            episodes, two of each environment per rollout. All executors have one core. An executor is killed by
            `kill -9` three seconds after the last kill, or as soon as there are two again; meanwhile a step takes %d ms or %d ms longer, so that a part
            takes half a second. Parts that were running then are computed again. A hanging step takes three seconds, at random: the draw comes
            from the clock, not from the environment's stream. Those executors belong to a standalone cluster of a master and two workers in
            processes of their own; the others to a `local-cluster`.\
            """
                .formatted(
                    BitsRun.ENVS,
                    BitsRun.ROLLOUTS,
                    BitsRun.ALL.getFirst().millis(),
                    BitsRun.ALL.getLast().millis()))
        .publish("cluster-bits");
  }
}
