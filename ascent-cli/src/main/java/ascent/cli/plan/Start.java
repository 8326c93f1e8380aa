package ascent.cli.plan;

import ascent.distribution.DistributionConfig;
import ascent.policy.NetworkConfig;

/// The model that a run starts from, whose network and distribution the run keeps.
///
/// @param name its file's
/// @param sha256 of its parameters
public record Start(
    String name, String sha256, NetworkConfig network, DistributionConfig distribution) {
  /// The settings that the run keeps.
  Shape shape() {
    return new Shape(network, distribution);
  }

  /// The settings that a run must share with the model.
  record Shape(NetworkConfig network, DistributionConfig distribution) {}
}
