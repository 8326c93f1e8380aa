package ascent.lab.rlhf.algo;

import ascent.math.FloatMath;
import java.util.Map;

/// PPO's clipped objective for a token, with what it logs:
///
///     L = −min(r·A, clip(r, 1 − low, 1 + high)·A),   r = π/π_old
///
/// @param low below 1, ε of PPO
/// @param high above 1; DAPO lets it be larger than `low`; ∞ and `low` = 1 are off
record Clipping(float low, float high) {
  /// Sums over the tokens of an update.
  static final class Sums {
    private double loss;
    private double approxKl;
    private long clipped;
    private long tokens;

    void report(Map<String, Double> report) {
      report.put("loss/policy_avg", loss / tokens);
      report.put("policy/approxkl_avg", approxKl / tokens);
      report.put("policy/clipfrac_avg", (double) clipped / tokens);
    }
  }

  /// ∂L/∂log π.
  float weight(float logProb, float oldLogProb, float advantage, Sums sums) {
    float difference = logProb - oldLogProb;
    float ratio = FloatMath.exp(difference);
    boolean binds = advantage > 0 ? ratio > 1 + high : ratio < 1 - low;
    sums.tokens++;
    sums.clipped += binds ? 1 : 0;
    sums.approxKl += 0.5 * difference * difference;
    sums.loss -= advantage * (binds ? (advantage > 0 ? 1 + high : 1 - low) : ratio);
    return binds ? 0 : -ratio * advantage;
  }
}
