package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.io.Json;
import ascent.parity.Fixtures;
import ascent.space.Box;
import ascent.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class DistributionParityTest {
  private static final float[] NONE = {};

  /// The tolerance of a slope by differences in single precision.
  private static final double DIFFERENCES = 5e-4;

  @Test
  void the_categorical_is_that_of_pytorch() {
    List<Object> cases = Json.list(Fixtures.read("categorical"), "cases");
    for (int i = 0; i < cases.size(); i++) {
      Map<String, Object> c = Json.object(cases.get(i));
      Distribution d = new Categorical(Json.list(c, "logits", 0).size());
      DistributionRows ours =
          new DistributionRows(d, Fixtures.floats(c.get("logits")), new float[0]);
      ours.evaluate(Fixtures.floats(c.get("actions")));

      compare(i, ours.logProb, c, "log_prob");
      compare(i, ours.entropy, c, "entropy");
      for (float x : ours.gradient(1, 1)) {
        assertThat(x).isFinite();
      }
      if (c.containsKey("other_logits")) {
        float[] others = Fixtures.floats(c.get("other_logits"));
        float[] logits = Fixtures.floats(c.get("logits"));
        KlTo to = (eta, free) -> kl(d, others, NONE, eta, free);
        compareKl(i, to, c, logits, NONE);
        compare(i, differences(logits, x -> to.from(x, NONE)), c, "grad_kl", DIFFERENCES);
      }
      if (c.containsKey("grad_log_prob")) { // the extreme logits have none recorded
        compare(i, ours.probabilities(), c, "probs");
        compare(i, ours.gradient(1, 0), c, "grad_log_prob");
        compare(i, ours.gradient(0, -1), c, "grad_entropy");
      }
    }
    Fixtures.ran("categorical", cases.size());
  }

  @Test
  void the_gaussian_is_that_of_pytorch() {
    List<Object> cases = Json.list(Fixtures.read("gaussian"), "cases");
    for (int i = 0; i < cases.size(); i++) {
      Map<String, Object> c = Json.object(cases.get(i));
      float[] logStd = Fixtures.floats(c.get("log_std"));
      Distribution d = new DiagonalGaussian(logStd.length, 0);
      DistributionRows ours = new DistributionRows(d, Fixtures.floats(c.get("mean")), logStd);
      ours.evaluate(Fixtures.floats(c.get("actions")));

      compare(i, ours.logProb, c, "log_prob");
      compare(i, ours.entropy, c, "entropy");
      compare(i, ours.gradient(1, 0), c, "grad_log_prob_mean");
      compare(i, ours.ownGradient, c, "grad_log_prob_log_std_summed");
      ours.gradient(0, -1);
      compare(i, ours.ownGradient, c, "grad_entropy_log_std_summed");

      float[] means = Fixtures.floats(c.get("mean"));
      float[] otherMeans = Fixtures.floats(c.get("other_mean"));
      float[] otherStd = Fixtures.floats(c.get("other_log_std"));
      KlTo to = (eta, free) -> kl(d, otherMeans, otherStd, eta, free);
      compareKl(i, to, c, means, logStd);
      compare(i, differences(means, x -> to.from(x, logStd)), c, "grad_kl_mean", DIFFERENCES);
      float[] ofStd = differences(logStd, x -> to.from(means, x));
      compare(i, ofStd, c, "grad_kl_log_std_summed", DIFFERENCES);
    }
    Fixtures.ran("gaussian", cases.size());
  }

  @Test
  void the_squashed_gaussian_is_that_of_pytorch() {
    Map<String, Object> c = Json.object(Fixtures.read("gaussian"), "squashed");
    float[] logStd = Fixtures.floats(c.get("log_std"));
    float[] u = Fixtures.floats(c.get("pre_squash"));
    Squash squash = new Squash(Space.box(-1, 1, logStd.length));
    Distribution d = new SquashedGaussian(new DiagonalGaussian(logStd.length, 0), squash);
    DistributionRows ours = new DistributionRows(d, Fixtures.floats(c.get("mean")), logStd);
    ours.evaluate(u);

    compare(0, ours.logProb, c, "log_prob");
    compare(0, ours.gradient(1, 0), c, "grad_log_prob_mean");
    compare(0, ours.ownGradient, c, "grad_log_prob_log_std_summed");
    float[] actions = new float[u.length];
    d.toEnv(u, 0, actions, 0, u.length);
    compare(0, actions, c, "actions");
    Fixtures.ran("gaussian", "squashed", ours.rows);
  }

  @Test
  void the_beta_distribution_is_that_of_pytorch() {
    Map<String, Object> c = Json.object(Fixtures.read("distributions_more"), "beta");
    float[] alphas = Fixtures.floats(c.get("alpha_parameter"));
    float[] betas = Fixtures.floats(c.get("beta_parameter"));
    Box box = new Box(Fixtures.floats(c.get("low")), Fixtures.floats(c.get("high")));
    Distribution d = new Beta(new Squash(box));
    DistributionRows ours =
        new DistributionRows(d, sideBySide(alphas, betas, box.size()), new float[0]);
    float[] actions = Fixtures.floats(c.get("actions"));
    d.fromEnv(actions, 0, actions, 0, actions.length);
    ours.evaluate(actions);

    compare(0, ours.logProb, c, "log_prob");
    compare(0, ours.entropy, c, "entropy");
    float[] score = ours.gradient(1, 0);
    compare(0, half(score, box.size(), 0), c, "grad_log_prob_alpha_parameter");
    compare(0, half(score, box.size(), 1), c, "grad_log_prob_beta_parameter");
    float[] ofEntropy = ours.gradient(0, -1);
    compare(0, half(ofEntropy, box.size(), 0), c, "grad_entropy_alpha_parameter");
    compare(0, half(ofEntropy, box.size(), 1), c, "grad_entropy_beta_parameter");
    Fixtures.ran("distributions_more", "beta", ours.rows);
  }

  /// DistributionInput `[a | b]` of rows of a and b.
  private static float[] sideBySide(float[] a, float[] b, int width) {
    float[] both = new float[a.length + b.length];
    for (int i = 0; i < a.length; i++) {
      both[i / width * 2 * width + i % width] = a[i];
      both[i / width * 2 * width + width + i % width] = b[i];
    }
    return both;
  }

  /// The left (0) or right (1) halves of rows.
  private static float[] half(float[] both, int width, int which) {
    float[] half = new float[both.length / 2];
    for (int i = 0; i < half.length; i++) {
      half[i] = both[i / width * 2 * width + which * width + i % width];
    }
    return half;
  }

  @Test
  void generalised_state_dependent_exploration_is_that_of_stable_baselines3() {
    Map<String, Object> c = Json.object(Fixtures.read("distributions_more"), "gsde");
    float[] logStd = Fixtures.floats(c.get("log_std"));
    float[] mean = Fixtures.floats(c.get("mean"));
    int dimensions = Json.list(c, "log_std", 0).size();
    int features = Json.list(c, "log_std").size();
    Distribution d = new StateDependentExploration(features, dimensions, 0, -1);
    DistributionRows ours = new DistributionRows(d, mean, logStd);
    ours.features(Fixtures.floats(c.get("latent")));
    ours.evaluate(Fixtures.floats(c.get("actions")));

    compare(0, ours.logProb, c, "log_prob");
    compare(0, ours.entropy, c, "entropy");
    compare(0, ours.gradient(1, 0), c, "grad_log_prob_mean");
    compare(0, ours.ownGradient, c, "grad_log_prob_log_std");
    ours.gradient(0, -1);
    compare(0, ours.ownGradient, c, "grad_entropy_log_std");
    float[] state = new float[ours.rows * d.stateSize()];
    for (int r = 0; r < ours.rows; r++) { // one matrix for all rows, to be held
      float[] matrix = Fixtures.floats(c.get("exploration_matrix"));
      System.arraycopy(matrix, 0, state, r * d.stateSize(), matrix.length);
      state[r * d.stateSize() + matrix.length] = -1;
    }
    compare(0, ours.sample(state, 0, dimensions), c, "sampled_actions");
    Fixtures.ran("distributions_more", "gsde", ours.rows);
  }

  @Test
  void several_choices_are_the_multi_categorical_of_stable_baselines3() {
    Map<String, Object> c = Json.object(Fixtures.read("distributions_more"), "multi_categorical");
    int[] counts = Json.list(c, "nvec").stream().mapToInt(n -> (int) n).toArray();
    compareDiscrete(new Categorical(1, counts), c, new boolean[0]);
    Fixtures.ran("distributions_more", "multi_categorical", Json.list(c, "log_prob").size());
  }

  @Test
  void bits_are_the_bernoulli_of_stable_baselines3() {
    Map<String, Object> c = Json.object(Fixtures.read("distributions_more"), "bernoulli");
    compareDiscrete(new Bernoulli(Json.list(c, "logits", 0).size(), 1), c, new boolean[0]);
    Fixtures.ran("distributions_more", "bernoulli", Json.list(c, "log_prob").size());
  }

  /// In single precision a logit of −1e8, which sb3-contrib writes, is as good as −∞.
  @Test
  void masks_are_those_of_sb3_contrib() {
    Map<String, Object> c = Json.object(Fixtures.read("distributions_more"), "masked_categorical");
    boolean[] masks = new boolean[Json.list(c, "mask").size() * Json.list(c, "mask", 0).size()];
    int at = 0;
    for (Object row : Json.list(c, "mask")) {
      for (Object allowed : Json.list(row)) {
        masks[at++] = (boolean) allowed;
      }
    }
    DistributionRows ours =
        compareDiscrete(new Categorical(Json.list(c, "logits", 0).size()), c, masks);
    compare(0, ours.probabilities(), c, "probs");
    Fixtures.ran("distributions_more", "masked_categorical", Json.list(c, "log_prob").size());
  }

  private static DistributionRows compareDiscrete(
      Distribution d, Map<String, Object> c, boolean[] masks) {
    DistributionRows ours =
        new DistributionRows(d, Fixtures.floats(c.get("logits")), new float[0]).masked(masks);
    ours.evaluate(Fixtures.floats(c.get("actions")));
    compare(0, ours.logProb, c, "log_prob");
    compare(0, ours.entropy, c, "entropy");
    compare(0, ours.gradient(1, 0), c, "grad_log_prob");
    compare(0, ours.gradient(0, -1), c, "grad_entropy");
    return ours;
  }

  private static void compare(int i, float[] ours, Map<String, Object> c, String name) {
    compare(i, ours, c, name, Fixtures.FORMULA);
  }

  private static void compare(
      int i, float[] ours, Map<String, Object> c, String name, double tolerance) {
    Fixtures.assertClose("case " + i + " " + name, ours, c.get(name), tolerance);
  }

  /// The summed divergence of the other distribution from the one with these parameters.
  @FunctionalInterface
  private interface KlTo {
    double from(float[] eta, float[] free);
  }

  private static double kl(
      Distribution d, float[] others, float[] otherFree, float[] eta, float[] free) {
    float[] actions = new float[eta.length]; // any will do
    DistributionRows other = new DistributionRows(d, others, otherFree).evaluate(actions);
    return other.kl(new DistributionRows(d, eta, free).evaluate(actions));
  }

  private static void compareKl(int i, KlTo to, Map<String, Object> c, float[] eta, float[] free) {
    double sum = Arrays.stream(Fixtures.numbers(c.get("kl_other_to_this"))).sum();
    assertThat(to.from(eta, free))
        .as("case %d kl_other_to_this", i)
        .isEqualTo(sum, within(Fixtures.FORMULA * Math.max(1, sum)));
  }

  /// Central differences in single precision.
  private static float[] differences(float[] x, ToDoubleFunction<float[]> f) {
    float h = 1 / 128f; // error h² f‴/6 + 1e-7·f/h, some 1e-5 each
    float[] slope = new float[x.length];
    float[] moved = x.clone();
    for (int i = 0; i < x.length; i++) {
      moved[i] = x[i] + h;
      float up = moved[i];
      double above = f.applyAsDouble(moved);
      moved[i] = x[i] - h;
      double below = f.applyAsDouble(moved);
      slope[i] = (float) ((above - below) / (up - moved[i]));
      moved[i] = x[i];
    }
    return slope;
  }
}
