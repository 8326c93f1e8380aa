package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.config.Configs;
import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every distribution over the actions of a Box.
class ContinuousTest {
  private static final Box BOX = new Box(new float[] {-1, 0}, new float[] {3, 0.5f});
  private static final int FEATURES = 5;

  private static Distribution of(DistributionConfig family, Box box) {
    return family.create(box, FEATURES);
  }

  private static float[] normals(Rng rng, int n, float scale) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = scale * rng.normal();
    }
    return x;
  }

  /// DistributionInput with random outputs and features. The stream's index tells the outputs from
  /// others, the features are always the same.
  private static DistributionRows rows(Distribution d, int rows, int index) {
    Rng rng = Rng.stream(31, "rows", index);
    float[] eta = normals(rng, rows * d.outputs(), 0.7f);
    return rows(d, rows, eta, normals(rng, d.ownParameters(), 0.3f));
  }

  private static DistributionRows rows(Distribution d, int rows, float[] eta, float[] free) {
    DistributionRows result = new DistributionRows(d, eta, free);
    return result.features(normals(Rng.stream(31, "features"), rows * FEATURES, 0.7f));
  }

  /// All rows have the outputs and features of the first.
  private static DistributionRows repeated(Distribution d, int rows, int index) {
    DistributionRows one = rows(d, 1, index);
    float[] eta = new float[rows * d.outputs()];
    for (int i = 0; i < eta.length; i++) {
      eta[i] = one.eta()[i % d.outputs()];
    }
    float[] features = new float[rows * FEATURES];
    for (int i = 0; i < features.length; i++) {
      features[i] = one.features()[i % FEATURES];
    }
    return new DistributionRows(d, eta, one.theta).features(features);
  }

  /// a·x + b·y.
  private static double dot(float[] a, float[] b, float[] x, float[] y) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * x[i];
    }
    for (int i = 0; i < b.length; i++) {
      sum += (double) b[i] * y[i];
    }
    return sum;
  }

  private static float[] moved(float[] x, float[] along, float step) {
    float[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] += step * along[i];
    }
    return y;
  }

  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void the_density_of_the_action_integrates_to_one(DistributionConfig family) {
    Box box = Space.box(-1, 2, 1);
    Distribution d = of(family, box);
    DistributionRows one = rows(d, 1, 1);
    boolean squashed = d instanceof SquashedGaussian || d instanceof Beta;
    double sum = 0;
    double step = 1e-3;
    float[] env = new float[1];
    for (double u = -12; u < 12; u += step) {
      one.evaluate((float) u);
      // a = ½ + 1½ tanh u, so da = 1½ (1 − tanh² u) du.
      double da = squashed ? 1.5 * (1 - Math.pow(Math.tanh(u), 2)) * step : step;
      sum += Math.exp(one.logProb[0]) * da;
      d.toEnv(new float[] {(float) u}, 0, env, 0, 1);
      assertThat((double) env[0])
          .isEqualTo(squashed ? 0.5 + 1.5 * Math.tanh(u) : (float) u, within(1e-6));
    }
    assertThat(sum).isEqualTo(1, within(1e-3));
  }

  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void samples_come_with_the_log_probability_that_evaluating_them_gives(DistributionConfig family) {
    Distribution d = of(family, BOX);
    DistributionRows rows = rows(d, 64, 2);
    float[] actions = rows.sample(Rng.stream(32, "sample"), 2);
    float[] sampled = rows.logProb.clone();

    rows.evaluate(actions);

    assertThat(rows.logProb).isEqualTo(sampled);
  }

  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void the_mean_log_probability_of_samples_is_minus_the_entropy(DistributionConfig family) {
    Distribution d = of(family, BOX);
    DistributionRows rows = repeated(d, 64, 3);
    Rng rng = Rng.stream(33, "sample");
    double logProb = 0;
    double entropy = 0;
    int draws = 2_000;
    for (int i = 0; i < draws; i++) {
      rows.evaluate(rows.sample(rng, 2));
      for (int r = 0; r < 64; r++) {
        logProb += rows.logProb[r] / (64 * draws);
        entropy += rows.entropy[r] / (64 * draws);
      }
    }
    // log π has deviation 1 or so: the mean of 128,000 has 0.003.
    assertThat(-logProb).isEqualTo(entropy, within(0.012));
  }

  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void scores_have_mean_zero_and_the_fisher_information_as_their_covariance(
      DistributionConfig family) {
    Distribution d = of(family, BOX);
    DistributionRows rows = repeated(d, 64, 4);
    Rng rng = Rng.stream(34, "sample");
    float[] one = normals(rng, d.outputs(), 1);
    float[] tangent = new float[64 * d.outputs()];
    for (int i = 0; i < tangent.length; i++) {
      tangent[i] = one[i % d.outputs()];
    }
    float[] ownTangent = normals(rng, d.ownParameters(), 1);
    double mean = 0;
    double square = 0;
    int draws = 2_000;
    for (int i = 0; i < draws; i++) {
      rows.evaluate(rows.sample(rng, 2));
      double score = dot(rows.gradient(1, 0), rows.ownGradient, tangent, ownTangent) / 8;
      mean += score / draws; // of 64 independent scores, over √64
      square += score * score / draws;
    }
    double fisher = dot(rows.fisher(tangent, ownTangent), rows.ownGradient, tangent, ownTangent);
    double variance = fisher / 64;

    assertThat(mean).isEqualTo(0, within(4 * Math.sqrt(variance / draws)));
    // The variance of 2,000 nearly normal numbers has a relative deviation of √(2/2000) = 0.03.
    assertThat(square / variance).isEqualTo(1, within(0.13));
  }

  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void the_fisher_information_is_the_curvature_of_the_divergence(DistributionConfig family) {
    Distribution d = of(family, BOX);
    Rng rng = Rng.stream(35, "tangent");
    float h = 0.03f;
    for (int trial = 0; trial < 10; trial++) {
      DistributionRows p = rows(d, 20, 100 + trial).evaluate(new float[40]);
      float[] tangent = normals(rng, 20 * d.outputs(), 1);
      float[] ownTangent = normals(rng, d.ownParameters(), 1);
      double fisher = dot(p.fisher(tangent, ownTangent), p.ownGradient, tangent, ownTangent);
      double curvature = 0;
      for (float step : new float[] {h, -h}) {
        DistributionRows q =
            rows(d, 20, moved(p.eta(), tangent, step), moved(p.theta, ownTangent, step))
                .evaluate(new float[40]);
        curvature += p.kl(q) / (h * h);
      }
      // KL(p ‖ p ± ht) = ½ h² tᵀFt ± O(h³) + O(h⁴)
      assertThat(curvature / fisher).isEqualTo(1, within(0.02));
    }
  }

  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void the_fisher_information_is_symmetric(DistributionConfig family) {
    Distribution d = of(family, BOX);
    DistributionRows p = rows(d, 20, 6).evaluate(new float[40]);
    Rng rng = Rng.stream(36, "tangent");
    float[] a = normals(rng, 20 * d.outputs(), 1);
    float[] aFree = normals(rng, d.ownParameters(), 1);
    float[] b = normals(rng, 20 * d.outputs(), 1);
    float[] bFree = normals(rng, d.ownParameters(), 1);

    double bFa = dot(p.fisher(a, aFree), p.ownGradient, b, bFree);
    double aFb = dot(p.fisher(b, bFree), p.ownGradient, a, aFree);
    double aFa = dot(p.fisher(a, aFree), p.ownGradient, a, aFree);

    assertThat(aFb).isEqualTo(bFa, within(1e-5 * aFa));
  }

  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void the_divergence_is_the_mean_log_ratio_and_never_negative(DistributionConfig family) {
    Distribution d = of(family, BOX);
    DistributionRows p = repeated(d, 64, 7);
    DistributionRows q = repeated(d, 64, 8);
    Rng rng = Rng.stream(37, "sample");
    double mean = 0;
    double square = 0;
    int draws = 2_000;
    for (int i = 0; i < draws; i++) {
      float[] actions = p.sample(rng, 2);
      p.evaluate(actions);
      q.evaluate(actions);
      for (int r = 0; r < 64; r++) {
        double ratio = p.logProb[r] - q.logProb[r];
        mean += ratio / (64 * draws);
        square += ratio * ratio / (64 * draws);
      }
    }
    double deviation = Math.sqrt((square - mean * mean) / (64 * draws));
    assertThat(p.kl(q) / 64).isPositive().isEqualTo(mean, within(4 * deviation));
    assertThat(p.kl(p)).isEqualTo(0, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void what_the_environment_gets_leads_back_to_the_action(DistributionConfig family) {
    Distribution d = of(family, BOX);
    float[] action = {-2.5f, 0.25f, 1, -0.125f};
    float[] env = new float[6];
    d.toEnv(action, 0, env, 2, 4);
    float[] back = new float[4];
    d.fromEnv(env, 2, back, 0, 4);

    assertThat(back).containsExactly(action, within(1e-4f));
    assertThat(env).startsWith(0, 0);
  }

  @Test
  void squashed_actions_stay_within_the_bounds_and_those_on_them_are_taken_for_near() {
    Squash squash = new Squash(BOX);
    float[] env = new float[4];
    squash.apply(new float[] {-1e30f, 1e30f, 20, -20}, 0, env, 0, 4);
    assertThat(env).containsExactly(new float[] {-1, 0.5f, 3, 0}, within(1e-6f));
    assertThat(BOX.contains(env, 0) && BOX.contains(env, 2)).isTrue();

    float[] u = new float[2];
    squash.inverse(new float[] {-1, 0.5f}, 0, u, 0, 2);
    // atanh(1 − 1e-6) = ½ ln(2e6) = 7.25
    assertThat(u).containsExactly(new float[] {-7.25f, 7.25f}, within(0.02f));
  }

  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void extreme_outputs_and_actions_keep_everything_finite(DistributionConfig family) {
    Distribution d = of(family, BOX);
    for (float size : new float[] {-50, 0, 50}) {
      float[] eta = new float[d.outputs()];
      Arrays.fill(eta, size);
      DistributionRows one = rows(d, 1, eta, new float[d.ownParameters()]);
      one.evaluate(one.sample(Rng.stream(38, "sample"), 2));
      assertFinite(one, 1);
      for (float action : new float[] {-60, 0, 60}) {
        one.evaluate(action, -action);
        assertFinite(one, 0);
      }
    }
  }

  private static void assertFinite(DistributionRows one, float entCoef) {
    assertThat(one.logProb[0]).isFinite();
    assertThat(one.entropy[0]).isFinite();
    for (float x : one.gradient(1, entCoef)) {
      assertThat(x).isFinite();
    }
    for (float x : one.ownGradient) {
      assertThat(x).isFinite();
    }
  }

  private static void refused(Space actions, DistributionConfig config, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.create(actions, FEATURES))
        .withMessage(message);
  }

  @Test
  void settings_without_effect_are_refused() {
    Space two = Space.discrete(2);
    String noBox = " (the default) where the action space is not a Box but " + two + ".";
    refused(
        two, new DistributionConfig.Beta(), "distribution is beta; it must be gaussian" + noBox);
    refused(
        two,
        DistributionConfig.Standard.DEFAULT.withLogStdInit(-1),
        "logStdInit is -1; it must be 0" + noBox);
    refused(
        BOX,
        DistributionConfig.Standard.DEFAULT.withTemperature(2),
        "temperature is 2; it must be 1 (the default) where the action space is a Box.");
  }

  private record Settings(DistributionConfig distribution) {}

  @Test
  void settings_that_the_distribution_does_not_have_cannot_be_set() {
    Settings settings = new Settings(DistributionConfig.DEFAULT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(settings, "sdeSampleFreq", "4"))
        .withMessage(
            "sdeSampleFreq is 4; it must be left out with distribution=gaussian, which has no such"
                + " setting. Maybe you want another distribution.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(settings, Map.of("distribution", "gsde", "logStdMin", "-5")))
        .withMessage(
            "logStdMin is -5; it must be left out with distribution=gsde, which has no such"
                + " setting. Maybe you want another distribution.");
  }

  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void a_distribution_is_read_from_what_it_writes(DistributionConfig family) {
    Map<String, String> text = Configs.toMap(new Settings(family));
    Settings defaults = new Settings(DistributionConfig.DEFAULT);

    assertThat(text).containsEntry("distribution", family.name());
    assertThat(Configs.with(defaults, text).distribution()).isEqualTo(family);
    if (text.containsKey("logStdInit")) {
      Settings low = Configs.with(new Settings(family), "logStdInit", "-1.5");
      assertThat(low.distribution()).isNotEqualTo(family).hasSameClassAs(family);
      assertThat(Configs.with(defaults, Configs.toMap(low))).isEqualTo(low);
    }
  }

  @Test
  void settings_that_contradict_each_other_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DistributionConfig.StateDependentGaussian(0, 1, 0.5f))
        .withMessage("logStdMin is 1; it must be at most logStdMax, which is 0.5.");
    Space half = new Box(new float[] {0}, new float[] {Float.POSITIVE_INFINITY});
    for (DistributionConfig family :
        List.of(new DistributionConfig.Beta(), DistributionConfig.SquashedGaussian.DEFAULT)) {
      refused(
          half,
          family,
          "The action space is "
              + half
              + "; it must be a Box with two different, finite bounds each for distribution="
              + family.name()
              + ".");
    }
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DistributionConfig.Gsde.DEFAULT.withSdeSampleFreq(0))
        .withMessage("sdeSampleFreq is 0; it must be at least 1, or -1 for once per rollout.");
    var clamped = DistributionConfig.StateDependentGaussian.DEFAULT;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clamped.withLogStdMin(Float.NaN))
        .withMessage("logStdMin is nan; it must be at most 20 (-inf is off).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clamped.withLogStdMax(Float.NEGATIVE_INFINITY))
        .withMessage("logStdMax is -inf; it must be at least -20 (inf is off).");
  }

  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void people_are_told_what_the_distribution_is(DistributionConfig family) {
    Distribution d = of(family, BOX);
    float[] eta = new float[d.outputs()];
    eta[1] = 2;
    DistributionRows one = rows(d, 1, eta, new float[d.ownParameters()]);
    one.sample(Rng.stream(39, "sample"), 2);

    switch (one.describe()) {
      case ActionDistribution.Gaussian g -> {
        assertThat(g.mean()).containsExactly(0f, 2f);
        assertThat(g.std()).allMatch(std -> family instanceof DistributionConfig.Gsde || std == 1);
      }
      case ActionDistribution.SquashedGaussian squashed -> {
        assertThat(squashed.gaussian().mean()).containsExactly(0f, 2f);
        assertThat(squashed.gaussian().std()).containsExactly(1f, 1f);
      }
      case ActionDistribution.Beta b -> {
        // 1 + softplus: 1 + ln 2 and 1 + ln(1 + e²)
        assertThat(b.alpha().get(0)).isEqualTo(1.6931472f, within(1e-6f));
        assertThat(b.alpha().get(1)).isEqualTo(3.126928f, within(1e-6f));
        assertThat(b.beta()).hasSize(2);
      }
      default -> throw new AssertionError(family);
    }
  }
}
