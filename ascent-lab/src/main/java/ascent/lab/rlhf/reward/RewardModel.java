package ascent.lab.rlhf.reward;

import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.model.ScalarLearner;
import ascent.nn.OptimizerConfig;
import ascent.rng.Rng;
import java.util.Arrays;

/// A reward learned from preferences: r(x, y) = (Σₜ f(x, y₍≤ₜ₎)/24 − shift)·factor, where f is a
/// [network][ascent.lab.rlhf.model.TokenNetwork] that begins as the language model's trunk, fitted
/// by
///
///     L = −mean log σ(r(x, chosen) − r(x, rejected)) + 0.01·mean (r(x, chosen) + r(x, rejected))²
///
/// (Christiano et al. 2017, Ouyang et al. 2022; the second term after Eisenstein et al. 2023).
/// Afterwards it is shifted and scaled so that responses of the reference model have mean 0 and
/// deviation 1.
///
/// For one thread at a time.
public final class RewardModel {
  private static final double CENTRE = 0.01;

  private final LanguageModel language;
  private final ScalarLearner learner;
  private double shift;
  private double factor = 1;

  /// How it is fitted.
  ///
  /// @param epochs how often each pair is seen, in the mean
  /// @param batch pairs of a step, drawn with replacement
  /// @param learningRate of Adam
  public record Fit(int epochs, int batch, float learningRate) {
    public static final Fit DEFAULT = new Fit(10, 64, 3e-3f);

    int steps(int pairs) {
      return Math.ceilDiv(epochs * pairs, batch);
    }
  }

  private RewardModel(LanguageModel language, float[] theta) {
    this.language = language;
    learner = ScalarLearner.reward(language, theta, OptimizerConfig.DEFAULT);
  }

  /// The same in memory of its own, for another thread.
  public RewardModel copy() {
    RewardModel copy = new RewardModel(language, parameters());
    copy.shift = shift;
    copy.factor = factor;
    return copy;
  }

  /// Fits a reward model.
  ///
  /// @param theta of the language model that it begins as
  /// @param typical responses of the reference model, two to each prompt
  public static RewardModel fit(
      LanguageModel language,
      float[] theta,
      Preferences data,
      Responses typical,
      Fit fit,
      Rng rng) {
    RewardModel model = new RewardModel(language, theta);
    for (int step = 0; step < fit.steps(data.size()); step++) {
      model.step(data, fit, rng);
    }
    model.normalise(typical);
    return model;
  }

  private void step(Preferences data, Fit fit, Rng rng) {
    int[] indices = new int[2 * fit.batch];
    for (int pair = 0; pair < fit.batch; pair++) {
      int drawn = rng.nextInt(data.size());
      indices[2 * pair] = data.chosen(drawn);
      indices[2 * pair + 1] = data.rejected(drawn);
    }
    Responses batch = data.responses().select(indices);
    double[] raw = raw(batch);
    float[] weight = new float[batch.tokens()];
    for (int pair = 0; pair < fit.batch; pair++) {
      double wrong = logistic(raw[2 * pair + 1] - raw[2 * pair]); // −∂ log σ(r − r′)/∂r
      double centre = 2 * CENTRE * (raw[2 * pair] + raw[2 * pair + 1]);
      fill(weight, batch, 2 * pair, centre - wrong);
      fill(weight, batch, 2 * pair + 1, centre + wrong);
    }
    int[] all = new int[batch.size()];
    Arrays.setAll(all, i -> i);
    float scale = 1f / (fit.batch * Responses.LONGEST);
    learner.differentiate(batch, all, (token, value) -> weight[token], scale);
    learner.step(fit.learningRate, 1);
  }

  private static void fill(float[] weight, Responses batch, int i, double value) {
    Arrays.fill(weight, batch.first(i), batch.first(i + 1), (float) value);
  }

  private double[] raw(Responses responses) {
    float[] values = learner.values(responses);
    double[] raw = new double[responses.size()];
    for (int i = 0; i < raw.length; i++) {
      for (int token = responses.first(i); token < responses.first(i + 1); token++) {
        raw[i] += values[token];
      }
      raw[i] /= Responses.LONGEST;
    }
    return raw;
  }

  /// Choices tell nothing of what two prompts' rewards have in common, so the deviation is that
  /// within pairs.
  private void normalise(Responses typical) {
    double[] raw = raw(typical);
    shift = Arrays.stream(raw).average().orElseThrow();
    double squares = 0;
    for (int i = 0; i < raw.length; i += 2) {
      squares += (raw[i] - raw[i + 1]) * (raw[i] - raw[i + 1]) / 2;
    }
    factor = 1 / Math.sqrt(2 * squares / raw.length + 1e-12);
  }

  /// The reward of each response, `[n]`.
  public double[] scores(Responses responses) {
    return Arrays.stream(raw(responses)).map(r -> (r - shift) * factor).toArray();
  }

  /// The parameters of its network, not copied.
  public float[] parameters() {
    return learner.parameters();
  }

  /// What it says of pairs it was not fitted to.
  ///
  /// @param accuracy the share of pairs whose choice it predicts
  /// @param goldAccuracy the share of pairs whose higher gold reward it predicts, ties left out
  /// @param calibrationError the mean over pairs of the distance between the predicted probability
  ///   and the share of such choices, in ten bins
  public record Assessment(double accuracy, double goldAccuracy, double calibrationError) {}

  /// Compares it with choices.
  public Assessment assess(Preferences pairs) {
    double[] raw = raw(pairs.responses());
    double[] gold = Gold.scores(pairs.responses());
    int right = 0;
    int goldRight = 0;
    int untied = 0;
    double[] predicted = new double[10];
    double[] chosen = new double[10];
    for (int pair = 0; pair < pairs.size(); pair++) {
      int a = 2 * pair;
      double p = logistic(raw[a] - raw[a + 1]);
      right += (p > 0.5) == pairs.first()[pair] ? 1 : 0;
      boolean tied = gold[a] == gold[a + 1];
      untied += tied ? 0 : 1;
      goldRight += !tied && (p > 0.5) == (gold[a] > gold[a + 1]) ? 1 : 0;
      int bin = Math.min(9, (int) (10 * p));
      predicted[bin] += p;
      chosen[bin] += pairs.first()[pair] ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < 10; bin++) {
      error += Math.abs(predicted[bin] - chosen[bin]) / pairs.size();
    }
    return new Assessment(
        (double) right / pairs.size(), (double) goldRight / Math.max(1, untied), error);
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
