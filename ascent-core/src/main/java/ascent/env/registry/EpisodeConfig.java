package ascent.env.registry;

import ascent.config.Check;
import ascent.config.Help;

/// The parameters of an env that has none of its own.
///
/// @param maxEpisodeSteps after how many steps an episode is truncated; 0: never
public record EpisodeConfig(
    @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
    implements EnvConfig {
  public EpisodeConfig {
    checkMaxEpisodeSteps(maxEpisodeSteps);
  }

  /// What every env says of a limit that makes no sense.
  public static void checkMaxEpisodeSteps(int maxEpisodeSteps) {
    Check.that(maxEpisodeSteps >= 0, "maxEpisodeSteps", maxEpisodeSteps, "at least 0 (no limit)");
  }
}
