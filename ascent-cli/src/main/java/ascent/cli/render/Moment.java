package ascent.cli.render;

import ascent.env.Action;
import org.jspecify.annotations.Nullable;

/// A state of a recorded episode.
///
/// @param episode from 0
/// @param step steps of the episode so far; 0 after the reset
/// @param reward of the last step
/// @param total of the episode's rewards so far
/// @param action of the last step, valid during the call that passes it; null after the reset
/// @param obs the observation `[obsSize]`, valid during the call that passes it
record Moment(
    int episode, int step, double reward, double total, @Nullable Action action, float[] obs) {}
