package ascent.distribution;

import java.util.Locale;

/// The families of distributions over the actions of a Box.
public enum BoxDistribution {
  /// Independent normals, clipped to the bounds by the environment; the deviations are parameters
  /// of their own, the same in every state.
  GAUSSIAN,
  /// Independent normals whose deviations are outputs of the network, too.
  STATE_DEPENDENT_GAUSSIAN,
  /// The hyperbolic tangent of a [#GAUSSIAN], stretched to the bounds.
  SQUASHED_GAUSSIAN,
  /// The hyperbolic tangent of a [#STATE_DEPENDENT_GAUSSIAN], stretched to the bounds.
  SQUASHED_STATE_DEPENDENT_GAUSSIAN,
  /// Independent Beta distributions, stretched to the bounds.
  BETA,
  /// Generalised state-dependent exploration: normals whose noise is a function of the state that
  /// stays the same for some steps.
  GSDE;

  /// The name in settings, such as `squashed-gaussian`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
