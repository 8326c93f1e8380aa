package ascent.bench;

import ascent.algo.A2CConfig;
import ascent.cli.bench.Figures;
import ascent.cli.text.Table;
import ascent.spark.ClusterStatus;
import ascent.spark.SparkRollouts;
import ascent.train.Trainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaSparkContext;

/// What a rollout on a cluster costs beside stepping, and what a slow simulator gains: two
/// executors of one core, on this machine. Writes a page.
public final class ClusterBench {
  private static final int EXECUTORS = 2;
  private static final int WARM_UP = 30; // rollouts
  private static final int ROLLOUTS = 60;
  private static final int KILOBYTES = 1024;
  private static final int[] PART_KILOBYTES = {64, 256, 1024, 4096};
  private static final int[] HIDDEN = {20, 512}; // 40 kB and 1 MB of parameters
  private static final double MOST_LOSS = 0.1;

  private static final int MANY_ENVS = 64;
  private static final int[] PARTS = {2, 16, 64}; // of a rollout
  private static final int MANY_KILOBYTES = 512; // a rollout

  private static final int SLOW_ENVS = 64;
  private static final int SLOW_STEPS = 4;
  private static final int SLOW_ROLLOUTS = 4; // the first is not counted

  private ClusterBench() {}

  public static void main(String... args) throws IOException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Table overhead = overheadTable();
    Table many =
        new Table("parts", "median, ms", "95th percentile, ms", "more than with 2, ms a part");
    Table speedup = new Table("collected by", "steps/s", "against one core");
    String claim;
    try (JavaSparkContext context = SparkHere.local(EXECUTORS)) {
      double here = slowHere();
      double there = slowThere(context);
      speedup.row("one core of this process", Figures.text(here), "1.00");
      speedup.row("two executors of one core", Figures.text(there), Figures.text(there / here));
      claim = speedup.markdown();
      IO.println(claim);
      var _ = overhead(context, HIDDEN[0], PART_KILOBYTES[0]); // until everything is compiled
      double least = 0;
      for (int parts : PARTS) {
        List<ClusterStatus> all = rollouts(context, HIDDEN[0], MANY_KILOBYTES, MANY_ENVS, parts);
        double median = percentile(all, ClusterBench::lostOfCores, 50);
        least = parts == PARTS[0] ? median : least;
        many.row(
            "" + parts,
            Figures.text(1e3 * median, 0),
            Figures.text(1e3 * percentile(all, ClusterBench::lostOfCores, 95), 0),
            parts == PARTS[0] ? "" : Figures.text(1e3 * (median - least) / (parts - PARTS[0]), 1));
        IO.println(many.last());
      }
      for (int hidden : HIDDEN) {
        for (int kilobytes : PART_KILOBYTES) {
          overhead.row(overhead(context, hidden, kilobytes));
          IO.println(overhead.last());
        }
      }
    }
    publish(load, overhead, many, claim);
  }

  private static void publish(double load, Table overhead, Table many, String speedup)
      throws IOException {
    new Page("Rollouts on a cluster", List.of("cluster"))
        .add(
            """
            Apache Spark %s, `%s`: two executors of one core in processes of their own, with the driver on one machine, so that
            the network costs nothing and the processors are shared. Expect another overhead on a real cluster. The load average of
            the machine was %.1f when the measurement began.\
            """
                .formatted(
                    org.apache.spark.package$.MODULE$.SPARK_VERSION(),
                    SparkHere.localMaster(EXECUTORS),
                    load))
        .add("## Overhead of a rollout")
        .add(
            """
            The time of a rollout less that of its slowest part's stepping, over %d rollouts of %d parts after %d to warm up: scheduling,
            broadcasting the snapshot, sending the parts, merging them. In the last column: how long the stepping of a rollout
            must take for at most %.0f %% of it to be lost, at the median.\
            """
                .formatted(ROLLOUTS, EXECUTORS, WARM_UP, 100 * MOST_LOSS))
        .add(overhead.markdown())
        .add("## Many parts")
        .add(
            """
            The same for a rollout of %d kB in more parts, on the same two cores: the time of a rollout less half the stepping of
            all parts. It holds what an executor does for each part, which many executors share, and what the driver does.\
            """
                .formatted(MANY_KILOBYTES))
        .add(many.markdown())
        .add("## A slow simulator")
        .add(
            """
            %d environments whose step takes %d ms (it sleeps), %d steps a rollout, A2C; of %d rollouts the first is not counted.\
            """
                .formatted(SLOW_ENVS, ClusterEnvs.Slow.MILLIS, SLOW_STEPS, SLOW_ROLLOUTS))
        .add(speedup)
        .publish("cluster");
  }

  private static Table overheadTable() {
    return new Table(
        "parameters", "a part", "median, ms", "95th percentile, ms", "stepping for 10 % loss, s");
  }

  /// A network whose actor and critic have one hidden layer.
  private static A2CConfig config(int hidden, int steps) {
    A2CConfig base = A2CConfig.DEFAULT.withRolloutSteps(steps);
    List<Integer> layers = List.of(hidden);
    return base.withNetwork(base.network().withPolicyLayers(layers).withValueLayers(layers));
  }

  private static String[] overhead(JavaSparkContext context, int hidden, int kilobytes) {
    List<ClusterStatus> all =
        rollouts(context, hidden, EXECUTORS * kilobytes, 4 * EXECUTORS, EXECUTORS);
    double median = percentile(all, ClusterBench::lost, 50);
    return new String[] {
      Figures.text(parameters(hidden) * (double) Float.BYTES / KILOBYTES, 0) + " kB",
      kilobytes + " kB",
      Figures.text(1e3 * median, 0),
      Figures.text(1e3 * percentile(all, ClusterBench::lost, 95), 0),
      Figures.text(median * (1 - MOST_LOSS) / MOST_LOSS, 1)
    };
  }

  /// Of the actor and the critic, each with one hidden layer, for two actions.
  private static int parameters(int hidden) {
    return 2 * (ClusterEnvs.Wide.SIZE + 1) * hidden + 2 * (hidden + 1) + hidden + 1;
  }

  /// The rollouts after the warm-up.
  ///
  /// @param kilobytes of a rollout
  private static List<ClusterStatus> rollouts(
      JavaSparkContext context, int hidden, int kilobytes, int envs, int parts) {
    int rows = kilobytes * KILOBYTES / ((ClusterEnvs.Wide.SIZE + 6) * Float.BYTES);
    int steps = Math.max(1, rows / envs);
    List<ClusterStatus> all = new ArrayList<>();
    Trainer.of(ClusterEnvs.Wide::new)
        .with(config(hidden, steps))
        .envs(envs)
        .threads(1)
        .logEvery(Integer.MAX_VALUE)
        .source(
            SparkRollouts.on(context).envs(ClusterEnvs.Wide::new).parts(parts).onStatus(all::add))
        .train((long) steps * envs * (WARM_UP + ROLLOUTS));
    return all.subList(WARM_UP, all.size());
  }

  private static double lost(ClusterStatus status) {
    return status.collectSeconds() - status.slowestSeconds();
  }

  private static double lostOfCores(ClusterStatus status) {
    return status.collectSeconds() - status.steppingSeconds() / EXECUTORS;
  }

  /// The nearest-rank percentile.
  private static double percentile(
      List<ClusterStatus> all, ToDoubleFunction<ClusterStatus> value, int percent) {
    double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
    return sorted[Math.max(0, (int) Math.ceil(percent * sorted.length / 100.0) - 1)];
  }

  private static Trainer slow() {
    return Trainer.of(ClusterEnvs.Slow::new)
        .with(A2CConfig.DEFAULT.withRolloutSteps(SLOW_STEPS))
        .envs(SLOW_ENVS)
        .threads(1)
        .logEvery(1);
  }

  private static double slowHere() {
    List<Long> ends = new ArrayList<>();
    slow()
        .onUpdate(_ -> ends.add(System.nanoTime()))
        .train((long) SLOW_STEPS * SLOW_ENVS * SLOW_ROLLOUTS);
    return rate(ends);
  }

  private static double slowThere(JavaSparkContext context) {
    List<Long> ends = new ArrayList<>();
    slow()
        .source(SparkRollouts.on(context).envs(ClusterEnvs.Slow::new).parts(EXECUTORS))
        .onUpdate(_ -> ends.add(System.nanoTime()))
        .train((long) SLOW_STEPS * SLOW_ENVS * SLOW_ROLLOUTS);
    return rate(ends);
  }

  /// Steps per second from the first end of an iteration to the last.
  private static double rate(List<Long> ends) {
    double seconds = (ends.getLast() - ends.getFirst()) * 1e-9;
    return (double) SLOW_STEPS * SLOW_ENVS * (ends.size() - 1) / seconds;
  }
}
