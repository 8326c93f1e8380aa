package ascent.distribution;

/// The samples that a [DistributionPass] works on: at most [ascent.nn.NetworkPass#ROWS] rows. A
/// read-only view, which its owner, a policy's pass, moves over the batch.
///
/// | part | layout |
/// |---|---|
/// | η | feature-major, `[outputs × ROWS]`: `eta[j·ROWS + r]` is network output j of sample r |
/// | features | batch-major, `[rows × features]`: sample r's start at `featuresAt + r·features` |
/// | actions, masks | batch-major: sample r is row `row + r` |
public interface DistributionInput {
  /// θ, all parameters of the policy, `[|θ|]`.
  float[] theta();

  /// Where the distribution's own parameters start in θ, and in vectors laid out like it.
  int ownOffset();

  /// η, the outputs of the policy network, `[outputs × ROWS]` feature-major.
  float[] eta();

  /// The activations that η is a linear function of.
  float[] features();

  /// Where the first sample's features start in [#features].
  int featuresAt();

  /// The actions as sampled, `[… × actionSize]`; not for [DistributionPass#sample] and
  /// [DistributionPass#mode], which write actions instead.
  float[] actions();

  /// Which options are allowed, `[… × outputs]`; empty if all are.
  boolean[] masks();

  /// The first sample's row in actions, masks, log-probabilities and entropies.
  int row();

  /// The number of samples.
  int count();
}
