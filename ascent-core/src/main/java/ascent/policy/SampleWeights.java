package ascent.policy;

import ascent.rollout.Batch;
import java.util.Arrays;

/// The sample weights wᵢ and uᵢ that define a policy gradient:
///
///     ∇L = 1/m Σᵢ [ wᵢ ∇log π(aᵢ|sᵢ) − c ∇H(π(·|sᵢ)) + uᵢ ∇V(sᵢ) ]
///
/// Both methods may be called by several threads at once, for disjoint ranges of samples. A call
/// reads and writes only its samples of the batch.
public interface SampleWeights {
  /// Writes `w[from … to)`; `logProb` and `entropy` have been computed.
  void policyWeights(Batch batch, int from, int to);

  /// Writes `u[from … to)`; `value` has been computed.
  void valueWeights(Batch batch, int from, int to);

  /// Whether any w, or the coefficient of the entropy, can be other than 0. If not, the policy may
  /// be left out: then [#policyWeights] is not called, and the batch's log-probabilities and
  /// entropies are not computed.
  default boolean usesPolicy() {
    return true;
  }

  /// Whether any u can be other than 0. If not, the value function may be left out: then
  /// [#valueWeights] is not called, and the batch's values are not computed.
  default boolean usesValue() {
    return true;
  }

  /// All weights are 0.
  SampleWeights NONE =
      new SampleWeights() {
        @Override
        public void policyWeights(Batch batch, int from, int to) {
          Arrays.fill(batch.w, from, to, 0);
        }

        @Override
        public void valueWeights(Batch batch, int from, int to) {
          Arrays.fill(batch.u, from, to, 0);
        }
      };
}
