package ascent.algo;

import ascent.config.Nearest;
import ascent.config.Providers;
import ascent.config.UnreadProviders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The algorithms by name: Ascent's own, then those of every [AlgorithmProvider] on the class path
/// or module path. Unless a class loader is given, the running thread's context class loader looks
/// for providers.
public final class Algorithms {
  /// Ascent's own are here whatever a class loader sees.
  private static final AlgorithmProvider OWN =
      () ->
          List.of(
              ReinforceConfig.DEFAULT,
              LinearSoftmaxConfig.DEFAULT,
              OneStepActorCriticConfig.DEFAULT,
              A2CConfig.DEFAULT,
              PPOConfig.DEFAULT,
              TRPOConfig.DEFAULT,
              BehaviorCloningConfig.DEFAULT);

  private static final Providers<AlgorithmProvider, LearnerConfig> PROVIDERS =
      new Providers<>(
          AlgorithmProvider.class,
          "algorithms",
          AlgorithmProvider::algorithms,
          LearnerConfig::algorithm);

  private Algorithms() {}

  /// The default settings of all algorithms that learn from an environment, provider by provider.
  ///
  /// @throws IllegalArgumentException if a provider cannot be used, or two algorithms have one name
  public static List<AlgorithmConfig> all() {
    return all(Providers.loader());
  }

  /// The default settings of all algorithms that learn from an environment and that a class loader
  /// finds.
  ///
  /// @throws IllegalArgumentException as [#all()] does
  public static List<AlgorithmConfig> all(ClassLoader loader) {
    List<AlgorithmConfig> all = new ArrayList<>();
    for (LearnerConfig config : known(loader).values()) {
      if (config instanceof AlgorithmConfig algorithm) {
        all.add(algorithm);
      }
    }
    return List.copyOf(all);
  }

  /// The default settings of the algorithm of that name, which learns from an environment.
  ///
  /// @throws IllegalArgumentException if there is none; names the nearest ones. Also as [#all()]
  ///   does
  public static AlgorithmConfig find(String name) {
    return find(name, Providers.loader());
  }

  /// The default settings of the algorithm of that name, among those that a class loader finds.
  ///
  /// @throws IllegalArgumentException as [#find(String)] does
  public static AlgorithmConfig find(String name, ClassLoader loader) {
    List<AlgorithmConfig> all = all(loader);
    for (AlgorithmConfig config : all) {
      if (config.algorithm().equals(name)) {
        return config;
      }
    }
    List<String> names = all.stream().map(LearnerConfig::algorithm).toList();
    throw new IllegalArgumentException(
        "no algorithm is named '%s'.%s Known: %s."
                .formatted(name, Nearest.hint(name, names), String.join(", ", names))
            + UnreadProviders.hint(AlgorithmProvider.class, loader));
  }

  /// The default settings of the learner of that name: an algorithm that learns from an
  /// environment, or one that learns from demonstrations.
  ///
  /// @throws IllegalArgumentException as [#all()] does
  public static Optional<LearnerConfig> learner(String name) {
    return Optional.ofNullable(known(Providers.loader()).get(name));
  }

  private static Map<String, LearnerConfig> known(ClassLoader loader) {
    return byName(PROVIDERS.found(loader));
  }

  /// Ascent's own and those of some providers.
  static Map<String, LearnerConfig> byName(Iterable<AlgorithmProvider> providers) {
    List<AlgorithmProvider> all = new ArrayList<>();
    all.add(OWN);
    providers.forEach(all::add);
    Map<String, LearnerConfig> known = new LinkedHashMap<>(PROVIDERS.byName(all));
    known.forEach((name, config) -> Providers.requireSettings("algorithm", name, config));
    return known;
  }
}
