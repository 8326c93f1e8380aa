package ascent.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.algo.A2CConfig;
import ascent.algo.AlgorithmConfig;
import ascent.algo.PPOConfig;
import ascent.algo.TRPOConfig;
import ascent.distribution.DistributionConfig;
import ascent.env.registry.Envs;
import ascent.policy.NetworkConfig;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;
import ascent.train.Trainer;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Training allocates nothing per step and nothing per update, once everything is compiled.
class AllocationTest {
  private static final int ENVS = 16;
  private static final int ROLLOUT_STEPS = 128;
  private static final int BATCH = 64;
  private static final int EPOCHS = 10;

  /// An iteration has 2,048 steps and 320 updates. The smallest object takes 16 bytes, so one a
  /// step would be 32,768 bytes, one an update 5,120. What is left for the iteration itself is
  /// less.
  private static final long PER_ITERATION = 1_024;

  private static final int AT_MOST = 4_000; // iterations until all is compiled

  private static final class Steady extends Error {
    private static final long serialVersionUID = 1;
  }

  /// The bytes that this thread allocates from one iteration's end to the next one's. Done as soon
  /// as five in a row are few.
  private static final class Meter implements Listener {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long before = THREADS.getCurrentThreadAllocatedBytes();
    private int inARow;
    private long least = Long.MAX_VALUE;

    @Override
    public void updated(Run run, Metrics metrics) {
      long now = THREADS.getCurrentThreadAllocatedBytes();
      least = Math.min(least, now - before);
      inARow = now - before <= PER_ITERATION ? inARow + 1 : 0;
      if (inARow == 5) {
        throw new Steady();
      }
      before = THREADS.getCurrentThreadAllocatedBytes();
    }
  }

  private static final NetworkConfig POLICY =
      NetworkConfig.DEFAULT.withPolicyLayers(List.of(16)).withValueLayers(List.of(16));
  private static final PPOConfig PPO =
      PPOConfig.DEFAULT
          .withRolloutSteps(ROLLOUT_STEPS)
          .withBatchSize(BATCH)
          .withEpochs(EPOCHS)
          .withNetwork(POLICY);

  private static List<AlgorithmConfig> algorithms() {
    return List.of(
        PPO,
        TRPOConfig.DEFAULT
            .withRolloutSteps(ROLLOUT_STEPS)
            .withBatchSize(BATCH)
            .withCriticUpdates(EPOCHS)
            .withNetwork(POLICY),
        A2CConfig.DEFAULT.withRolloutSteps(ROLLOUT_STEPS).withNetwork(POLICY), // RMSprop
        PPO.withDistribution(DistributionConfig.SquashedStateDependentGaussian.DEFAULT),
        PPO.withDistribution(new DistributionConfig.Beta()),
        PPO.withDistribution(DistributionConfig.Gsde.DEFAULT));
  }

  @TempDir private Path folder;

  /// @param first algorithms of the list, which are those for the environment's actions
  @ParameterizedTest
  @CsvSource({"CartPole-v1, 3", "Pendulum-v1, 6"})
  void steps_and_updates_allocate_nothing(String env, int first) throws Exception {
    List<String> lines;
    try (Jvm jvm =
        Jvm.start(
            folder,
            List.of(Jvm.VECTOR_MODULE, "-ea"),
            Training.class,
            env,
            Integer.toString(first))) {
      lines = jvm.lines();
    }
    assertThat(lines).as("bytes an iteration at least").hasSize(first).containsOnly("steady");
  }

  /// A JVM of its own, as in production: which calls C2 inlines, and so which objects it needs not
  /// allocate, depends on all that has run before.
  static final class Training {
    static void main(String... args) {
      for (AlgorithmConfig config : algorithms().subList(0, Integer.parseInt(args[1]))) {
        IO.println(allocation(args[0], config));
      }
    }
  }

  private static String allocation(String env, AlgorithmConfig config) {
    Meter meter = new Meter();
    try {
      Trainer.of(Envs.find(env))
          .with(config)
          .envs(ENVS)
          .threads(1)
          .listen(meter)
          .train((long) AT_MOST * ENVS * ROLLOUT_STEPS);
    } catch (Steady e) {
      return "steady";
    }
    return Long.toString(meter.least);
  }
}
