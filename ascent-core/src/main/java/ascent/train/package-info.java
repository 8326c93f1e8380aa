/// Training: the loop of collecting and learning, evaluation, the frozen agent that comes out of
/// it, and the run directory that makes it resumable.
///
/// User API.
@NullMarked
package ascent.train;

import org.jspecify.annotations.NullMarked;
