package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.policy.ActorCritic;
import ascent.policy.EnvState;
import ascent.policy.NetworkConfig;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class StateDependentExplorationTest {

  private static DistributionRows rows(
      int features, int dimensions, float[] mean, float[] phi, float... logStd) {
    Distribution d = new StateDependentExploration(features, dimensions, 0, -1);
    return new DistributionRows(d, mean, logStd).features(phi);
  }

  @Test
  void with_one_feature_that_is_always_one_it_is_the_diagonal_gaussian() {
    float[] mean = {1, -1, 0, 3};
    float[] actions = {0.5f, -1, 2, 0};
    DistributionRows ours = rows(1, 2, mean, new float[] {1, 1}, 0.5f, 0.25f).evaluate(actions);
    DistributionRows plain =
        new DistributionRows(new DiagonalGaussian(2, 0), mean, new float[] {0.5f, 0.25f})
            .evaluate(actions);

    // But for the 1e-6 in the variance.
    assertThat(ours.logProb).containsExactly(plain.logProb, within(5e-6f));
    assertThat(ours.entropy).containsExactly(plain.entropy, within(2e-6f));
    assertThat(ours.gradient(0.7f, 0.2f))
        .containsExactly(plain.gradient(0.7f, 0.2f), within(5e-6f));
    assertThat(ours.ownGradient).containsExactly(plain.ownGradient, within(2e-5f));
  }

  @Test
  void without_features_only_the_least_variance_is_left() {
    DistributionRows d = rows(2, 1, new float[] {3}, new float[2], 0, 0).evaluate(3.001f);
    // σ = 1e-3 and z = 1.
    double expected = -0.5 + 3 * Math.log(10) - Math.log(2 * Math.PI) / 2;
    assertThat((double) d.logProb[0]).isEqualTo(expected, within(1e-3));
    assertThat(d.sample(Rng.stream(45, "sample"), 1)).containsExactly(3);
  }

  @Test
  void the_noise_of_a_state_has_the_deviation_of_its_features() {
    // v = (3/5)² 4² + (4/5)² 2² = 8.32; 1e-6 is in the density only.
    float ln2 = (float) Math.log(2);
    DistributionRows d = rows(2, 1, new float[] {5}, new float[] {0.6f, -0.8f}, 2 * ln2, ln2);
    Rng rng = Rng.stream(46, "sample");
    double[] x = new double[20_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = d.sample(rng, 1)[0];
    }
    NormalDistribution normal = NormalDistribution.of(5, Math.sqrt(8.32));
    double p =
        KolmogorovSmirnovTest.withDefaults().test(x, normal::cumulativeProbability).getPValue();
    assertThat(p).isGreaterThan(0.001);
  }

  /// Actions of three environments that are always in the same state, `[steps][3]`. Two passes
  /// share them, split at `splits` in turn.
  private static float[][] stay(int sampleFreq, int steps, int from, int... splits) {
    NetworkConfig config = NetworkConfig.DEFAULT.withPolicyLayers(List.of(8));
    ActorCritic policy =
        new ActorCritic(
            Space.box(-1, 1, 2),
            Space.box(-1, 1, 1),
            config,
            DistributionConfig.Gsde.DEFAULT.withSdeSampleFreq(sampleFreq));
    float[] theta = policy.initialise(Rng.stream(47, "init"));
    Rollout rollout = new Rollout(steps, 3, 2, 1);
    Arrays.fill(rollout.obs, 0.5f);
    Rng[] rngs = new Rng[3];
    Arrays.setAll(rngs, i -> Rng.stream(47, "action", i, from));
    EnvState state = policy.newState(3);
    PolicyPass[] passes = {new PolicyPass(policy), new PolicyPass(policy)};
    float[][] actions = new float[steps][3];
    for (int t = 0; t < steps; t++) {
      int split = splits[t % splits.length];
      passes[0].sample(theta, rollout, t, 0, split, rngs, state);
      passes[1].sample(theta, rollout, t, split, 3, rngs, state);
      actions[t] = Arrays.copyOfRange(rollout.actions, 3 * t, 3 * t + 3);
    }
    return actions;
  }

  @Test
  void noise_stays_the_same_until_it_is_drawn_anew() {
    float[][] a = stay(3, 8, 0, 1);
    for (int t = 1; t < 8; t++) {
      for (int i = 0; i < 3; i++) {
        if (t % 3 == 0) {
          assertThat(a[t][i]).as("step %d", t).isNotEqualTo(a[t - 1][i]);
        } else {
          assertThat(a[t][i]).as("step %d", t).isEqualTo(a[t - 1][i]);
        }
      }
    }
    assertThat(a[0]).doesNotHaveDuplicates(); // environments have noise of their own
  }

  @Test
  void by_default_noise_is_drawn_once_per_rollout() {
    float[][] a = stay(-1, 50, 0, 1);
    for (float[] step : a) {
      assertThat(step).isEqualTo(a[0]);
    }
    assertThat(stay(-1, 1, 1, 1)[0]).doesNotContain(a[0]);
  }

  @Test
  void noise_does_not_depend_on_how_the_environments_are_split() {
    assertThat(stay(3, 8, 0, 2)).isDeepEqualTo(stay(3, 8, 0, 1));
    assertThat(stay(3, 8, 0, 3, 1, 0, 2)).isDeepEqualTo(stay(3, 8, 0, 1));
  }

  @Test
  void deviations_start_as_configured_and_are_averaged_for_the_logs() {
    NetworkConfig config = NetworkConfig.DEFAULT.withPolicyLayers(List.of(6));
    ActorCritic policy =
        new ActorCritic(
            Space.box(-1, 1, 3),
            Space.box(-1, 1, 2),
            config,
            DistributionConfig.Gsde.DEFAULT.withLogStdInit(-2));
    float[] theta = policy.initialise(Rng.stream(48, "init"));

    // e^−2 = 0.1353…
    assertThat(policy.meanStd(theta)).isEqualTo(Math.exp(-2), within(1e-7));
    assertThat(policy.layout())
        .anySatisfy(t -> {
          assertThat(t.name()).isEqualTo("policy.log_std");
          assertThat(t.shape()).containsExactly(6, 2); // as in Stable-Baselines3
        });
  }

  @Test
  void without_hidden_layers_the_observations_are_the_features() {
    NetworkConfig config = NetworkConfig.DEFAULT.withPolicyLayers(List.of());
    ActorCritic policy =
        new ActorCritic(
            Space.box(-1, 1, 3), Space.box(-1, 1, 2), config, DistributionConfig.Gsde.DEFAULT);
    assertThat(policy.layout())
        .anySatisfy(t -> assertThat(t.toString()).contains("policy.log_std").contains("[3, 2]"));
  }
}
