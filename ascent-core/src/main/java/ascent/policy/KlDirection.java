package ascent.policy;

/// Which way the KL divergence between the policy before and after a step is taken. The two have
/// the same curvature, the Fisher matrix, where the policies are the same; away from there they
/// differ.
public enum KlDirection {
  /// KL(π_new ‖ π_old), as sb3-contrib has it.
  NEW_OLD,
  /// KL(π_old ‖ π_new), as the paper has it.
  OLD_NEW
}
