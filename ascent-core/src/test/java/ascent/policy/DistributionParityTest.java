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

  private static void compare(int i, float[] ours, JsonNode c, String name) {
    Fixtures.assertClose("case " + i + " " + name, ours, c.get(name), Fixtures.FORMULA);
  }
}
