package ascent.lab.rlhf.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.lab.rlhf.language.Grammar;
import ascent.lab.rlhf.language.Question;
import ascent.lab.rlhf.language.Questions;
import ascent.lab.rlhf.language.Vocabulary;
import ascent.nn.OptimizerConfig;
import ascent.nn.Parameter;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanguageModelTest {
  private static final LanguageModel MODEL = LanguageModel.DEFAULT;

  /// Trained for a quarter of the usual time.
  private static final float[] TRAINED =
      PreTraining.DEFAULT.withSteps(400).train(MODEL, Questions.PLAIN, 1);

  private static Responses sample(List<Question> prompts, Decoding decoding) {
    return new Sampler(MODEL, decoding)
        .sample(TRAINED, prompts, i -> Rng.stream(5, "test", i))
        .responses();
  }

  private static List<Question> prompts(int n) {
    return Questions.PLAIN.drawHeldOut(n, 1, Rng.stream(3, "test"));
  }

  private static double sum(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
  }

  /// Σ w log π, whose derivative is compared with (L(θ + h) − L(θ − h)) / 2h in every part of θ.
  @Test
  void the_gradient_is_that_of_finite_differences() {
    Rng rng = Rng.stream(2, "test");
    float[] theta = TRAINED.clone();
    Responses text = PreTraining.text(Questions.PLAIN.draw(9, 1, rng), rng);
    float[] weight = new float[text.tokens()];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = rng.normal();
    }
    TokenLearner learner = new TokenLearner(MODEL, theta, OptimizerConfig.DEFAULT);
    int[] all = IntStream.range(0, text.size()).toArray();
    learner.differentiate(text, all, (token, logProb) -> weight[token], 0.5f);
    float[] gradient = learner.gradient().clone();
    Likelihood likelihood = new Likelihood(MODEL);
    float h = 0x1p-7f;
    for (Parameter part : MODEL.network().layout()) {
      double dot = 0;
      double squares = 0;
      double differences = 0;
      for (int draw = 0; draw < 30; draw++) {
        int at = part.offset() + rng.nextInt(part.size());
        float before = theta[at];
        theta[at] = before + h;
        double high = loss(likelihood.logProbs(theta, text), weight);
        theta[at] = before - h;
        double low = loss(likelihood.logProbs(theta, text), weight);
        theta[at] = before;
        double difference = 0.5 * (high - low) / (2 * h);
        dot += difference * gradient[at];
        squares += gradient[at] * gradient[at];
        differences += difference * difference;
      }
      assertThat(squares).as(part.name()).isPositive();
      assertThat(dot / Math.sqrt(squares * differences)).as(part.name()).isGreaterThan(0.9999);
      assertThat(dot / squares).as(part.name()).isCloseTo(1, within(0.01));
    }
  }

  private static double loss(float[] logProb, float[] weight) {
    double sum = 0;
    for (int i = 0; i < weight.length; i++) {
      sum += weight[i] * logProb[i];
    }
    return sum;
  }

  /// π(prefix) = Σ over the 64 words of π(prefix, word), with π of a response the product of its
  /// tokens'.
  @Test
  void log_probabilities_of_tokens_sum_to_the_responses() {
    Question prompt = prompts(1).getFirst();
    int[] response = Grammar.sample(prompt, Rng.stream(4, "test"));
    for (int prefix : new int[] {0, 1, 7, 15}) {
      List<int[]> longer = new ArrayList<>();
      for (int word = 0; word < Vocabulary.SIZE; word++) {
        int[] words = Arrays.copyOf(response, prefix + 1);
        words[prefix] = word;
        longer.add(words);
      }
      List<Question> same = longer.stream().map(words -> prompt).toList();
      Responses all = Responses.of(same, longer);
      float[] logProb = new Likelihood(MODEL).logProbs(TRAINED, all);
      double total = 0;
      for (int i = 0; i < all.size(); i++) {
        total += StrictMath.exp(sum(Arrays.copyOfRange(logProb, all.first(i), all.first(i + 1))));
      }
      Responses shorter = Responses.of(List.of(prompt), List.of(Arrays.copyOf(response, prefix)));
      double before = sum(new Likelihood(MODEL).logProbs(TRAINED, shorter));
      assertThat(total).isCloseTo(StrictMath.exp(before), within(1e-5 * StrictMath.exp(before)));
    }
  }

  @Test
  void what_is_drawn_has_the_log_probability_that_it_has_when_read() {
    var sample =
        new Sampler(MODEL, Decoding.SAMPLE)
            .sample(TRAINED, prompts(100), i -> Rng.stream(5, "test", i));
    assertThat(sample.logProb())
        .isEqualTo(new Likelihood(MODEL).logProbs(TRAINED, sample.responses()));
  }

  @Test
  void a_response_does_not_depend_on_the_others() {
    List<Question> prompts = prompts(100);
    Responses many = sample(prompts, Decoding.SAMPLE);
    assertThat(sample(prompts.subList(0, 1), Decoding.SAMPLE).text(0)).isEqualTo(many.text(0));
    var one =
        new Sampler(MODEL, Decoding.SAMPLE)
            .sample(TRAINED, prompts.subList(99, 100), i -> Rng.stream(5, "test", 99));
    assertThat(one.responses().text(0)).isEqualTo(many.text(99));
  }

  @Test
  void top_k_of_one_and_a_low_temperature_are_greedy() {
    List<Question> prompts = prompts(50);
    Responses greedy = sample(prompts, Decoding.GREEDY);
    Responses cold = sample(prompts, new Decoding(1e-3f, Vocabulary.SIZE));
    Responses other = sample(prompts, Decoding.SAMPLE);
    int same = 0;
    int different = 0;
    for (int i = 0; i < 50; i++) {
      same += greedy.text(i).equals(cold.text(i)) ? 1 : 0;
      different += greedy.text(i).equals(other.text(i)) ? 0 : 1;
    }
    assertThat(same).isGreaterThanOrEqualTo(49); // a tie of rounding may differ
    assertThat(different).isGreaterThan(40);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decoding(1, 65))
        .withMessage("topK is 65; it must be in [1, 64].");
  }

  @Test
  void the_divergence_of_a_model_from_itself_is_zero() {
    Responses responses = sample(prompts(40), Decoding.SAMPLE);
    Likelihood likelihood = new Likelihood(MODEL);
    assertThat(likelihood.divergence(TRAINED, TRAINED, responses).kl()).isZero();
    float[] other = PreTraining.DEFAULT.withSteps(100).train(MODEL, Questions.PLAIN, 2);
    assertThat(likelihood.divergence(TRAINED, other, responses).kl()).isPositive();
  }

  /// Cross-entropy cannot be below the entropy but for the noise of 1,000 responses, 0.1; an
  /// untrained model has 20 log 64 = 83 nats.
  @Test
  void pre_training_approaches_the_entropy_of_the_grammar_from_above() {
    Rng rng = Rng.stream(6, "test");
    List<Question> prompts = Questions.PLAIN.drawHeldOut(1_000, 1, rng);
    double entropy = prompts.stream().mapToDouble(Grammar::entropy).average().orElseThrow();
    Responses text = PreTraining.text(prompts, rng);
    double cross = -sum(new Likelihood(MODEL).logProbs(TRAINED, text)) / text.size();
    assertThat(cross).isBetween(entropy - 0.1, entropy + 2);
  }

  @Test
  void equal_seeds_give_equal_bits() {
    PreTraining few = PreTraining.DEFAULT.withSteps(5);
    assertThat(few.train(MODEL, Questions.PLAIN, 3))
        .isEqualTo(few.train(MODEL, Questions.PLAIN, 3));
    assertThat(few.train(MODEL, Questions.PLAIN, 3))
        .isNotEqualTo(few.train(MODEL, Questions.PLAIN, 4));
  }
}
