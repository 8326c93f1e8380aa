package ascent.rollout;

import ascent.config.Check;
import ascent.config.Help;
import io.soabase.recordbuilder.core.RecordBuilder;

/// Settings for normalising observations and rewards by running statistics.
@RecordBuilder
public record NormalizationConfig(
    @Help("whether observations are shifted and scaled by their running mean and deviation")
        boolean normalizeObservations,
    @Help("whether rewards are divided by the running deviation of the discounted return")
        boolean normalizeRewards,
    @Help("normalised observations are clipped to ± this; inf is off") float clipObservations,
    @Help("normalised rewards are clipped to ± this; inf is off") float clipRewards)
    implements NormalizationConfigBuilder.With {

  /// Nothing is normalised; the limits are those of Stable-Baselines3's VecNormalize.
  public static final NormalizationConfig DEFAULT = new NormalizationConfig(false, false, 10, 10);

  /// Observations and rewards are normalised.
  public static final NormalizationConfig BOTH =
      DEFAULT.withNormalizeObservations(true).withNormalizeRewards(true);

  public NormalizationConfig {
    Check.that(clipObservations > 0, "clipObservations", clipObservations, "> 0 (inf is off)");
    Check.that(clipRewards > 0, "clipRewards", clipRewards, "> 0 (inf is off)");
  }

  /// Whether any statistics are kept.
  public boolean any() {
    return normalizeObservations || normalizeRewards;
  }
}
