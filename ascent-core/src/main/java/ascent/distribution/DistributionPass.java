package ascent.distribution;

import ascent.rng.Rng;

/// Computes with a [Distribution], in one thread, on the samples of its [DistributionInput].
/// Created once per thread by [Distribution#pass]; allocates its scratch memory in the constructor
/// and nothing afterwards.
///
/// η, its tangent and its gradient are feature-major, `[outputs × ROWS]`: number j of sample r is
/// at `[j·ROWS + r]`. Other arrays have a row per sample, `row() + r` unless said otherwise.
///
/// [#gradient], [#fisher] and [#kl] use the samples of the last call of [#evaluate], and may use
/// its results in the scratch memory. What is derived from [DistributionInput#eta] has to be
/// computed or copied there: the next forward pass overwrites η.
public interface DistributionPass {
  /// Computes log π(a|s) and H(π(·|s)) of the samples.
  ///
  /// @param logProb written, `[rows of the batch]`, in rows `row() … row() + count() − 1`
  /// @param entropy written, in the same rows
  void evaluate(float[] logProb, float[] entropy);

  /// The mean standard deviation of each sample's action, for logging, if the deviations depend on
  /// the state; the others write nothing. After [#evaluate].
  ///
  /// @param std written, `[rows of the batch]`, in rows `row() … row() + count() − 1`
  default void meanStd(float[] std) {}

  /// The gradient of `scale · Σᵢ (wᵢ log π(aᵢ|sᵢ) − entCoef · H(π(·|sᵢ)))`.
  ///
  /// @param w the weights; sample r's is `w[wOffset + r]`
  /// @param dEta written, `[outputs × ROWS]`: the gradient with respect to η. Only columns r below
  ///   `count()` are read; the others may keep any value
  /// @param grad laid out like θ; the gradient of the distribution's own parameters is added to it
  void gradient(float[] w, int wOffset, float entCoef, float scale, float[] dEta, float[] grad);

  /// The Fisher information of the distributions times a tangent: `scale · F(η, ψ) (η̇, ψ̇)`, where
  /// ψ are the distribution's own parameters.
  ///
  /// @param etaDot η̇, `[outputs × ROWS]`
  /// @param thetaDot laid out like θ; ψ̇ is its part from [DistributionInput#ownOffset]
  /// @param dEta written, `[outputs × ROWS]`: the part of η, in columns r below `count()`
  /// @param product laid out like θ; the part of ψ is added to it
  void fisher(float[] etaDot, float[] thetaDot, float scale, float[] dEta, float[] product);

  /// Σᵢ KL(p(·|sᵢ) ‖ q(·|sᵢ)), where p is this pass. Each pass has its own θ, so the distributions'
  /// own parameters may differ, too.
  ///
  /// @param q another pass of the same distribution, which has evaluated the same samples
  double kl(DistributionPass q);

  /// Samples an action and its log π(a|s) for each sample.
  ///
  /// @param rngs sample r draws from `rngs[first + r]`
  /// @param state state of the environments, `[… × stateSize]`: sample r's is number `first + r`;
  ///   initially all zeros
  /// @param actions written, `[… × actionSize]`
  /// @param logProb written, in rows `row() … row() + count() − 1`
  void sample(Rng[] rngs, float[] state, int first, float[] actions, float[] logProb);

  /// Computes the most probable action of each sample, or its substitute.
  ///
  /// @param actions written, `[… × actionSize]`
  void mode(float[] actions);

  /// The parameters of the first sample's distribution.
  ActionDistribution describe();
}
