package ascent.lab.rlhf.algo;

import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.model.ScalarLearner;
import ascent.lab.rlhf.model.TokenLearner;
import ascent.lab.rlhf.model.TokenNetwork;
import ascent.nn.OptimizerConfig;
import ascent.rng.Rng;
import java.util.Map;

/// PPO (Schulman et al. 2017) on tokens, as Ziegler et al. (2019) and Ouyang et al. (2022) use it:
/// each token is an action, and its reward is the KL penalty; the last one's has the score too.
///
///     rₜ = −β (log π(yₜ) − log π₀(yₜ)) + [t is last]·score
///     Aₜ = δₜ + λ Aₜ₊₁,   δₜ = rₜ + V(sₜ₊₁) − V(sₜ)         no discount
///     L = −mean min(ratio·A, clip(ratio, 1 ± ε)·A),   L_V = mean (V − (A + V_old))²/2
///
/// Advantages are whitened over the batch. The value function is a network of its own, which begins
/// with the reward model's trunk.
public final class Ppo implements PolicyAlgorithm {
  static final float MAX_GRAD_NORM = 1;

  private final Settings settings;
  private final ScalarLearner value;

  /// The numbers of PPO.
  ///
  /// @param gaeLambda λ
  /// @param clipRange ε
  /// @param epochs passes over the batch
  /// @param minibatches steps of a pass
  /// @param valueRate learning rate of the value function, as a multiple of the policy's
  public record Settings(
      float gaeLambda, float clipRange, int epochs, int minibatches, float valueRate) {
    public static final Settings DEFAULT = new Settings(0.95f, 0.2f, 2, 2, 2);
  }

  /// @param trunk parameters of a network of that size, such as the reward model's
  public Ppo(Settings settings, TokenNetwork.Size size, float[] trunk) {
    this.settings = settings;
    value = ScalarLearner.value(size, trunk, OptimizerConfig.DEFAULT);
  }

  @Override
  public String name() {
    return "ppo";
  }

  @Override
  public void update(
      Experience e, TokenLearner learner, float rate, Rng rng, Map<String, Double> report) {
    Responses responses = e.responses();
    float[] old = value.values(responses);
    float[] advantage = advantages(e, old, settings.gaeLambda);
    float[] returns = new float[old.length];
    for (int i = 0; i < old.length; i++) {
      returns[i] = advantage[i] + old[i];
    }
    whiten(advantage);
    Clipping clipping = new Clipping(settings.clipRange, settings.clipRange);
    Clipping.Sums sums = new Clipping.Sums();
    double[] squares = new double[1];
    float scale = (float) responses.size() / responses.tokens();
    for (int[] chosen :
        Minibatches.of(responses.size(), settings.epochs, settings.minibatches, rng)) {
      learner.differentiate(
          responses,
          chosen,
          (token, logProb) -> clipping.weight(logProb, e.logProb()[token], advantage[token], sums),
          scale / chosen.length);
      learner.step(rate, MAX_GRAD_NORM);
      value.differentiate(
          responses,
          chosen,
          (token, v) -> {
            float error = v - returns[token];
            squares[0] += error * error;
            return error;
          },
          scale / chosen.length);
      value.step(settings.valueRate * rate, MAX_GRAD_NORM);
    }
    sums.report(report);
    report.put("loss/value_avg", squares[0] / 2 / settings.epochs / responses.tokens());
  }

  /// GAE of each token, `[tokens]`.
  static float[] advantages(Experience e, float[] value, float lambda) {
    Responses responses = e.responses();
    float beta = (float) e.klCoef();
    float[] advantage = new float[value.length];
    for (int i = 0; i < responses.size(); i++) {
      float reward = (float) e.score()[i]; // of the last token
      float next = 0; // V after the end is 0
      float after = 0;
      for (int t = responses.first(i + 1) - 1; t >= responses.first(i); t--) {
        reward -= beta * Kl.k1(e.logProb()[t], e.refLogProb()[t]);
        after = reward + next - value[t] + lambda * after;
        advantage[t] = after;
        next = value[t];
        reward = 0;
      }
    }
    return advantage;
  }

  /// Subtracts the mean and divides by the deviation.
  private static void whiten(float[] x) {
    double mean = 0;
    for (float v : x) {
      mean += v;
    }
    mean /= x.length;
    double squares = 0;
    for (float v : x) {
      squares += (v - mean) * (v - mean);
    }
    double factor = 1 / Math.sqrt(squares / x.length + 1e-8);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) ((x[i] - mean) * factor);
    }
  }
}
