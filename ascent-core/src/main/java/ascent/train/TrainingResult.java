package ascent.train;

import ascent.agent.Agent;
import ascent.agent.RunSettings;
import java.util.OptionalLong;

/// What a run came to.
///
/// @param agent the final policy
/// @param settings of the run
/// @param steps environment steps since the start of the run
/// @param episodes that ended since the start of the run
/// @param wallSeconds time in the training loop, evaluations included, over all sittings
/// @param sessionSteps steps of this sitting
/// @param sessionSeconds time of this sitting
/// @param solvedAtStep steps at the first evaluation at or above the threshold
/// @param resumedAtStep steps at which this sitting took up the run; empty for a fresh one
public record TrainingResult(
    Agent agent,
    RunSettings settings,
    long steps,
    long episodes,
    double wallSeconds,
    long sessionSteps,
    double sessionSeconds,
    OptionalLong solvedAtStep,
    OptionalLong resumedAtStep) {}
