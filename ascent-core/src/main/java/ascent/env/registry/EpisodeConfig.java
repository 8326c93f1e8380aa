package ascent.env.registry;

import ascent.config.Check;
import ascent.config.Help;

/// The step limit: the only parameter of an env without its own parameters.
///
/// @param maxEpisodeSteps number of steps after which an episode is truncated; 0: never
public record EpisodeConfig(
    @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
    implements EnvConfig {
  public EpisodeConfig {
    checkMaxEpisodeSteps(maxEpisodeSteps);
  }

  /// Checks the step limit, with the same message for every env.
  public static void checkMaxEpisodeSteps(int maxEpisodeSteps) {
    Check.that(maxEpisodeSteps >= 0, "maxEpisodeSteps", maxEpisodeSteps, "at least 0 (no limit)");
  }
}
