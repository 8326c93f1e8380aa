package ascent.bench;

import ascent.algo.A2CConfig;
import ascent.bench.ClusterModel.Hazards;
import ascent.bench.ClusterModel.Load;
import ascent.bench.ClusterModel.PartTime;
import ascent.cli.bench.Figures;
import ascent.cli.text.Table;
import ascent.spark.ClusterStatus;
import ascent.spark.EnvFactory;
import ascent.spark.SparkRollouts;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/// Rollouts on clusters of this machine, beside what [ClusterModel] makes of them.
final class ClusterCheck {
  private static final int[] EXECUTORS = {2, 4};
  private static final int ENVS = 32;
  private static final int STEPS = 4;
  private static final int ROLLOUTS = 30;
  private static final int SIMULATED = 2_000; // rollouts
  private static final int KILL_MILLIS = 5_000;

  static final String EXPLANATION =
      """
      Rollouts of clusters on this machine, %d for each row, beside the mean of %,d simulated ones: %d environments that sleep for %d ms a
      step, so that they need no core; %d steps a rollout, episodes of %d steps. A step hangs for %d s with a probability of 1/%d, or an executor
      is killed every %d s. Behind ± is the standard error of the mean.\
      """
          .formatted(
              ROLLOUTS,
              SIMULATED,
              ENVS,
              ClusterEnvs.Late.MILLIS,
              STEPS,
              ClusterEnvs.Late.EPISODE_STEPS,
              ClusterEnvs.Late.HANGING_MILLIS / 1_000,
              ClusterEnvs.Late.STEPS_PER_HANG,
              KILL_MILLIS / 1_000);

  private ClusterCheck() {}

  /// How things go wrong.
  enum Trouble {
    NONE("none"),
    HANGS("steps that hang"),
    HANGS_WITH_SECOND("steps that hang, second attempts"),
    KILLS("kills");

    final String text;

    Trouble(String text) {
      this.text = text;
    }
  }

  /// Rollouts of a cluster.
  ///
  /// @param mean of their times, in s
  /// @param error the standard error of the mean
  record Measured(Trouble trouble, int executors, double mean, double error) {
    static Measured of(Trouble trouble, int executors, double[] seconds) {
      double sum = 0;
      for (double value : seconds) {
        sum += value;
      }
      double mean = sum / seconds.length;
      double squares = 0;
      for (double value : seconds) {
        squares += (value - mean) * (value - mean);
      }
      double error = Math.sqrt(squares / (seconds.length - 1) / seconds.length);
      return new Measured(trouble, executors, mean, error);
    }
  }

  static List<Measured> measure() throws IOException {
    List<Measured> all = new ArrayList<>();
    for (int executors : EXECUTORS) {
      try (JavaSparkContext context = SparkHere.local(executors)) {
        all.add(Measured.of(Trouble.NONE, executors, train(context, false)));
        all.add(Measured.of(Trouble.HANGS, executors, train(context, true)));
        try (var _ = new Killer(() -> SparkHere.executors(context, executors), KILL_MILLIS)) {
          all.add(Measured.of(Trouble.KILLS, executors, train(context, false)));
        }
      }
      Path folder = Files.createTempDirectory("ascent-check");
      try (var cluster = new SparkHere.Standalone(folder, executors)) {
        SparkConf conf = SparkHere.conf(cluster.master());
        SparkRollouts.PROPERTIES.forEach(conf::set);
        try (JavaSparkContext context = new JavaSparkContext(conf)) {
          all.add(Measured.of(Trouble.HANGS_WITH_SECOND, executors, train(context, true)));
        }
      } finally {
        CommandLine.delete(folder);
      }
    }
    return all;
  }

  /// The times of rollouts; the first one is not counted.
  private static double[] train(JavaSparkContext context, boolean hangs) {
    EnvFactory env = () -> new ClusterEnvs.Late(hangs);
    List<ClusterStatus> all = new ArrayList<>();
    Trainer.of(env)
        .with(A2CConfig.DEFAULT.withRolloutSteps(STEPS))
        .envs(ENVS)
        .threads(1)
        .logEvery(Integer.MAX_VALUE)
        .source(SparkRollouts.on(context).envs(env).onStatus(all::add))
        .train((long) STEPS * ENVS * (1 + ROLLOUTS));
    IO.println("%d rollouts, %s".formatted(all.size(), all.getLast()));
    return all.stream().skip(1).mapToDouble(ClusterStatus::collectSeconds).toArray();
  }

  static Table table(ClusterTimes times, VirtualSpark spark) {
    Table table =
        new Table("trouble", "executors", "measured, s", "simulated, s", "simulated / measured");
    for (Trouble trouble : Trouble.values()) {
      for (Measured each : times.checks()) {
        if (each.trouble == trouble) {
          double simulated = simulate(each, times, spark);
          table.row(
              trouble.text,
              "" + each.executors,
              "%s ± %s".formatted(Figures.text(each.mean, 2), Figures.text(each.error, 2)),
              Figures.text(simulated, 2),
              Figures.text(simulated / each.mean, 2));
        }
      }
    }
    return table;
  }

  private static double simulate(Measured each, ClusterTimes times, VirtualSpark spark) {
    int step = ClusterEnvs.Late.MILLIS;
    PartTime hanging =
        (millis, rng) -> {
          double time = millis;
          for (int s = 0; s < millis / step; s++) {
            boolean hangs = rng.nextInt(ClusterEnvs.Late.STEPS_PER_HANG) == 0;
            time += hangs ? ClusterEnvs.Late.HANGING_MILLIS - step : 0;
          }
          return time;
        };
    boolean hangs = each.trouble == Trouble.HANGS || each.trouble == Trouble.HANGS_WITH_SECOND;
    double life =
        each.trouble == Trouble.KILLS
            ? (double) KILL_MILLIS * each.executors
            : Double.POSITIVE_INFINITY;
    var load = new Load(each.executors, ENVS, STEPS, step, ClusterEnvs.Late.EPISODE_STEPS);
    var hazards =
        new Hazards(
            hangs ? hanging : (millis, _) -> millis,
            each.trouble == Trouble.HANGS_WITH_SECOND,
            life);
    return ClusterModel.simulate(load, hazards, times, spark, SIMULATED).seconds();
  }
}
