package ascent.bench;

import static ascent.cli.bench.Figures.text;

import ascent.algo.PPOConfig;
import ascent.cli.bench.Figures;
import ascent.cli.text.Table;
import ascent.collect.Episode;
import ascent.config.Numbers;
import ascent.env.registry.Envs;
import ascent.train.Listener;
import ascent.train.Run;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import ascent.train.log.TensorBoard;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/// What records and listeners cost a training: the same one without a directory, and with more and
/// more on record, in turns in one process. The ratios are taken round by round, since a machine's
/// speed drifts; all trainings must come to the same parameters.
public final class RecordsBench {
  private static final int ROUNDS = 10;
  private static final long STEPS = 1_000_000;
  private static final int WARM_UP = 1; // rounds

  /// A way to train.
  ///
  /// @param with what it adds to a training, given a new directory
  private record Way(String name, BiFunction<Trainer, Path, Trainer> with) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("no directory, no listener", (trainer, _) -> trainer),
          new Way("the same once more, for the noise", (trainer, _) -> trainer),
          new Way("a listener", (trainer, _) -> trainer.listen(new Counter())),
          new Way(
              "episodes.csv: a directory with metrics and a checkpoint at the end only",
              (trainer, directory) -> trainer.out(directory).logEvery(STEPS).checkpointEvery(0)),
          new Way(
              "a directory as usual: metrics.csv, episodes.csv, checkpoints",
              (trainer, directory) -> trainer.out(directory)),
          new Way(
              "the same with TensorBoard's event files",
              (trainer, directory) -> trainer.out(directory).listen(new TensorBoard(directory))));

  private RecordsBench() {}

  /// Hears everything.
  private static final class Counter implements Listener {
    private long heard;

    @Override
    public void episode(Run run, Episode episode) {
      heard += episode.length();
    }

    @Override
    public void iterated(Run run) {
      heard++;
    }
  }

  /// @param args the number of rounds, 10 by default
  public static void main(String... args) throws IOException {
    int rounds = args.length == 0 ? ROUNDS : Numbers.parseInt(args[0]);
    double[][] wall = new double[WAYS.size()][rounds];
    double[][] cpu = new double[WAYS.size()][rounds];
    Set<String> parameters = new LinkedHashSet<>();
    for (int round = -WARM_UP; round < rounds; round++) {
      for (int i = 0; i < WAYS.size(); i++) {
        int way = Math.floorMod(i + round, WAYS.size()); // none is always the first
        Seconds taken = train(WAYS.get(way), parameters);
        if (round >= 0) {
          wall[way][round] = taken.wall;
          cpu[way][round] = taken.cpu;
        }
      }
    }
    if (parameters.size() > 1) {
      throw new IllegalStateException("The parameters differ: " + parameters);
    }
    page(wall, cpu, parameters.iterator().next());
  }

  /// What a training took.
  ///
  /// @param cpu of all threads of the process, the compiler's too
  private record Seconds(double wall, double cpu) {}

  private static Seconds train(Way way, Set<String> parameters) throws IOException {
    Path directory = Files.createTempDirectory("ascent-records");
    try {
      Trainer trainer =
          Trainer.of(Envs.find("CartPole-v1")).with(PPOConfig.DEFAULT).seed(1).threads(1);
      long startCpu = cpu();
      long start = System.nanoTime();
      TrainingResult result = way.with.apply(trainer, directory).train(STEPS);
      var taken = new Seconds(1e-9 * (System.nanoTime() - start), 1e-9 * (cpu() - startCpu));
      parameters.add(result.agent().parametersSha256());
      return taken;
    } finally {
      CommandLine.delete(directory);
    }
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void page(double[][] wall, double[][] cpu, String parameters) throws IOException {
    int rounds = wall[0].length;
    Table table =
        new Table("training", "s", "times the first [95 %]", "CPU s", "times the first [95 %]");
    for (int way = 0; way < WAYS.size(); way++) {
      table.row(
          WAYS.get(way).name,
          text(Figures.median(wall[way]), 3),
          way == 0 ? "1" : ratio(wall[way], wall[0]),
          text(Figures.median(cpu[way]), 3),
          way == 0 ? "1" : ratio(cpu[way], cpu[0]));
    }
    new Page("The cost of records and listeners", List.of("records", Integer.toString(rounds)))
        .add(
            """
            PPO with Stable-Baselines3's settings on CartPole-v1, %,d steps on one thread, %d rounds of six trainings in turns
            in one process, after %d round that does not count. Ratios are medians of those within each round, with the
            distribution-free 95 %% interval of a median (order statistics); CPU seconds are those of all threads, the compiler's too. All come to the same parameters, %s….\
            """
                .formatted(STEPS, rounds, WARM_UP, parameters.substring(0, 12)))
        .add(table.markdown())
        .publish("records");
  }

  /// The median of the ratios, and the order statistics between which it lies with 95 %.
  private static String ratio(double[] seconds, double[] of) {
    int n = of.length;
    double[] ratios = new double[n];
    Arrays.setAll(ratios, round -> seconds[round] / of[round]);
    Arrays.sort(ratios);
    int low = Math.max(0, (int) Math.floor(n / 2.0 - 0.98 * Math.sqrt(n)));
    return "%s [%s, %s]"
        .formatted(
            text(Figures.median(ratios), 4), text(ratios[low], 4), text(ratios[n - 1 - low], 4));
  }
}
