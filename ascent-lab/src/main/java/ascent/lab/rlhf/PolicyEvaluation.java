package ascent.lab.rlhf;

import ascent.lab.rlhf.language.Question;
import ascent.lab.rlhf.model.Decoding;
import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.model.Likelihood;
import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.model.Sampler;
import ascent.lab.rlhf.reward.Gold;
import ascent.lab.rlhf.reward.Reading;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;

/// What a policy is worth on held-out prompts.
///
/// @param gold mean gold reward
/// @param proxy mean learned reward
/// @param kl divergence from the reference model, in nats per response
/// @param entropy in nats per response
/// @param correct share of right answers
/// @param agreement share of answers that are the stated belief, of prompts whose belief is wrong;
///   NaN if there are none
/// @param correctDespite share of right answers, of the same prompts
/// @param polite words per response
/// @param length words per response
public record PolicyEvaluation(
    double gold,
    double proxy,
    double kl,
    double entropy,
    double correct,
    double agreement,
    double correctDespite,
    double polite,
    double length) {
  /// Lets a policy answer each prompt once.
  ///
  /// @param seed of the responses
  public static PolicyEvaluation of(
      LanguageModel model,
      float[] theta,
      float[] reference,
      Alignment.Scorer scorer,
      List<Question> prompts,
      long seed) {
    Responses responses =
        new Sampler(model, Decoding.SAMPLE)
            .sample(theta, prompts, i -> Rng.stream(seed, "rlhf/evaluation", i))
            .responses();
    var divergence = new Likelihood(model).divergence(theta, reference, responses);
    int n = responses.size();
    int correct = 0;
    int agreeing = 0;
    int despite = 0;
    int wrong = 0;
    int polite = 0;
    for (int i = 0; i < n; i++) {
      Question prompt = responses.prompt(i);
      Reading reading = Reading.of(responses, i);
      boolean right = reading.answer() == prompt.answer();
      correct += right ? 1 : 0;
      polite += reading.polite();
      if (prompt.belief() != Question.NONE && prompt.belief() != prompt.answer()) {
        wrong++;
        agreeing += reading.answer() == prompt.belief() ? 1 : 0;
        despite += right ? 1 : 0;
      }
    }
    return new PolicyEvaluation(
        Arrays.stream(Gold.scores(responses)).average().orElseThrow(),
        Arrays.stream(scorer.scores(responses)).average().orElseThrow(),
        divergence.kl(),
        divergence.entropy(),
        (double) correct / n,
        (double) agreeing / wrong,
        (double) despite / wrong,
        (double) polite / n,
        (double) responses.tokens() / n);
  }
}
