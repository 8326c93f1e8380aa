package ascent.train;

import ascent.algo.AlgorithmConfig;
import ascent.config.Configs;
import ascent.distribution.DistributionConfig;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which settings a branch of a run may change: all but those that its parameters, its statistics
/// and its optimiser's vectors depend on.
final class Branches {
  private static final String OPTIMIZER = "optimizer"; // its kind

  private Branches() {}

  /// The settings that stay.
  private record Fixed(
      NetworkConfig network, DistributionConfig distribution, NormalizationConfig normalization) {
    static Fixed of(AlgorithmConfig config) {
      return new Fixed(config.network(), config.distribution(), config.normalization());
    }
  }

  /// @throws IllegalArgumentException where a setting has changed that must stay
  static void require(AlgorithmConfig before, AlgorithmConfig after) {
    requireSame("algorithm", before.algorithm(), after.algorithm());
    Map<String, String> fixed = Configs.toMap(Fixed.of(before));
    Map<String, String> now = Configs.toMap(Fixed.of(after));
    fixed.forEach((name, value) -> requireSame(name, value, now.get(name)));
    now.forEach((name, value) -> requireSame(name, fixed.get(name), value));
    requireSame(
        OPTIMIZER,
        Configs.toMap((Record) before).get(OPTIMIZER),
        Configs.toMap((Record) after).get(OPTIMIZER));
    requireSame("the parameters stepped together", before.groups(), after.groups());
    requireSame("a value function", before.learnsValue(), after.learnsValue());
  }

  private static void requireSame(String name, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      throw new IllegalArgumentException(
          "%s is %s; it must be the run's, %s, in a branch of it.".formatted(name, after, before));
    }
  }
}
