package ascent.policy;

/// The direction of the KL divergence between the policies before and after a step. Both have the
/// same curvature, the Fisher matrix, where the policies are equal; elsewhere they differ.
public enum KlDirection {
  /// KL(π_new ‖ π_old), as in sb3-contrib.
  NEW_OLD,
  /// KL(π_old ‖ π_new), as in the paper.
  OLD_NEW
}
