package ascent.env;

import ascent.config.Check;
import java.util.function.Supplier;

/// An env with a name.
///
/// @param id the name, such as `CartPole-v1`
/// @param description one sentence
/// @param maxEpisodeSteps after how many steps the env truncates an episode; 0 if it never does
/// @param rewardThreshold the mean return at which it counts as solved; NaN if none is agreed on
/// @param factory makes a new one
public record EnvSpec(
    String id,
    String description,
    int maxEpisodeSteps,
    double rewardThreshold,
    Supplier<? extends Env> factory) {
  public EnvSpec {
    Check.that(!id.isBlank(), "id", "blank", "a name");
    Check.that(maxEpisodeSteps >= 0, "maxEpisodeSteps", maxEpisodeSteps, "at least 0");
  }
}
