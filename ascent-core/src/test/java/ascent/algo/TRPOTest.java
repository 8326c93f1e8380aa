package ascent.algo;

import static ascent.algo.TRPOSubject.BOX;
import static ascent.algo.TRPOSubject.DISCRETE;
import static ascent.algo.TRPOSubject.OBS;
import static ascent.algo.TRPOSubject.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.parallel.Workers;
import ascent.policy.FisherProduct;
import ascent.policy.KlDirection;
import ascent.policy.NetworkConfig;
import ascent.reference.Gradients;
import ascent.reference.ReferencePolicy;
import ascent.rollout.Batch;
import ascent.space.Space;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TRPOTest {
  private static final int ROWS = 90;

  static List<Space> actions() {
    return List.of(DISCRETE, BOX);
  }

  private static float[] obs(TRPOSubject s, int row) {
    return Arrays.copyOfRange(s.rollout.obs, row * OBS, (row + 1) * OBS);
  }

  private static float[] action(TRPOSubject s, int row) {
    int size = s.rollout.actionSize();
    return Arrays.copyOfRange(s.rollout.actions, row * size, (row + 1) * size);
  }

  /// L(θ) = E[r A] with the advantages as they are, in double.
  private static double surrogate(TRPOSubject s, double[] theta) {
    ReferencePolicy reference = new ReferencePolicy(s.policy);
    double sum = 0;
    for (int i = 0; i < s.rollout.rows(); i++) {
      double logProb = reference.logProb(theta, obs(s, i), action(s, i));
      sum += Math.exp(logProb - s.rollout.logProb[i]) * s.rollout.advantage[i];
    }
    return sum / s.rollout.rows();
  }

  private static double kl(TRPOSubject s, float[] p, float[] q) {
    ReferencePolicy reference = new ReferencePolicy(s.policy);
    double sum = 0;
    for (int i = 0; i < s.rollout.rows(); i++) {
      sum += reference.kl(Gradients.widen(p), Gradients.widen(q), obs(s, i));
    }
    return sum / s.rollout.rows();
  }

  private static float[] valuePart(TRPOSubject s, float[] theta) {
    return Arrays.copyOfRange(theta, s.policy.valueSpan().from(), s.policy.valueSpan().to());
  }

  private static float[] policyPart(TRPOSubject s, float[] theta) {
    return Arrays.copyOf(theta, s.policy.policySpan().to());
  }

  @ParameterizedTest
  @MethodSource("actions")
  void a_step_stays_within_the_trust_region_and_improves(Space actions) {
    for (KlDirection way : KlDirection.values()) {
      TRPOConfig config = SMALL.withNormalizeAdvantage(false).withKlDirection(way);
      try (TRPOSubject s = new TRPOSubject(config, actions, ROWS)) {
        s.learn();

        double kl =
            way == KlDirection.NEW_OLD ? kl(s, s.theta, s.before) : kl(s, s.before, s.theta);
        assertThat(kl).isGreaterThan(0.002).isLessThan(0.01);
        assertThat(s.logged.get("train/kl_divergence_loss")).isEqualTo(kl, within(1e-6));
        double before = surrogate(s, Gradients.widen(s.before));
        double after = surrogate(s, Gradients.widen(s.theta));
        assertThat(after).isGreaterThan(before);
        assertThat(s.logged.get("train/policy_objective")).isEqualTo(after, within(1e-5));
        assertThat(s.logged.get("train/is_line_search_success")).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("actions")
  void the_natural_gradient_is_that_of_a_system_solved_in_double(Space actions) {
    // The step solves (F + ½ I) x = g and is √(2δ / xᵀ(F + ½ I)x) long; g by central differences, F
    // from its products with unit vectors, x by elimination. Without a line search it is all taken.
    TRPOConfig config =
        SMALL
            .withNormalizeAdvantage(false)
            .withLineSearchMaxIter(0)
            .withCgMaxSteps(200)
            .withCgDamping(0.5f)
            .withTargetKl(0.02f);
    try (TRPOSubject s = new TRPOSubject(config, actions, ROWS)) {
      double[] g = Gradients.central(t -> surrogate(s, t), Gradients.widen(s.theta));
      double[][] h = damped(fisher(s), 0.5);
      double[] x = solve(h, Arrays.copyOf(g, h.length));
      double length = Math.sqrt(2 * 0.02 / dot(x, Arrays.copyOf(g, x.length)));

      s.learn();

      double largest = Arrays.stream(x).map(Math::abs).max().orElseThrow() * length;
      for (int i = 0; i < x.length; i++) {
        assertThat((double) s.step()[i])
            .as("parameter %d", i)
            .isEqualTo(length * x[i], within(1e-3 * largest));
      }
      assertThat(s.logged.get("train/is_line_search_success")).isEqualTo(1);
      assertThat(s.logged.get("train/kl_divergence_loss"))
          .isEqualTo(kl(s, s.theta, s.before), within(1e-6));
    }
  }

  @Test
  void a_small_trust_region_leads_along_the_natural_gradient() {
    // Where the quadratic model is right, the line search only sees to it that the KL is below δ:
    // the
    // direction is that of the natural gradient. ½ xᵀ(F + damping)x is δ, so the KL is a bit less.
    TRPOConfig tiny = SMALL.withTargetKl(1e-5f).withCgDamping(1e-3f);
    TRPOConfig natural = tiny.withLineSearchMaxIter(0);
    try (TRPOSubject searched = new TRPOSubject(tiny, DISCRETE, ROWS);
        TRPOSubject whole = new TRPOSubject(natural, DISCRETE, ROWS)) {
      double[] a = Gradients.widen(searched.learn().step());
      double[] b = Gradients.widen(whole.learn().step());

      assertThat(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))).isGreaterThan(0.9999);
      assertThat(whole.logged.get("train/kl_divergence_loss")).isBetween(0.8e-5, 1e-5);
    }
  }

  private static double[][] fisher(TRPOSubject s) {
    int n = s.policy.policySpan().size();
    Batch batch = new Batch(ROWS, OBS, s.rollout.actionSize());
    int[] order = new int[ROWS];
    Arrays.setAll(order, i -> i);
    batch.gather(s.rollout, order, 0, ROWS);
    double[][] f = new double[n][];
    try (Workers workers = Workers.of(1)) {
      FisherProduct product = new FisherProduct(s.policy, workers);
      float[] column = new float[n];
      for (int i = 0; i < n; i++) {
        float[] unit = new float[n];
        unit[i] = 1;
        product.compute(s.theta, batch, unit, column);
        f[i] = Gradients.widen(column);
      }
    }
    return f;
  }

  private static double[][] damped(double[][] f, double damping) {
    for (int i = 0; i < f.length; i++) {
      f[i][i] += damping;
    }
    return f;
  }

  /// Gaussian elimination; no pivots are needed for a positive definite matrix.
  private static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[] x = right.clone();
    double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    for (int k = 0; k < n; k++) {
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
        x[i] -= factor * x[k];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int j = k + 1; j < n; j++) {
        x[k] -= a[k][j] * x[j];
      }
      x[k] /= a[k][k];
    }
    return x;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void a_line_search_that_always_fails_takes_everything_back() {
    // A KL below 1e-38 is that of no step at all.
    TRPOConfig config = SMALL.withTargetKl(1e-38f).withNormalizeAdvantage(false);
    for (Space actions : actions()) {
      try (TRPOSubject s = new TRPOSubject(config, actions, ROWS)) {
        s.learn();

        assertThat(policyPart(s, s.theta)).isEqualTo(policyPart(s, s.before));
        assertThat(valuePart(s, s.theta)).isNotEqualTo(valuePart(s, s.before));
        assertThat(s.logged.get("train/is_line_search_success")).isZero();
        assertThat(s.logged.get("train/kl_divergence_loss")).isZero();
        assertThat(s.logged.get("train/policy_objective"))
            .isEqualTo(surrogate(s, Gradients.widen(s.before)), within(1e-5));
      }
    }
  }

  @Test
  void steps_that_are_too_long_are_taken_back_to_the_bit() {
    // A region of KL 1,000 with one try: the first step overshoots so far that L falls.
    TRPOConfig config =
        SMALL.withTargetKl(1000).withLineSearchMaxIter(1).withNormalizeAdvantage(false);
    try (TRPOSubject s = new TRPOSubject(config, BOX, ROWS)) {
      s.learn();
      assertThat(s.logged.get("train/is_line_search_success")).isZero();
      assertThat(policyPart(s, s.theta)).isEqualTo(policyPart(s, s.before));
    }
    try (TRPOSubject s = new TRPOSubject(config.withLineSearchMaxIter(100), BOX, ROWS)) {
      s.learn(); // some shorter step will do
      assertThat(s.logged.get("train/is_line_search_success")).isEqualTo(1);
      assertThat(policyPart(s, s.theta)).isNotEqualTo(policyPart(s, s.before));
    }
  }

  @Test
  void a_trust_region_that_shrinks_to_nothing_ends_in_no_step() {
    TRPOConfig config = SMALL.withTargetKl(Schedule.parse("linear:0.01")).withCriticUpdates(0);
    try (TRPOSubject half = new TRPOSubject(config, BOX, ROWS);
        TRPOSubject fixed = new TRPOSubject(config.withTargetKl(0.005f), BOX, ROWS);
        TRPOSubject none = new TRPOSubject(config, BOX, ROWS)) {
      half.learn(half.rollout, 0.5);
      none.learn(none.rollout, 1);

      assertThat(half.theta).isEqualTo(fixed.learn().theta).isNotEqualTo(half.before);
      assertThat(none.theta).isEqualTo(none.before);
      assertThat(none.logged.get("train/is_line_search_success")).isZero();
    }
  }

  @Test
  void a_refused_step_is_shortened_by_the_factor() {
    // The step of a search that succeeds is the whole step times a power of the factor.
    TRPOConfig config =
        SMALL.withTargetKl(0.5f).withLineSearchShrinkingFactor(0.5f).withCgDamping(1e-3f);
    try (TRPOSubject searched = new TRPOSubject(config, BOX, ROWS);
        TRPOSubject whole = new TRPOSubject(config.withLineSearchMaxIter(0), BOX, ROWS)) {
      float[] a = searched.learn().step();
      float[] b = whole.learn().step();

      double share = a[0] / (double) b[0];
      double power = Math.log(share) / Math.log(0.5);
      assertThat(power).isEqualTo(Math.rint(power), within(1e-3)).isBetween(0.9, 9.1);
    }
  }

  @Test
  void without_advantages_nothing_is_stepped_and_nothing_is_not_a_number() {
    for (Space actions : actions()) {
      for (int iterations : new int[] {0, 10}) {
        TRPOConfig config = SMALL.withLineSearchMaxIter(iterations);
        try (TRPOSubject s = new TRPOSubject(config, actions, ROWS)) {
          Arrays.fill(s.rollout.advantage, 0);
          s.learn();

          assertThat(policyPart(s, s.theta)).isEqualTo(policyPart(s, s.before));
          assertThat(s.logged.get("train/is_line_search_success")).isZero();
          assertThat(s.logged.get("train/kl_divergence_loss")).isZero();
          assertThat(s.logged.get("train/policy_objective")).isZero();
          for (float x : s.theta) {
            assertThat(x).isFinite();
          }
        }
      }
    }
  }

  @Test
  void a_policy_without_a_choice_is_left_alone() {
    // One action: the gradient and the Fisher matrix are 0.
    try (TRPOSubject s = new TRPOSubject(SMALL.withCgDamping(0), Space.discrete(1), ROWS)) {
      s.learn();
      assertThat(policyPart(s, s.theta)).isEqualTo(policyPart(s, s.before));
      assertThat(s.logged.get("train/is_line_search_success")).isZero();
    }
  }

  @Test
  void a_batch_of_one_is_learned_from() {
    // A single advantage is not normalised.
    try (TRPOSubject s = new TRPOSubject(SMALL, DISCRETE, 1)) {
      s.trpo.update(s.rollout, 0, 0, s.logged::put);

      assertThat(policyPart(s, s.theta)).isNotEqualTo(policyPart(s, s.before));
      for (float x : s.theta) {
        assertThat(x).isFinite();
      }
      assertThat(s.logged.get("train/explained_variance")).isNaN(); // one return does not vary
      assertThat(s.logged.get("train/is_line_search_success")).isEqualTo(1);
    }
  }

  @Test
  void the_step_of_the_policy_moves_shared_layers_and_those_of_the_value_function_do_not() {
    NetworkConfig shared = SMALL.network().withSharedLayers(List.of(7));
    TRPOConfig config = SMALL.withNetwork(shared);
    try (TRPOSubject full = new TRPOSubject(config, DISCRETE, ROWS);
        TRPOSubject only = new TRPOSubject(config.withCriticUpdates(0), DISCRETE, ROWS)) {
      full.learn();
      only.learn();

      assertThat(policyPart(full, full.theta)).isEqualTo(policyPart(only, only.theta));
      assertThat(full.step()[0]).isNotZero(); // a weight of the shared layers
      assertThat(valuePart(only, only.theta)).isEqualTo(valuePart(only, only.before));
      assertThat(valuePart(full, full.theta)).isNotEqualTo(valuePart(full, full.before));
      assertThat(only.logged.get("train/value_loss")).isNaN(); // there was none to take the mean of
    }
  }

  @Test
  void the_value_function_descends_its_mean_square() {
    // One minibatch of everything: the loss logged is that before the step, the mean of (V − R)².
    TRPOConfig config = SMALL.withCriticUpdates(1).withBatchSize(1000);
    try (TRPOSubject s = new TRPOSubject(config, BOX, ROWS)) {
      double before = meanSquare(s, s.before);
      s.learn();

      assertThat(s.logged.get("train/value_loss")).isEqualTo(before, within(1e-5));
      assertThat(meanSquare(s, s.theta)).isLessThan(before);
      float[] g = s.learner.gradient();
      double[] expected = Gradients.central(t -> meanSquare(s, t), Gradients.widen(s.before));
      for (int i = s.policy.valueSpan().from(); i < g.length; i++) {
        assertThat((double) g[i]).isEqualTo(expected[i], within(1e-4));
      }
    }
  }

  private static double meanSquare(TRPOSubject s, float[] theta) {
    return meanSquare(s, Gradients.widen(theta));
  }

  private static double meanSquare(TRPOSubject s, double[] theta) {
    ReferencePolicy reference = new ReferencePolicy(s.policy);
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      double error = reference.value(theta, obs(s, i)) - s.rollout.returns[i];
      sum += error * error;
    }
    return sum / ROWS;
  }

  @Test
  void the_value_function_takes_a_step_for_each_minibatch_of_each_pass() {
    // 90 rows in minibatches of 40 are three, the last one of 10; twice.
    TRPOConfig config = SMALL.withCriticUpdates(2).withBatchSize(40);
    try (TRPOSubject s = new TRPOSubject(config, BOX, ROWS)) {
      s.learn();
      assertThat(s.learner.counters()[0]).isEqualTo(6); // the optimiser's steps
      assertThat(s.logged.get("train/n_updates")).isEqualTo(1);
    }
  }

  @Test
  void one_sample_in_three_makes_the_step_that_these_samples_make() {
    // Rows 0, 3, 6, … in the order of rows.
    TRPOConfig config = SMALL.withCriticUpdates(0);
    try (TRPOSubject third = new TRPOSubject(config.withSubSamplingFactor(3), BOX, 91);
        TRPOSubject alone = new TRPOSubject(config, BOX, 31)) {
      int size = BOX.size();
      for (int i = 0; i < 31; i++) {
        System.arraycopy(third.rollout.obs, 3 * i * OBS, alone.rollout.obs, i * OBS, OBS);
        System.arraycopy(
            third.rollout.actions, 3 * i * size, alone.rollout.actions, i * size, size);
        alone.rollout.logProb[i] = third.rollout.logProb[3 * i];
        alone.rollout.advantage[i] = third.rollout.advantage[3 * i];
      }
      assertThat(third.learn().step()).isEqualTo(alone.learn().step());
    }
  }

  @Test
  void sub_sampling_leaves_the_value_function_all_samples() {
    TRPOConfig config = SMALL.withBatchSize(1000);
    try (TRPOSubject third = new TRPOSubject(config.withSubSamplingFactor(3), BOX, ROWS);
        TRPOSubject all = new TRPOSubject(config, BOX, ROWS)) {
      third.learn();
      all.learn();
      assertThat(valuePart(third, third.theta)).isEqualTo(valuePart(all, all.theta));
      assertThat(third.step()).isNotEqualTo(all.step());
    }
  }

  @Test
  void a_sub_sample_is_drawn_at_random() {
    // Another iteration, another stream, other samples.
    TRPOConfig config = SMALL.withCriticUpdates(0).withSubSamplingFactor(5);
    try (TRPOSubject one = new TRPOSubject(config, BOX, ROWS);
        TRPOSubject again = new TRPOSubject(config, BOX, ROWS);
        TRPOSubject other = new TRPOSubject(config, BOX, ROWS)) {
      one.trpo.update(one.rollout, 0, 0, one.logged::put);
      again.trpo.update(again.rollout, 0, 0, again.logged::put);
      other.trpo.update(other.rollout, 1, 0, other.logged::put);
      assertThat(again.theta).isEqualTo(one.theta);
      assertThat(other.theta).isNotEqualTo(one.theta);
    }
  }

  @Test
  void normalised_advantages_make_the_step_independent_of_their_scale() {
    // Multiplied by 4 and moved by 8, they are the same once normalised, but for rounding.
    try (TRPOSubject plain = new TRPOSubject(SMALL, DISCRETE, ROWS);
        TRPOSubject scaled = new TRPOSubject(SMALL, DISCRETE, ROWS)) {
      for (int i = 0; i < ROWS; i++) {
        scaled.rollout.advantage[i] = 4 * scaled.rollout.advantage[i] + 8;
      }
      float[] a = plain.learn().step();
      float[] b = scaled.learn().step();
      assertThat(b).containsExactly(a, within(1e-5f));
    }
  }

  @ParameterizedTest
  @EnumSource
  void any_number_of_threads_gives_the_same_bits(KlDirection way) {
    TRPOConfig config = TRPOConfig.DEFAULT.withKlDirection(way).withCriticUpdates(2);
    try (TRPOSubject one = new TRPOSubject(config, BOX, 2500, 1);
        TRPOSubject three = new TRPOSubject(config, BOX, 2500, 3)) {
      one.trpo.update(one.rollout, 0, 0, one.logged::put);
      three.trpo.update(three.rollout, 0, 0, three.logged::put);
      assertThat(three.theta).isEqualTo(one.theta);
      assertThat(three.logged).isEqualTo(one.logged);
    }
  }

  @Test
  void every_metric_is_reported_in_order() {
    try (TRPOSubject s = new TRPOSubject(SMALL, BOX, 10)) {
      s.learn();
      assertThat(s.logged.keySet()).containsExactlyElementsOf(s.trpo.metrics());
      assertThat(s.logged.get("train/learning_rate")).isEqualTo(0.001f);
      assertThat(s.logged.get("train/std")).isPositive();
    }
  }

  @Test
  void rollouts_of_changing_size_are_taken() {
    try (TRPOSubject s = new TRPOSubject(SMALL, BOX, 50);
        TRPOSubject larger = new TRPOSubject(SMALL, BOX, 300)) {
      s.learn();
      s.learn(larger.rollout, 0);
      assertThat(s.logged.get("train/n_updates")).isEqualTo(2);
      for (float x : s.theta) {
        assertThat(x).isFinite();
      }
    }
  }
}
