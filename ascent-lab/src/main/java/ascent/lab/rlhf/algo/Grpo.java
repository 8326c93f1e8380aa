package ascent.lab.rlhf.algo;

import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.model.TokenLearner;
import ascent.rng.Rng;
import java.util.Map;

/// Group relative policy optimisation (Shao et al. 2024) and its kin: the advantage is relative to
/// the responses to the same prompt, PPO's clipped ratio allows several epochs, and the KL
/// divergence is a term of the loss, by the estimate k3.
///
///     L = 1/n Σᵢ cᵢ Σₜ [ −min(rₜ Aᵢ, clip(rₜ, 1 − ε, 1 + ε′) Aᵢ) + β k3ₜ ]
///
/// | | Aᵢ | cᵢ | ε, ε′ |
/// |---|---|---|---|
/// | GRPO | (R − mean)/deviation | 1/lengthᵢ | 0.2, 0.2 |
/// | Dr. GRPO (Liu et al. 2025) | R − mean | a constant | 0.2, 0.2 |
/// | DAPO (Yu et al. 2025) | (R − mean)/deviation | 1/mean length | 0.2, 0.28 |
///
/// DAPO's other parts, dynamic sampling and the soft penalty on long responses, are left out.
///
/// @param name in tables
/// @param standardised whether advantages are divided by the deviation of their group
/// @param length what the sum over a response is divided by
/// @param clipLow ε
/// @param clipHigh ε′
/// @param epochs passes over the batch
/// @param minibatches steps of a pass
public record Grpo(
    String name,
    boolean standardised,
    Length length,
    float clipLow,
    float clipHigh,
    int epochs,
    int minibatches)
    implements PolicyAlgorithm {
  public static final Grpo GRPO = new Grpo("grpo", true, Length.RESPONSE, 0.2f, 0.2f, 2, 2);
  public static final Grpo DR_GRPO = new Grpo("dr-grpo", false, Length.LONGEST, 0.2f, 0.2f, 2, 2);
  public static final Grpo DAPO = new Grpo("dapo", true, Length.MEAN, 0.2f, 0.28f, 2, 2);

  /// What the sum over the tokens of a response is divided by.
  public enum Length {
    /// The number of its tokens.
    RESPONSE,
    /// The mean number of tokens of the batch.
    MEAN,
    /// The largest number of tokens that a response may have.
    LONGEST
  }

  @Override
  public void update(
      Experience e, TokenLearner learner, float rate, Rng rng, Map<String, Double> report) {
    Responses responses = e.responses();
    double[] byResponse =
        standardised
            ? Advantages.standardised(e.score(), e.group())
            : Advantages.centred(e.score(), e.group());
    float[] advantage = responses.perToken(byResponse);
    float[] share = responses.perToken(shares(responses));
    float beta = (float) e.klCoef();
    Clipping clipping = new Clipping(clipLow, clipHigh);
    Clipping.Sums sums = new Clipping.Sums();
    for (int[] chosen : Minibatches.of(responses.size(), epochs, minibatches, rng)) {
      learner.differentiate(
          responses,
          chosen,
          (token, logProb) -> {
            float surrogate = clipping.weight(logProb, e.logProb()[token], advantage[token], sums);
            float leash = beta * Kl.k3Gradient(logProb, e.refLogProb()[token]);
            return share[token] * (surrogate + leash);
          },
          1f / chosen.length);
      learner.step(rate, Ppo.MAX_GRAD_NORM);
    }
    sums.report(report);
  }

  /// cᵢ, `[n]`.
  private double[] shares(Responses responses) {
    double[] shares = new double[responses.size()];
    double mean = (double) responses.tokens() / shares.length;
    for (int i = 0; i < shares.length; i++) {
      shares[i] =
          switch (length) {
            case RESPONSE -> 1.0 / responses.length(i);
            case MEAN -> 1 / mean;
            case LONGEST -> 1.0 / Responses.LONGEST;
          };
    }
    return shares;
  }
}
