package ascent.lab.rlhf.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.lab.rlhf.language.Questions;
import ascent.lab.rlhf.model.Decoding;
import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.model.PreTraining;
import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.model.Sampler;
import ascent.lab.rlhf.model.TokenLearner;
import ascent.nn.OptimizerConfig;
import ascent.rng.Rng;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Gradients of whole updates, whose steps have a learning rate of 0.
class PolicyAlgorithmTest {
  private static final LanguageModel MODEL = LanguageModel.DEFAULT;
  private static final float[] THETA =
      PreTraining.DEFAULT.withSteps(60).train(MODEL, Questions.PLAIN, 1);
  private static final int GROUP = 4;
  private static final Experience EXPERIENCE = experience(0);

  private static Experience experience(double klCoef) {
    Rng rng = Rng.stream(1, "test");
    Sampler.Sample sample =
        new Sampler(MODEL, Decoding.SAMPLE)
            .sample(THETA, Questions.PLAIN.draw(6, GROUP, rng), i -> Rng.stream(2, "test", i));
    float[] reference = sample.logProb().clone();
    for (int i = 0; i < reference.length; i++) {
      reference[i] += 0.3f * rng.normal();
    }
    double[] score = IntStream.range(0, 6 * GROUP).mapToDouble(i -> rng.nextGaussian()).toArray();
    return new Experience(sample.responses(), GROUP, sample.logProb(), reference, score, klCoef);
  }

  private static float[] gradient(PolicyAlgorithm algorithm, Experience e) {
    TokenLearner learner = new TokenLearner(MODEL, THETA.clone(), OptimizerConfig.DEFAULT);
    algorithm.update(e, learner, 0, Rng.stream(3, "test"), new HashMap<>());
    assertThat(learner.parameters()).isEqualTo(THETA);
    return learner.gradient();
  }

  /// The gradient of −1/n Σ w(token) log π(token).
  private static float[] scoreFunction(Experience e, float[] advantage) {
    TokenLearner learner = new TokenLearner(MODEL, THETA.clone(), OptimizerConfig.DEFAULT);
    int n = e.responses().size();
    int[] all = IntStream.range(0, n).toArray();
    learner.differentiate(e.responses(), all, (token, logProb) -> -advantage[token], 1f / n);
    return learner.gradient();
  }

  private static void assertSame(float[] a, float[] b, double factor) {
    double error = 0;
    double size = 0;
    for (int i = 0; i < a.length; i++) {
      error += Math.pow(a[i] - factor * b[i], 2);
      size += a[i] * a[i];
    }
    assertThat(size).isPositive();
    assertThat(Math.sqrt(error / size)).isLessThan(1e-4);
  }

  private static Grpo plain(Grpo.Length length) {
    return new Grpo("plain", false, length, 0.2f, 0.2f, 1, 1);
  }

  /// Dr. GRPO's advantage is (G − 1)/G times RLOO's, and its sum is over 24.
  @Test
  void grpo_without_normalisation_is_rloo_up_to_a_factor() {
    double factor = (GROUP - 1.0) / GROUP / Responses.LONGEST;
    assertSame(
        gradient(plain(Grpo.Length.LONGEST), EXPERIENCE), gradient(new Rloo(), EXPERIENCE), factor);
  }

  @Test
  void reinforce_begins_with_the_mean_reward_as_its_baseline() {
    Experience e = experience(0.2);
    double mean = IntStream.range(0, 6 * GROUP).mapToDouble(i -> e.rewards()[i]).sum() / 6 / GROUP;
    double[] advantages =
        IntStream.range(0, 6 * GROUP).mapToDouble(i -> e.rewards()[i] - mean).toArray();
    float[] expected = scoreFunction(e, e.responses().perToken(advantages));
    assertThat(gradient(new Reinforce(), e)).isEqualTo(expected);
  }

  /// With V = 0 and λ = 1, A is the reward to go.
  @Test
  void ppos_first_step_is_the_policy_gradient_of_its_whitened_advantages() {
    Experience e = experience(0.2);
    float[] none = new float[e.responses().tokens()];
    float[] advantage = Ppo.advantages(e, none, 1);
    double kl = 0;
    int last = e.responses().first(1) - 1;
    for (int t = 0; t <= last; t++) {
      kl += Kl.k1(e.logProb()[t], e.refLogProb()[t]);
    }
    assertThat(advantage[0]).isCloseTo((float) (e.score()[0] - 0.2 * kl), within(1e-4f));
    assertThat(advantage[last])
        .isEqualTo((float) e.score()[0] - 0.2f * Kl.k1(e.logProb()[last], e.refLogProb()[last]));
    double mean =
        IntStream.range(0, none.length).mapToDouble(i -> advantage[i]).sum() / none.length;
    double squares = 0;
    for (float a : advantage) {
      squares += (a - mean) * (a - mean);
    }
    double deviation = Math.sqrt(squares / none.length);
    float[] whitened = new float[none.length];
    for (int i = 0; i < none.length; i++) {
      whitened[i] = (float) ((advantage[i] - mean) / deviation);
    }
    Ppo once = new Ppo(new Ppo.Settings(1, 0.2f, 1, 1, 1), MODEL.network().size(), THETA);
    double factor = (double) e.responses().size() / e.responses().tokens(); // a mean over tokens
    assertSame(gradient(once, e), scoreFunction(e, whitened), factor);
  }

  @Test
  void before_the_first_step_the_ratio_is_one_and_nothing_is_clipped() {
    Map<String, Double> report = new HashMap<>();
    TokenLearner learner = new TokenLearner(MODEL, THETA.clone(), OptimizerConfig.DEFAULT);
    plain(Grpo.Length.MEAN).update(EXPERIENCE, learner, 0, Rng.stream(3, "test"), report);
    assertThat(report).containsEntry("policy/clipfrac_avg", 0.0);
    assertThat(report).containsEntry("policy/approxkl_avg", 0.0);
  }

  /// Where the ratio is beyond 1 + ε′ and A > 0, or below 1 − ε and A < 0, the loss is flat.
  @Test
  void clipping_is_asymmetric_where_the_two_ranges_differ() {
    Clipping dapo = new Clipping(0.2f, 0.28f);
    Clipping.Sums sums = new Clipping.Sums();
    float up = (float) StrictMath.log(1.25);
    float further = (float) StrictMath.log(1.3);
    float down = (float) StrictMath.log(0.75);
    assertThat(dapo.weight(up, 0, 2, sums)).isCloseTo(-2.5f, within(1e-5f));
    assertThat(new Clipping(0.2f, 0.2f).weight(up, 0, 2, sums)).isZero();
    assertThat(dapo.weight(further, 0, 2, sums)).isZero();
    assertThat(dapo.weight(further, 0, -2, sums)).isCloseTo(2.6f, within(1e-5f));
    assertThat(dapo.weight(down, 0, -2, sums)).isZero();
    assertThat(dapo.weight(down, 0, 2, sums)).isCloseTo(-1.5f, within(1e-5f));
  }

  @Test
  void algorithms_have_names() {
    List<String> names = PolicyAlgorithms.NAMES;
    for (String name : names) {
      assertThat(PolicyAlgorithms.named(name, MODEL.network().size(), THETA).name())
          .isEqualTo(name);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyAlgorithms.named("rlo", MODEL.network().size(), THETA))
        .withMessageEndingWith("Did you mean rloo?");
  }
}
