package ascent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.distribution.DistributionConfig;
import ascent.parallel.Workers;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradient's bits depend on the batch alone, not on threads.
@Timeout(60)
class PolicyGradientThreadsTest {
  private static final int OBS = 5;

  /// Wide enough that from a dozen rows on a second thread is put to work.
  static List<ActorCritic> policies() {
    NetworkConfig config = NetworkConfig.DEFAULT;
    Space box = Space.box(-1, 1, OBS);
    return List.of(
        new ActorCritic(box, Space.discrete(3), config, DistributionConfig.DEFAULT),
        new ActorCritic(
            box,
            Space.box(-1, 1, 2),
            config.withSharedLayers(List.of(64)),
            DistributionConfig.DEFAULT));
  }

  private static float[] parameters(ActorCritic policy) {
    return policy.initialise(Rng.stream(4, "init"));
  }

  /// A rollout whose observations are random, acted in by the policy.
  private static Rollout rollout(ActorCritic policy, int rows) {
    Rng rng = Rng.stream(4, "obs");
    Rollout r = new Rollout(1, rows, OBS, policy.actionSpace().size());
    for (int i = 0; i < r.obs.length; i++) {
      r.obs[i] = rng.normal();
    }
    for (int i = 0; i < r.lastObs.length; i++) {
      r.lastObs[i] = rng.normal();
    }
    for (int k = 0; k < rows; k += 3) {
      r.addFinal(k, r.lastObs, k);
    }
    Rng[] rngs = new Rng[rows];
    Arrays.setAll(rngs, i -> Rng.stream(4, "action", i));
    new PolicyPass(policy).sample(parameters(policy), r, 0, 0, rows, rngs, policy.newState(rows));
    return r;
  }

  private static Batch batch(ActorCritic policy, Rollout rollout, int from, int to) {
    int[] order = new int[rollout.rows()];
    Arrays.setAll(order, i -> i);
    Batch batch = new Batch(to - from, OBS, policy.actionSpace().size());
    batch.gather(rollout, order, from, to);
    return batch;
  }

  /// Weights that depend on what the pass computed: wᵢ = log π + i mod 3, uᵢ = V.
  private static final SampleWeights WEIGHTS =
      new SampleWeights() {
        @Override
        public void policyWeights(Batch b, int from, int to) {
          for (int i = from; i < to; i++) {
            b.w[i] = b.logProb[i] + b.oldLogProb[i] % 3;
          }
        }

        @Override
        public void valueWeights(Batch b, int from, int to) {
          System.arraycopy(b.value, from, b.u, from, to - from);
        }
      };

  private static float[] gradient(ActorCritic policy, Batch batch, PolicyGradient gradient) {
    float[] grad = new float[policy.parameters()];
    gradient.compute(parameters(policy), batch, WEIGHTS, 0.01f, grad);
    return grad;
  }

  @ParameterizedTest
  @MethodSource("policies")
  void any_number_of_threads_gives_the_same_bits(ActorCritic policy) {
    int[] sizes = {1, 13, 64, 256, 257, 2048, 2500};
    try (Workers one = Workers.of(1)) {
      for (int size : sizes) {
        Rollout rollout = rollout(policy, size);
        Batch alone = batch(policy, rollout, 0, size);
        float[] expected = gradient(policy, alone, new PolicyGradient(policy, one));
        for (int threads = 2; threads <= 3; threads++) {
          try (Workers workers = Workers.of(threads)) {
            PolicyGradient gradient = new PolicyGradient(policy, workers);
            for (int round = 0; round < 3; round++) {
              Batch shared = batch(policy, rollout, 0, size);
              assertThat(gradient(policy, shared, gradient)).isEqualTo(expected);
              assertThat(shared.logProb).isEqualTo(alone.logProb);
              assertThat(shared.value).isEqualTo(alone.value);
              assertThat(shared.u).isEqualTo(alone.u);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void batches_of_changing_size_do_not_disturb_each_other(ActorCritic policy) {
    // A worker that comes late from a small batch must not touch the large one that follows.
    int[] sizes = {64, 2048, 300, 64, 1000, 1, 2048};
    Rollout rollout = rollout(policy, 2048);
    try (Workers one = Workers.of(1);
        Workers two = Workers.of(2)) {
      PolicyGradient alone = new PolicyGradient(policy, one);
      PolicyGradient together = new PolicyGradient(policy, two);
      for (int round = 0; round < 28; round++) {
        int size = sizes[round % sizes.length];
        Batch batch = batch(policy, rollout, 0, size);
        assertThat(gradient(policy, batch, together)).isEqualTo(gradient(policy, batch, alone));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void the_gradient_of_a_batch_is_the_mean_of_its_parts(ActorCritic policy) {
    // 2,500 rows are cut into 8 shards; 25 batches of 100 are not cut at all.
    int rows = 2500;
    Rollout rollout = rollout(policy, rows);
    try (Workers workers = Workers.of(1)) {
      PolicyGradient gradient = new PolicyGradient(policy, workers);
      float[] whole = gradient(policy, batch(policy, rollout, 0, rows), gradient);
      double[] mean = new double[whole.length];
      for (int from = 0; from < rows; from += 100) {
        float[] part = gradient(policy, batch(policy, rollout, from, from + 100), gradient);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += part[i] / 25.0;
        }
      }
      for (int i = 0; i < mean.length; i++) {
        assertThat((double) whole[i]).isEqualTo(mean[i], within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void acting_and_evaluating_give_the_same_log_probability_to_the_bit(ActorCritic policy) {
    // So the first ratio π/π_old of an update is exactly 1.
    Rollout rollout = rollout(policy, 700);
    try (Workers workers = Workers.of(1)) {
      Batch batch = batch(policy, rollout, 0, 700);

      gradient(policy, batch, new PolicyGradient(policy, workers));

      assertThat(batch.logProb).isEqualTo(rollout.logProb);
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void a_rollout_is_valued_with_its_last_and_final_observations(ActorCritic policy) {
    float[] theta = parameters(policy);
    PolicyPass pass = new PolicyPass(policy);
    for (int threads = 1; threads <= 3; threads++) {
      Rollout r = rollout(policy, 1000);
      try (Workers workers = Workers.of(threads)) {
        new RolloutValues(policy, workers).compute(theta, r);
      }
      float[] expected = new float[1000];
      pass.values(theta, r.obs, 0, 1000, expected);
      assertThat(r.value).isEqualTo(expected);
      pass.values(theta, r.lastObs, 0, 1000, expected);
      assertThat(r.lastValue).isEqualTo(expected);
      for (int k = 0; k < r.finals(); k++) {
        pass.values(theta, r.finalObs(), k, k + 1, expected);
        assertThat(r.finalValue()[k]).isEqualTo(expected[k]);
      }
      assertThat(r.finals()).isEqualTo(334);
    }
  }

  @Test
  void no_weight_at_all_gives_no_gradient() {
    ActorCritic policy = policies().get(0);
    float[] grad = new float[policy.parameters()];
    Arrays.fill(grad, Float.NaN); // overwritten, not added to
    try (Workers workers = Workers.of(1)) {
      Batch batch = batch(policy, rollout(policy, 300), 0, 300);
      new PolicyGradient(policy, workers)
          .compute(parameters(policy), batch, SampleWeights.NONE, 0, grad);
    }
    for (float g : grad) {
      assertThat(g).isZero();
    }
  }
}
