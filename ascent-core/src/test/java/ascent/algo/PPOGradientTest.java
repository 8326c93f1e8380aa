package ascent.algo;

import static ascent.algo.PPOSubject.BOX;
import static ascent.algo.PPOSubject.DISCRETE;
import static ascent.algo.PPOSubject.OBS;
import static ascent.algo.PPOSubject.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.parallel.Workers;
import ascent.policy.PolicyGradient;
import ascent.policy.SampleWeights;
import ascent.reference.Gradients;
import ascent.reference.ReferencePolicy;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds PPO's gradient to central differences of its loss,
///
///     L = −E[min(r A, clip(r, 1 − ε, 1 + ε) A)] + c_v E[(V_clipped − R)²] − c E[H],
///
/// in double precision, and to what it must be where a setting is off.
class PPOGradientTest {
  private static final int ROWS = 90;

  static List<PPOConfig> configs() {
    return List.of(
        PLAIN,
        PLAIN.withClipRange(0.2f),
        PLAIN.withClipRange(0), // the first order of nothing: only r on the bad side counts
        PLAIN.withVfCoef(0.5f),
        PLAIN.withVfCoef(0.5f).withClipRangeVf(0.2f),
        PLAIN.withEntCoef(0.05f),
        PLAIN.withClipRange(0.1f).withVfCoef(0.7f).withClipRangeVf(0.1f).withEntCoef(0.01f),
        PLAIN
            .withClipRange(0.2f)
            .withVfCoef(0.5f)
            .withEntCoef(0.02f)
            .withNetwork(PLAIN.network().withSharedLayers(List.of(7))));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void the_gradient_is_that_of_central_differences(PPOConfig config) {
    for (Space actions : List.of(DISCRETE, BOX)) {
      try (PPOSubject s = new PPOSubject(config, actions, ROWS, 0.3f)) {
        s.learn();

        double[] expected =
            Gradients.central(t -> loss(s, t, s.rollout.advantage), Gradients.widen(s.theta));

        Gradients.assertClose(config.toString(), s.gradient(), expected, s.policy.layout());
        double loss = loss(s, Gradients.widen(s.theta), s.rollout.advantage);
        assertThat(s.logged.get("train/loss")).isEqualTo(loss, within(1e-5));
      }
    }
  }

  @Test
  void the_gradient_with_normalised_advantages_is_that_of_central_differences() {
    PPOConfig config = PLAIN.withNormalizeAdvantage(AdvantageNormalization.MINIBATCH);
    try (PPOSubject s = new PPOSubject(config, DISCRETE, ROWS, 0.3f)) {
      double mean = 0;
      double squares = 0;
      for (float a : s.rollout.advantage) {
        mean += a / (double) ROWS;
      }
      for (float a : s.rollout.advantage) {
        squares += (a - mean) * (a - mean);
      }
      double std = Math.sqrt(squares / (ROWS - 1));
      float[] normal = s.rollout.advantage.clone();
      for (int i = 0; i < ROWS; i++) {
        normal[i] = (float) ((normal[i] - mean) / (std + 1e-8));
      }

      s.learn();

      double[] expected = Gradients.central(t -> loss(s, t, normal), Gradients.widen(s.theta));
      Gradients.assertClose("normalised", s.gradient(), expected, s.policy.layout());
    }
  }

  /// L, in double.
  private static double loss(PPOSubject s, double[] theta, float[] advantage) {
    ReferencePolicy reference = new ReferencePolicy(s.policy);
    double clipRange = s.config.clipRange().at(0);
    double clipRangeVf = s.config.clipRangeVf().at(0);
    Rollout r = s.rollout;
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      float[] obs = Arrays.copyOfRange(r.obs, i * OBS, (i + 1) * OBS);
      int size = r.actionSize();
      float[] action = Arrays.copyOfRange(r.actions, i * size, (i + 1) * size);
      double ratio = Math.exp(reference.logProb(theta, obs, action) - r.logProb[i]);
      double clipped = Math.clamp(ratio, 1 - clipRange, 1 + clipRange);
      sum -= Math.min(ratio * advantage[i], clipped * advantage[i]);
      double moved = reference.value(theta, obs) - r.value[i];
      double value = r.value[i] + Math.clamp(moved, -clipRangeVf, clipRangeVf);
      sum += s.config.vfCoef().at(0) * (value - r.returns[i]) * (value - r.returns[i]);
      sum -= s.config.entCoef().at(0) * reference.entropy(theta, obs);
    }
    return sum / ROWS;
  }

  private static float[] gradient(PPOConfig config, float distance) {
    try (PPOSubject s = new PPOSubject(config, DISCRETE, ROWS, distance)) {
      return s.learn().gradient();
    }
  }

  @Test
  void a_clip_range_that_is_off_is_one_that_never_binds() {
    assertThat(gradient(PLAIN, 0.3f)).isEqualTo(gradient(PLAIN.withClipRange(1e30f), 0.3f));
    assertThat(gradient(PLAIN, 0.3f)).isNotEqualTo(gradient(PLAIN.withClipRange(0.2f), 0.3f));
  }

  @Test
  void a_value_clip_that_is_off_is_one_that_never_binds() {
    PPOConfig config = PLAIN.withVfCoef(0.5f);
    assertThat(gradient(config, 0.3f)).isEqualTo(gradient(config.withClipRangeVf(1e30f), 0.3f));
    assertThat(gradient(config, 0.3f)).isNotEqualTo(gradient(config.withClipRangeVf(0.2f), 0.3f));
  }

