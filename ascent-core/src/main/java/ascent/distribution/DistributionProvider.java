package ascent.distribution;

import ascent.space.Space;

/// Brings a named [Distribution] from another jar. Found by [java.util.ServiceLoader]: declare it
/// in `module-info.java` and in `META-INF/services/ascent.distribution.DistributionProvider`.
public interface DistributionProvider {
  /// The name in settings, such as `squashed-gaussian`: lower case, words joined by hyphens.
  String name();

  /// The distribution over the actions of a space.
  ///
  /// @param features the width of what the policy's outputs are a linear function of: of the
  ///   actor's last hidden layer, or of its input where it has none
  /// @throws IllegalArgumentException if it has none for this space; the message says which spaces
  ///   it has one for
  Distribution of(Space actionSpace, int features);
}
