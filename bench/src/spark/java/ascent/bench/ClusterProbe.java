package ascent.bench;

import ascent.algo.A2CConfig;
import ascent.cli.bench.Figures;
import ascent.spark.ClusterStatus;
import ascent.spark.EnvFactory;
import ascent.spark.SparkRollouts;
import ascent.train.Trainer;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;

/// Measures the times that [ClusterModel] needs, on two executors of this machine.
final class ClusterProbe {
  private static final int EXECUTORS = 2;
  private static final int WARM_UP = 30; // rollouts
  private static final int ROLLOUTS = 150;
  private static final int ENVS = 64;
  private static final int WIDE_STEPS = 8; // half a megabyte in a rollout
  private static final int BUSY_STEPS = 30;
  private static final int KILLS = 5;

  private ClusterProbe() {}

  /// @param checks rollouts to compare the model with
  static ClusterTimes measure(List<ClusterCheck.Measured> checks) throws IOException {
    try (JavaSparkContext context = SparkHere.local(EXECUTORS)) {
      List<Double> slowdowns = slowdowns(context);
      Driver few = driver(context, EXECUTORS);
      Driver many = driver(context, ENVS);
      double part = (many.cpuMillis - few.cpuMillis) / (ENVS - EXECUTORS);
      double rollout = few.lostMillis - EXECUTORS * part;
      return new ClusterTimes(rollout, part, restart(context), slowdowns, checks);
    }
  }

  /// Of a driver, per rollout.
  ///
  /// @param cpuMillis of all its threads
  /// @param lostMillis median time of a rollout without its slowest part's stepping
  private record Driver(double cpuMillis, double lostMillis) {}

  private static Driver driver(JavaSparkContext context, int parts) {
    List<Long> cpu = new ArrayList<>();
    List<ClusterStatus> all =
        rollouts(context, ClusterEnvs.Wide::new, WIDE_STEPS, parts, () -> cpu.add(cpuNanos()));
    double lost =
        Figures.median(
            all.stream()
                .mapToDouble(s -> 1e3 * (s.collectSeconds() - s.slowestSeconds()))
                .toArray());
    double perRollout = 1e-6 * (cpu.getLast() - cpu.get(WARM_UP)) / (cpu.size() - 1 - WARM_UP);
    IO.println(
        "%d parts: %.1f ms of the driver's processor per rollout".formatted(parts, perRollout));
    return new Driver(perRollout, lost);
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /// Of parts that keep a core busy, beside whatever else the machine does.
  private static List<Double> slowdowns(JavaSparkContext context) {
    List<Double> times = new ArrayList<>();
    for (ClusterStatus status :
        rollouts(context, ClusterEnvs.Busy::new, BUSY_STEPS, EXECUTORS, () -> {})) {
      times.add(status.slowestSeconds());
      times.add(status.steppingSeconds() - status.slowestSeconds());
    }
    double mean = times.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    IO.println("a busy part takes %.0f ms on average".formatted(1e3 * mean));
    return times.stream().map(time -> time / mean).toList();
  }

  /// The rollouts after the warm-up.
  private static List<ClusterStatus> rollouts(
      JavaSparkContext context, EnvFactory env, int steps, int parts, Runnable after) {
    List<ClusterStatus> all = new ArrayList<>();
    SparkRollouts spark =
        SparkRollouts.on(context)
            .envs(env)
            .parts(parts)
            .onStatus(status -> {
              all.add(status);
              after.run();
            });
    Trainer.of(env)
        .with(A2CConfig.DEFAULT.withRolloutSteps(steps))
        .envs(ENVS)
        .threads(1)
        .logEvery(Integer.MAX_VALUE)
        .source(spark)
        .train((long) steps * ENVS * (WARM_UP + ROLLOUTS));
    return all.subList(WARM_UP, all.size());
  }

  /// The median time from a kill to the next executor.
  private static double restart(JavaSparkContext context) throws IOException {
    BlockingQueue<Long> added = new LinkedBlockingQueue<>();
    context
        .sc()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onExecutorAdded(SparkListenerExecutorAdded event) {
                added.add(System.nanoTime());
              }
            });
    double[] millis = new double[KILLS];
    try {
      for (int k = 0; k < KILLS; k++) {
        long begin = System.nanoTime();
        ProcessHandle.current().children().findFirst().orElseThrow().destroyForcibly();
        Long end = added.poll(1, TimeUnit.MINUTES);
        if (end == null) {
          throw new IOException("No executor came after one was killed.");
        }
        millis[k] = 1e-6 * (end - begin);
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
    return Figures.median(millis);
  }
}