  @Test
  void the_first_gradient_is_that_of_the_policy_gradient_theorem_to_the_bit() {
    // All ratios are exactly 1, so no clip binds: ∇L = −E[A ∇log π].
    float[] first = gradient(PLAIN.withClipRange(0.2f), 0);
    try (PPOSubject s = new PPOSubject(PLAIN, DISCRETE, ROWS, 0);
        Workers workers = Workers.of(1)) {
      Batch batch = new Batch(ROWS, OBS, 1);
      int[] order = new int[ROWS];
      Arrays.setAll(order, i -> i);
      batch.gather(s.rollout, order, 0, ROWS);
      float[] expected = new float[s.theta.length];
      new PolicyGradient(s.policy, workers)
          .compute(s.theta, batch, new MinusAdvantage(), 0, expected);

      assertThat(first).isEqualTo(expected);
    }
  }

  private static final class MinusAdvantage implements SampleWeights {
    @Override
    public void policyWeights(Batch batch, int from, int to) {
      for (int i = from; i < to; i++) {
        batch.w[i] = -batch.advantage[i];
      }
    }

    @Override
    public void valueWeights(Batch batch, int from, int to) {
      Arrays.fill(batch.u, from, to, 0);
    }
  }

  @Test
  void without_value_loss_the_critic_stays_and_without_advantages_the_actor_does() {
    try (PPOSubject s = new PPOSubject(PLAIN.withVfCoef(0.5f), BOX, ROWS, 0.3f)) {
      Arrays.fill(s.rollout.advantage, 0);
      float[] g = s.learn().gradient();
      int critic = criticStart(s);
      assertThat(Arrays.copyOf(g, critic)).containsExactly(new float[critic], within(0f));
      assertThat(g[critic]).isNotZero();
    }
    try (PPOSubject s = new PPOSubject(PLAIN, BOX, ROWS, 0.3f)) {
      float[] g = s.learn().gradient();
      int critic = criticStart(s);
      float[] ofCritic = Arrays.copyOfRange(g, critic, g.length);
      assertThat(ofCritic).containsExactly(new float[g.length - critic], within(0f));
      assertThat(g[0]).isNotZero();
    }
  }

  private static int criticStart(PPOSubject s) {
    return s.policy.layout().stream()
        .filter(t -> t.name().startsWith("value"))
        .findFirst()
        .orElseThrow()
        .offset();
  }

  @Test
  void the_entropy_bonus_enters_in_proportion_to_its_coefficient() {
    float[] none = gradient(PLAIN.withEntCoef(0), 0.3f);
    float[] some = gradient(PLAIN.withEntCoef(0.1f), 0.3f);
    float[] twice = gradient(PLAIN.withEntCoef(0.2f), 0.3f);
    for (int i = 0; i < none.length; i++) {
      assertThat(twice[i] - none[i]).isEqualTo(2 * (some[i] - none[i]), within(1e-6f));
    }
    assertThat(some).isNotEqualTo(none);
  }

  @Test
  void a_clip_binds_on_the_side_where_the_advantage_would_push_further() {
    // ε = ¼; w = −r A where it does not bind.
    float[][] table = { // A, r, w
      {2, 1, -2}, {2, 1.24f, -2.48f}, {2, 1.26f, 0}, {2, 0.5f, -1},
      {-2, 1, 2}, {-2, 0.76f, 1.52f}, {-2, 0.74f, 0}, {-2, 1.5f, 3},
      {0, 1, 0}, {0, 2, 0}, {0, 0.5f, 0}
    };
    int n = table.length;
    try (PPOSubject s = new PPOSubject(PLAIN.withClipRange(0.25f), DISCRETE, n, 0)) {
      s.learn(); // with clip ranges that the loss then has
      Batch b = new Batch(n, OBS, 1);
      for (int i = 0; i < n; i++) {
        b.advantage[i] = table[i][0];
        b.logProb[i] = (float) Math.log(table[i][1]);
      }

      s.loss().policyWeights(b, 0, n);

      for (int i = 0; i < n; i++) {
        assertThat(b.w[i]).as(Arrays.toString(table[i])).isEqualTo(table[i][2], within(1e-6f));
      }
    }
  }

  @Test
  void a_value_that_moved_too_far_is_not_pushed_at_all() {
    // c_v = ½: u = V − R within ±¼ of the old value, else 0, to whichever side R is.
    float[][] table = { // V old, V, R, u
      {1, 1, 3, -2}, {1, 1.25f, 3, -1.75f}, {1, 1.5f, 3, 0}, {1, 1.5f, 0, 0}, {1, 0.5f, 0, 0}
    };
    int n = table.length;
    PPOConfig config = PLAIN.withVfCoef(0.5f).withClipRangeVf(0.25f);
    try (PPOSubject s = new PPOSubject(config, DISCRETE, n, 0)) {
      s.learn(); // with clip ranges that the loss then has
      Batch b = new Batch(n, OBS, 1);
      for (int i = 0; i < n; i++) {
        b.oldValue[i] = table[i][0];
        b.value[i] = table[i][1];
        b.returns[i] = table[i][2];
      }

      s.loss().valueWeights(b, 0, n);

      for (int i = 0; i < n; i++) {
        assertThat(b.u[i]).as(Arrays.toString(table[i])).isEqualTo(table[i][3]);
      }
    }
  }
}
