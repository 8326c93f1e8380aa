package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.algo.AlgorithmConfig;
import ascent.algo.PPOConfig;
import ascent.algo.TRPOConfig;
import ascent.distribution.DistributionConfig;
import ascent.env.Env;
import ascent.env.Probe;
import ascent.env.wrap.FrameStack;
import ascent.policy.NetworkConfig;
import ascent.space.Space;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs whose arrays would have more elements than an int can count: refused with the numbers that
/// were multiplied, before there is a directory.
class SizesTest {
  @TempDir Path folder;

  private static Supplier<Env> of(Space observations, Space actions) {
    return () ->
        new Probe() {
          @Override
          public Space observationSpace() {
            return observations;
          }

          @Override
          public Space actionSpace() {
            return actions;
          }

          @Override
          public void observe(float[] obs) {}
        };
  }

  private static final Supplier<Env> WIDE = of(Space.box(-1, 1, 4_096), Space.discrete(2));

  private void assertRefused(Trainer trainer, String message) {
    Path run = folder.resolve("run");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.threads(1).out(run).train(1_000))
        .withMessageContaining(message);
    assertThat(run).doesNotExist();
  }

  private static Trainer with(Supplier<Env> env, AlgorithmConfig config) {
    return Trainer.of(env).with(config);
  }

  @Test
  void rollouts_of_many_rows_of_wide_observations() {
    assertRefused(
        with(WIDE, PPOConfig.DEFAULT.withRolloutSteps(1_000_000)),
        "rolloutSteps × envs × observation size is 1000000 × 1 × 4096 = 4096000000;"
            + " it must be at most 2147483639");
  }

  @Test
  void many_environments_of_wide_observations() {
    // One environment tells the size; the million is not made.
    assertRefused(
        with(WIDE, PPOConfig.DEFAULT.withRolloutSteps(1)).envs(1 << 20),
        "envs × observation size is 1048576 × 4096 = 4294967296; it must be at most 2147483639");
  }

  @Test
  void rollouts_of_wide_actions() {
    assertRefused(
        with(
            of(Space.box(-1, 1, 1), Space.multiBinary(100_000)),
            PPOConfig.DEFAULT
                .withRolloutSteps(100_000)
                .withNetwork(NetworkConfig.DEFAULT.withPolicyLayers(List.of(1)))),
        "rolloutSteps × envs × action size is 100000 × 1 × 100000 = 10000000000;");
  }

  @Test
  void networks_of_more_parameters_than_an_array_holds() {
    var network = NetworkConfig.DEFAULT.withPolicyLayers(List.of(65_536, 65_536));
    // 3·65536 of the first layer, 65537·65536 of the second.
    String message = "the number of parameters, with a layer of 65536 × 65536 is 4295229440;";
    assertRefused(with(Probe::new, PPOConfig.DEFAULT.withNetwork(network)), message);
    assertRefused(with(Probe::new, TRPOConfig.DEFAULT.withNetwork(network)), message);
  }

  @Test
  void noise_matrices_of_more_numbers_than_an_array_holds() {
    assertRefused(
        with(
            of(Space.box(-1, 1, 1), Space.box(-1, 1, 100_000)),
            PPOConfig.DEFAULT
                .withDistribution(DistributionConfig.Gsde.DEFAULT)
                .withNetwork(NetworkConfig.DEFAULT.withPolicyLayers(List.of(30_000)))),
        "policy features × action size is 30000 × 100000 = 3000000000;");
  }

  @Test
  void stacks_of_wide_frames() {
    assertRefused(
        Trainer.of(FrameStack.of(of(Space.multiBinary(4_000_000), Space.discrete(2)), 1_000)),
        "frame-stack × observation size is 1000 × 4000000 = 4000000000;");
  }

  @Test
  void a_pass_through_a_layer_of_more_outputs_than_an_array_holds_for_its_rows() {
    assertRefused(
        with(
            of(Space.box(-1, 1, 1), Space.multiDiscrete(1 << 24, 1 << 24, 1 << 24)),
            PPOConfig.DEFAULT.withNetwork(NetworkConfig.DEFAULT.withPolicyLayers(List.of(1)))),
        "rows of a pass × layer width is 64 × 50331648 = 3221225472;");
  }
}
