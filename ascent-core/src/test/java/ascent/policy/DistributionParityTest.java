package ascent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.parity.Fixtures;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DistributionParityTest {

  @Test
  void the_categorical_is_that_of_pytorch() {
    JsonNode cases = Fixtures.read("categorical").get("cases");
    for (int i = 0; i < cases.size(); i++) {
      JsonNode c = cases.get(i);
      Distribution d = new Categorical(c.get("logits").get(0).size());
      DistributionRows ours =
          new DistributionRows(d, Fixtures.floats(c.get("logits")), new float[0]);
      ours.evaluate(Fixtures.floats(c.get("actions")));

      compare(i, ours.logProb, c, "log_prob");
      compare(i, ours.entropy, c, "entropy");
      for (float x : ours.gradient(1, 1)) {
        assertThat(x).isFinite();
      }
      if (c.has("grad_log_prob")) { // the extreme logits have none recorded
        compare(i, ours.probabilities(), c, "probs");
        compare(i, ours.gradient(1, 0), c, "grad_log_prob");
        compare(i, ours.gradient(0, -1), c, "grad_entropy");
      }
    }
    Fixtures.ran("categorical", cases.size());
  }

  @Test
  void the_gaussian_is_that_of_pytorch() {
    JsonNode cases = Fixtures.read("gaussian").get("cases");
    for (int i = 0; i < cases.size(); i++) {
      JsonNode c = cases.get(i);
      float[] logStd = Fixtures.floats(c.get("log_std"));
      Distribution d = new DiagonalGaussian(logStd.length, 0);
      DistributionRows ours = new DistributionRows(d, Fixtures.floats(c.get("mean")), logStd);
      ours.evaluate(Fixtures.floats(c.get("actions")));

      compare(i, ours.logProb, c, "log_prob");
      compare(i, ours.entropy, c, "entropy");
      compare(i, ours.gradient(1, 0), c, "grad_log_prob_mean");
      compare(i, ours.freeGradient, c, "grad_log_prob_log_std_summed");
      ours.gradient(0, -1);
      compare(i, ours.freeGradient, c, "grad_entropy_log_std_summed");
    }
    Fixtures.ran("gaussian", cases.size());
    Fixtures.skipped("gaussian.json, squashed");
  }

  @Test
  void several_choices_are_the_multi_categorical_of_stable_baselines3() {
    JsonNode c = Fixtures.read("distributions_more").get("multi_categorical");
    int[] counts = c.get("nvec").valueStream().mapToInt(JsonNode::asInt).toArray();
    compareDiscrete(new Categorical(1, counts), c, new boolean[0]);
    Fixtures.ran("distributions_more", "multi_categorical", c.get("log_prob").size());
  }

  @Test
  void bits_are_the_bernoulli_of_stable_baselines3() {
    JsonNode c = Fixtures.read("distributions_more").get("bernoulli");
    compareDiscrete(new Bernoulli(c.get("logits").get(0).size(), 1), c, new boolean[0]);
    Fixtures.ran("distributions_more", "bernoulli", c.get("log_prob").size());
  }

  /// In single precision a logit of −1e8, which sb3-contrib writes, is as good as −∞.
  @Test
  void masks_are_those_of_sb3_contrib() {
    JsonNode c = Fixtures.read("distributions_more").get("masked_categorical");
    boolean[] masks = new boolean[c.get("mask").size() * c.get("mask").get(0).size()];
    int at = 0;
    for (JsonNode row : c.get("mask")) {
      for (JsonNode allowed : row) {
        masks[at++] = allowed.asBoolean();
      }
    }
    DistributionRows ours =
        compareDiscrete(new Categorical(c.get("logits").get(0).size()), c, masks);
    compare(0, ours.probabilities(), c, "probs");
    Fixtures.ran("distributions_more", "masked_categorical", c.get("log_prob").size());
  }

  private static DistributionRows compareDiscrete(Distribution d, JsonNode c, boolean[] masks) {
    DistributionRows ours =
        new DistributionRows(d, Fixtures.floats(c.get("logits")), new float[0]).masked(masks);
    ours.evaluate(Fixtures.floats(c.get("actions")));
    compare(0, ours.logProb, c, "log_prob");
    compare(0, ours.entropy, c, "entropy");
    compare(0, ours.gradient(1, 0), c, "grad_log_prob");
    compare(0, ours.gradient(0, -1), c, "grad_entropy");
    return ours;
  }

  private static void compare(int i, float[] ours, JsonNode c, String name) {
    Fixtures.assertClose("case " + i + " " + name, ours, c.get(name), Fixtures.FORMULA);
  }
}
