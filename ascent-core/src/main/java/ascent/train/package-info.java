/// Training: the loop of collecting and learning, evaluation, listeners, and the run directory that
/// makes a run resumable.
///
/// User API.
@NullMarked
package ascent.train;

import org.jspecify.annotations.NullMarked;
