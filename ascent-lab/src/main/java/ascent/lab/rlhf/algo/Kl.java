package ascent.lab.rlhf.algo;

import ascent.math.FloatMath;

/// Three estimates of KL(π ‖ π₀) from a sample of π, of the log-ratio l = log π₀ − log π (Schulman
/// 2020).
public final class Kl {
  private Kl() {}

  /// k1 = −l: unbiased, may be negative.
  public static float k1(float logProb, float refLogProb) {
    return logProb - refLogProb;
  }

  /// k2 = l²/2: biased, with the right gradient.
  public static float k2(float logProb, float refLogProb) {
    float l = refLogProb - logProb;
    return l * l / 2;
  }

  /// k3 = eˡ − 1 − l: unbiased, never negative.
  public static float k3(float logProb, float refLogProb) {
    float l = refLogProb - logProb;
    return FloatMath.exp(l) - 1 - l;
  }

  /// ∂k3/∂log π = 1 − eˡ.
  public static float k3Gradient(float logProb, float refLogProb) {
    return 1 - FloatMath.exp(refLogProb - logProb);
  }
}
