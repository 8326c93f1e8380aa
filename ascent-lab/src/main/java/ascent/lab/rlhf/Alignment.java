package ascent.lab.rlhf;

import ascent.lab.rlhf.algo.Experience;
import ascent.lab.rlhf.algo.PolicyAlgorithm;
import ascent.lab.rlhf.language.Questions;
import ascent.lab.rlhf.model.Decoding;
import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.model.Likelihood;
import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.model.Sampler;
import ascent.lab.rlhf.model.TokenLearner;
import ascent.lab.rlhf.reward.Gold;
import ascent.nn.OptimizerConfig;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trains a policy on a learned reward, from the reference model on: draws prompts, writes
/// responses, scores them, and lets the algorithm learn. Metrics have the names that TRL gives
/// them; `gold/score` is what TRL cannot show.
public final class Alignment {
  /// The names of all metrics, in order. An update reports those that its algorithm has.
  public static final List<String> METRICS =
      List.of(
          "episode",
          "objective/kl",
          "objective/entropy",
          "objective/non_score_reward",
          "objective/rlhf_reward",
          "objective/scores",
          "objective/kl_coef",
          "policy/entropy_avg",
          "policy/approxkl_avg",
          "policy/clipfrac_avg",
          "loss/policy_avg",
          "loss/value_avg",
          "val/num_eos_tokens",
          "completions/mean_length",
          "lr",
          "gold/score");

  private final LanguageModel model;
  private final float[] reference;
  private final Scorer scorer;
  private final Questions questions;

  /// The learned reward of responses.
  @FunctionalInterface
  public interface Scorer {
    /// One number for each.
    double[] scores(Responses responses);
  }

  /// Receives the metrics of each update.
  @FunctionalInterface
  public interface Monitor {
    /// Receives the metrics of an update.
    ///
    /// @param update from 1
    void updated(int update, Map<String, Double> metrics);

    /// Ignores them.
    Monitor NONE = (update, metrics) -> {};
  }

  /// @param reference θ of the reference model
  public Alignment(LanguageModel model, float[] reference, Scorer scorer, Questions questions) {
    this.model = model;
    this.reference = reference;
    this.scorer = scorer;
    this.questions = questions;
  }

  /// Trains.
  ///
  /// @param seed of prompts, responses and minibatches
  /// @return θ of the policy
  public float[] train(
      PolicyAlgorithm algorithm, AlignmentSettings settings, long seed, Monitor monitor) {
    TokenLearner learner = new TokenLearner(model, reference.clone(), OptimizerConfig.DEFAULT);
    Sampler sampler = new Sampler(model, Decoding.SAMPLE);
    Likelihood likelihood = new Likelihood(model);
    double coef = settings.klCoef().first();
    int n = settings.prompts() * settings.group();
    for (int update = 0; update < settings.updates(); update++) {
      int at = update;
      Rng rng = Rng.stream(seed, "rlhf/update", update);
      var sample =
          sampler.sample(
              learner.parameters(),
              questions.draw(settings.prompts(), settings.group(), rng),
              i -> Rng.stream(seed, "rlhf/response", at, i));
      Responses responses = sample.responses();
      Experience experience =
          new Experience(
              responses,
              settings.group(),
              sample.logProb(),
              likelihood.logProbs(reference, responses),
              scorer.scores(responses),
              coef);
      Map<String, Double> metrics = metrics(experience);
      algorithm.update(experience, learner, settings.learningRate(), rng, metrics);
      metrics.put("lr", (double) settings.learningRate());
      metrics.put("episode", (update + 1.0) * n);
      monitor.updated(update + 1, metrics);
      coef = settings.klCoef().next(coef, metrics.getOrDefault("objective/kl", 0.0), n);
    }
    return learner.parameters();
  }

  private static Map<String, Double> metrics(Experience e) {
    Responses responses = e.responses();
    int n = responses.size();
    double kl = mean(e.kl());
    double score = mean(e.score());
    double logProb = 0;
    for (float token : e.logProb()) {
      logProb += token;
    }
    int ended = 0;
    for (int i = 0; i < n; i++) {
      ended += responses.ended(i) ? 1 : 0;
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("objective/kl", kl);
    metrics.put("objective/entropy", -logProb / n);
    metrics.put("objective/non_score_reward", -e.klCoef() * kl);
    metrics.put("objective/rlhf_reward", score - e.klCoef() * kl);
    metrics.put("objective/scores", score);
    metrics.put("objective/kl_coef", e.klCoef());
    metrics.put("policy/entropy_avg", -logProb / responses.tokens());
    metrics.put("val/num_eos_tokens", (double) ended);
    metrics.put("completions/mean_length", (double) responses.tokens() / n);
    metrics.put("gold/score", mean(Gold.scores(responses)));
    return metrics;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
