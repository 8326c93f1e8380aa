package ascent.policy;

import ascent.rollout.Batch;
import java.util.Arrays;

/// What makes one policy gradient differ from another: the numbers wᵢ and uᵢ of
///
///     ∇L = 1/n Σᵢ [ wᵢ ∇log π(aᵢ|sᵢ) − c ∇H(π(·|sᵢ)) + uᵢ ∇V(sᵢ) ]
///
/// Both methods may be called from several threads at once, for disjoint ranges of samples. Each
/// reads and writes only its samples of the batch.
public interface SampleWeights {
  /// Decides `w[from … to)`, knowing `logProb` and `entropy`.
  void policy(Batch batch, int from, int to);

  /// Decides `u[from … to)`, knowing `value`.
  void value(Batch batch, int from, int to);

  /// Whether any w, or the coefficient of the entropy, can be other than 0. Where not, the policy
  /// may be left out: [#policy] is not called then, and the batch's log-probabilities and entropies
  /// are not computed.
  default boolean ofPolicy() {
    return true;
  }

  /// Whether any u can be other than 0. Where not, the value function may be left out: [#value] is
  /// not called then, and the batch's values are not computed.
  default boolean ofValue() {
    return true;
  }

  /// No weight at all.
  SampleWeights NONE =
      new SampleWeights() {
        @Override
        public void policy(Batch batch, int from, int to) {
          Arrays.fill(batch.w, from, to, 0);
        }

        @Override
        public void value(Batch batch, int from, int to) {
          Arrays.fill(batch.u, from, to, 0);
        }
      };
}
