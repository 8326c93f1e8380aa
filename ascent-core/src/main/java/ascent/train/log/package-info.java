/// Listeners that record a run for other programs, such as TensorBoard.
///
/// User API.
@NullMarked
package ascent.train.log;

import org.jspecify.annotations.NullMarked;
