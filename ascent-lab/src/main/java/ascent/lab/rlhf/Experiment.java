package ascent.lab.rlhf;

import ascent.lab.rlhf.algo.PolicyAlgorithm;
import ascent.lab.rlhf.language.Grammar;
import ascent.lab.rlhf.language.Question;
import ascent.lab.rlhf.language.Questions;
import ascent.lab.rlhf.model.Decoding;
import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.model.Likelihood;
import ascent.lab.rlhf.model.PreTraining;
import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.model.Sampler;
import ascent.lab.rlhf.reward.Annotators;
import ascent.lab.rlhf.reward.Preferences;
import ascent.lab.rlhf.reward.RewardModel;
import ascent.rng.Rng;
import java.util.List;

/// The stages of learning from human feedback with one seed: a pre-trained reference model, choices
/// between its responses, a reward model of them, a policy trained on that, and what it is worth.
///
/// ```java
/// Experiment experiment = new Experiment(LanguageModel.DEFAULT, Questions.PLAIN, 1);
/// Preferences pairs = experiment.preferences(1_024, Annotators.DEFAULT);
/// RewardModel reward = experiment.rewardModel(pairs);
/// var settings = AlignmentSettings.DEFAULT;
/// float[] theta =
///     experiment.align(new Rloo(), reward::scores, settings, Alignment.Monitor.NONE);
/// double gold = experiment.evaluate(theta, reward::scores).gold();
/// ```
public final class Experiment {
  private static final int TYPICAL = 512; // prompts with two responses, to normalise rewards
  private static final int EVALUATED = 512; // held-out prompts

  private final LanguageModel model;
  private final Questions questions;
  private final long seed;
  private final float[] reference;

  /// Pre-trains the reference model.
  public Experiment(LanguageModel model, Questions questions, long seed) {
    this(model, questions, seed, PreTraining.DEFAULT);
  }

  /// Pre-trains the reference model.
  public Experiment(LanguageModel model, Questions questions, long seed, PreTraining training) {
    this.model = model;
    this.questions = questions;
    this.seed = seed;
    reference = training.train(model, questions, seed);
  }

  public long seed() {
    return seed;
  }

  public LanguageModel model() {
    return model;
  }

  /// θ of the reference model, not copied.
  public float[] reference() {
    return reference;
  }

  /// How well the reference model knows the language, on held-out prompts.
  ///
  /// @param perplexity per word, of responses that the grammar wrote
  /// @param grammar the perplexity of the grammar itself: e to its entropy per word, the lowest
  ///   possible
  /// @param crossEntropy of a response, in nats
  /// @param entropy of a response by the grammar, in nats
  public record Fluency(double perplexity, double grammar, double crossEntropy, double entropy) {}

  /// Measures the reference model against the grammar.
  public Fluency fluency() {
    Rng rng = Rng.stream(seed, "rlhf/fluency");
    List<Question> prompts = questions.drawHeldOut(2 * EVALUATED, 1, rng);
    Responses text = PreTraining.text(prompts, rng);
    double logProb = 0;
    for (float token : new Likelihood(model).logProbs(reference, text)) {
      logProb += token;
    }
    double cross = -logProb / text.size();
    double entropy = prompts.stream().mapToDouble(Grammar::entropy).average().orElseThrow();
    double words = (double) text.tokens() / text.size();
    return new Fluency(
        StrictMath.exp(cross / words), StrictMath.exp(entropy / words), cross, entropy);
  }

  /// Choices between pairs of the reference model's responses to training prompts. A smaller number
  /// of pairs is the beginning of a larger one.
  public Preferences preferences(int pairs, Annotators annotators) {
    Rng rng = Rng.stream(seed, "rlhf/pairs");
    return choices(questions.draw(pairs, 2, rng), annotators, "rlhf/pair");
  }

  /// Choices between pairs of responses to held-out prompts.
  public Preferences heldOutPreferences(int pairs, Annotators annotators) {
    Rng rng = Rng.stream(seed, "rlhf/held-out-pairs");
    return choices(questions.drawHeldOut(pairs, 2, rng), annotators, "rlhf/held-out-pair");
  }

  private Preferences choices(List<Question> prompts, Annotators annotators, String stream) {
    Responses responses = respond(reference, prompts, Decoding.SAMPLE, stream);
    return Preferences.of(responses, annotators, Rng.stream(seed, stream + "/choices"));
  }

  /// Responses to prompts.
  ///
  /// @param stream the name of the streams that are drawn from
  public Responses respond(
      float[] theta, List<Question> prompts, Decoding decoding, String stream) {
    return new Sampler(model, decoding)
        .sample(theta, prompts, i -> Rng.stream(seed, stream, i))
        .responses();
  }

  /// Fits a reward model that begins as the reference model.
  public RewardModel rewardModel(Preferences preferences) {
    return rewardModel(preferences, model, reference);
  }

  /// Fits a reward model that begins as another language model, such as a smaller one.
  ///
  /// @param theta of that model
  public RewardModel rewardModel(Preferences preferences, LanguageModel start, float[] theta) {
    List<Question> prompts = questions.draw(TYPICAL, 2, Rng.stream(seed, "rlhf/typical"));
    Responses typical = respond(reference, prompts, Decoding.SAMPLE, "rlhf/typical-response");
    RewardModel.Fit fit = RewardModel.Fit.DEFAULT;
    return RewardModel.fit(
        start, theta, preferences, typical, fit, Rng.stream(seed, "rlhf/reward"));
  }

  /// Trains a policy, from the reference model on.
  ///
  /// @return θ
  public float[] align(
      PolicyAlgorithm algorithm,
      Alignment.Scorer scorer,
      AlignmentSettings settings,
      Alignment.Monitor monitor) {
    return new Alignment(model, reference, scorer, questions)
        .train(algorithm, settings, seed, monitor);
  }

  /// What a policy is worth on held-out prompts.
  public PolicyEvaluation evaluate(float[] theta, Alignment.Scorer scorer) {
    List<Question> prompts =
        questions.drawHeldOut(EVALUATED, 1, Rng.stream(seed, "rlhf/evaluation-prompts"));
    return PolicyEvaluation.of(model, theta, reference, scorer, prompts, seed);
  }

  /// Held-out prompts.
  public List<Question> heldOutPrompts(int prompts, int copies) {
    return questions.drawHeldOut(prompts, copies, Rng.stream(seed, "rlhf/prompts"));
  }
}
