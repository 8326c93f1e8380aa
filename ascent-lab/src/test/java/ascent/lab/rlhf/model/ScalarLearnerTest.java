package ascent.lab.rlhf.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.lab.rlhf.language.Questions;
import ascent.nn.OptimizerConfig;
import ascent.nn.Parameter;
import ascent.rng.Rng;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScalarLearnerTest {
  private static final LanguageModel MODEL = LanguageModel.DEFAULT;
  private static final float[] THETA =
      PreTraining.DEFAULT.withSteps(30).train(MODEL, Questions.PLAIN, 1);

  /// Σ u·value, whose derivative is compared with (L(θ + h) − L(θ − h)) / 2h in every part of θ.
  private static void assertGradient(ScalarLearner learner) {
    Rng rng = Rng.stream(2, "test");
    Responses text = PreTraining.text(Questions.PLAIN.draw(9, 1, rng), rng);
    float[] weight = new float[text.tokens()];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = rng.normal();
    }
    int[] all = IntStream.range(0, text.size()).toArray();
    learner.differentiate(text, all, (token, value) -> weight[token], 1);
    float[] gradient = learner.gradient().clone();
    float[] theta = learner.parameters();
    float h = 0x1p-7f;
    for (Parameter part : learner.network().layout()) {
      double dot = 0;
      double squares = 0;
      double differences = 0;
      for (int draw = 0; draw < 30; draw++) {
        int at = part.offset() + rng.nextInt(part.size());
        float before = theta[at];
        theta[at] = before + h;
        double high = sum(learner.values(text), weight);
        theta[at] = before - h;
        double low = sum(learner.values(text), weight);
        theta[at] = before;
        double difference = (high - low) / (2 * h);
        dot += difference * gradient[at];
        squares += gradient[at] * gradient[at];
        differences += difference * difference;
      }
      assertThat(squares).as(part.name()).isPositive();
      assertThat(dot / Math.sqrt(squares * differences)).as(part.name()).isGreaterThan(0.9999);
      assertThat(dot / squares).as(part.name()).isCloseTo(1, within(0.01));
    }
  }

  private static double sum(float[] values, float[] weight) {
    double sum = 0;
    for (int i = 0; i < weight.length; i++) {
      sum += weight[i] * values[i];
    }
    return sum;
  }

  @Test
  void the_gradient_of_a_reward_is_that_of_finite_differences() {
    assertGradient(ScalarLearner.reward(MODEL, THETA, OptimizerConfig.DEFAULT));
  }

  /// With a head of 0 the trunk would have no gradient.
  @Test
  void the_gradient_of_a_value_function_is_that_of_finite_differences() {
    ScalarLearner value =
        ScalarLearner.value(MODEL.network().size(), THETA, OptimizerConfig.DEFAULT);
    Rng rng = Rng.stream(3, "test");
    assertThat(value.values(PreTraining.text(Questions.PLAIN.draw(1, 1, rng), rng)))
        .containsOnly(0);
    float[] theta = value.parameters();
    for (int i = value.network().trunk().to(); i < theta.length; i++) {
      theta[i] = rng.normal();
    }
    assertGradient(value);
  }
}
