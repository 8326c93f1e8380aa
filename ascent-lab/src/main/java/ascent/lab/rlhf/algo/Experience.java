package ascent.lab.rlhf.algo;

import ascent.lab.rlhf.model.Responses;

/// Responses of the policy and all that an algorithm learns from.
///
/// @param responses `[n]`: `group` in a row answer the same prompt
/// @param group responses to each prompt
/// @param logProb log π of each token at the parameters that wrote it, `[tokens]`
/// @param refLogProb log π₀ of each token by the reference model, `[tokens]`
/// @param score the learned reward of each response, `[n]`
/// @param klCoef β, the coefficient of the KL divergence from the reference model
public record Experience(
    Responses responses,
    int group,
    float[] logProb,
    float[] refLogProb,
    double[] score,
    double klCoef) {
  /// Σₜ log π − log π₀ of each response, `[n]`: the estimate k1 of its KL divergence.
  public double[] kl() {
    double[] kl = new double[responses.size()];
    for (int i = 0; i < kl.length; i++) {
      for (int token = responses.first(i); token < responses.first(i + 1); token++) {
        kl[i] += logProb[token] - refLogProb[token];
      }
    }
    return kl;
  }

  /// The learned reward less β times the KL estimate of each response, `[n]`.
  public double[] rewards() {
    double[] rewards = kl();
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = score[i] - klCoef * rewards[i];
    }
    return rewards;
  }
}
