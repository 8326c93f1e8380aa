package ascent.distribution;

import ascent.config.Nearest;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// Finds distributions: the built-in ones by their settings, those of other jars by their names.
public final class Distributions {
  private Distributions() {}

  /// The built-in distribution over the actions of a space.
  ///
  /// @param features the width of what the policy's outputs are a linear function of
  /// @throws IllegalArgumentException if a setting does not fit the space, or has no effect
  public static Distribution of(Space actionSpace, DistributionConfig config, int features) {
    Continuous.requireUsed(actionSpace, config);
    float temperature = config.temperature();
    return switch (actionSpace) {
      case Discrete discrete -> new Categorical(temperature, discrete.n());
      case MultiDiscrete multi -> new Categorical(temperature, multi.counts());
      case MultiBinary multi -> new Bernoulli(multi.n(), temperature);
      case Box box -> Continuous.of(box, config, features);
    };
  }

  /// The provider of that name among those that the class loader sees.
  ///
  /// @throws IllegalArgumentException if no provider has that name; the message names the nearest
  ///   one. Also if a provider cannot be loaded, or two have one name
  public static DistributionProvider find(String name, ClassLoader loader) {
    Map<String, DistributionProvider> known = providers(loader);
    DistributionProvider provider = known.get(name);
    if (provider == null) {
      String names = known.isEmpty() ? "none" : String.join(", ", known.keySet());
      throw new IllegalArgumentException(
          "no DistributionProvider is named '%s'.%s Known: %s."
              .formatted(name, Nearest.hint(name, known.keySet()), names));
    }
    return provider;
  }

  private static Map<String, DistributionProvider> providers(ClassLoader loader) {
    Map<String, DistributionProvider> known = new TreeMap<>();
    try {
      for (DistributionProvider each : ServiceLoader.load(DistributionProvider.class, loader)) {
        DistributionProvider other = known.putIfAbsent(each.name(), each);
        if (other != null) {
          throw new IllegalArgumentException(
              "two distributions are named '%s': one by %s, one by %s. Maybe the class path has it twice."
                  .formatted(each.name(), other.getClass().getName(), each.getClass().getName()));
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "a DistributionProvider cannot be used: " + e.getMessage() + ".", e);
    }
    return known;
  }
}
