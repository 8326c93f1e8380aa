package ascent.distribution;

import ascent.config.Providers;
import java.util.ArrayList;
import java.util.List;

/// The distributions by name: Ascent's own, then those of every [DistributionProvider] that a class
/// loader finds.
final class Distributions {
  /// Ascent's own are available with any class loader.
  private static final DistributionProvider OWN =
      () ->
          List.of(
              DistributionConfig.Standard.DEFAULT,
              DistributionConfig.StateDependentGaussian.DEFAULT,
              DistributionConfig.SquashedGaussian.DEFAULT,
              DistributionConfig.SquashedStateDependentGaussian.DEFAULT,
              new DistributionConfig.Beta(),
              DistributionConfig.Gsde.DEFAULT);

  private static final Providers<DistributionProvider, DistributionConfig> PROVIDERS =
      new Providers<>(
          DistributionProvider.class,
          "distributions",
          DistributionProvider::distributions,
          DistributionConfig::name);

  private Distributions() {}

  /// @throws IllegalArgumentException if a provider cannot be used, or two distributions have one
  ///   name, or settings are not a record
  static List<DistributionConfig> all(ClassLoader loader) {
    List<DistributionProvider> providers = new ArrayList<>();
    providers.add(OWN);
    PROVIDERS.found(loader).forEach(providers::add);
    List<DistributionConfig> all = List.copyOf(PROVIDERS.byName(providers).values());
    for (DistributionConfig config : all) {
      Providers.requireSettings("distribution", config.name(), config);
    }
    return all;
  }
}
