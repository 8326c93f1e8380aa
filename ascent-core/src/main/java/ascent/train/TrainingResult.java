package ascent.train;

import ascent.agent.Agent;
import ascent.agent.RunSettings;
import java.util.OptionalLong;

/// The result of a training run, or of one session of it.
///
/// @param agent the final policy
/// @param settings of the run
/// @param steps environment steps since the start of the run
/// @param episodes that ended since the start of the run
/// @param wallSeconds time in the training loop, evaluations included, over all sessions
/// @param sessionSteps steps of this session
/// @param sessionSeconds time of this session
/// @param solvedAtStep steps at the first evaluation at or above the threshold
/// @param resumedAtStep steps at which this session resumed the run; empty for a fresh one
/// @param stopReason why a listener or the time limit ended the run early; otherwise empty
public record TrainingResult(
    Agent agent,
    RunSettings settings,
    long steps,
    long episodes,
    double wallSeconds,
    long sessionSteps,
    double sessionSeconds,
    OptionalLong solvedAtStep,
    OptionalLong resumedAtStep,
    String stopReason) {}
