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
