package ascent.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.algo.AlgorithmConfig;
import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.distribution.DistributionConfig;
import ascent.env.registry.Envs;
import ascent.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A step of 16 landers takes a quarter of a millisecond, so threads share it.
class ThreadsTest {
  /// Rollouts of so many steps, and of whole episodes, in which some landers wait for others.
  static List<Named<AlgorithmConfig>> algorithms() {
    return List.of(
        Named.of("ppo", PPOConfig.DEFAULT.withRolloutSteps(64)),
        Named.of("reinforce", ReinforceConfig.DEFAULT.withRolloutEpisodes(1)));
  }

  private static String train(String env, AlgorithmConfig config, int threads) {
    return Trainer.of(Envs.find(env))
        .with(config)
        .envs(16)
        .threads(threads)
        .train(4_096)
        .agent()
        .parametersSha256();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void the_number_of_threads_changes_nothing(AlgorithmConfig config) {
    assertSame("LunarLander-v3", config);
  }

  /// Noise that lasts 5 steps goes on while the threads that step an environment change: after step
  /// 24 they share what one has timed, and when a lander is down, they share the others anew.
  @Test
  void nor_does_it_where_noise_lasts_for_steps() {
    DistributionConfig gsde = DistributionConfig.Gsde.DEFAULT.withSdeSampleFreq(5);
    assertSame(
        "LunarLanderContinuous-v3",
        ReinforceConfig.DEFAULT.withRolloutEpisodes(1).withDistribution(gsde));
  }

  private static void assertSame(String env, AlgorithmConfig config) {
    String alone = train(env, config, 1);
    for (int threads : new int[] {2, 3}) {
      assertThat(train(env, config, threads)).as("%d threads", threads).isEqualTo(alone);
    }
  }
}
