/// Ready-made listeners: an action every n steps or episodes, an end on a condition, evaluation on
/// another environment. What a run does by its settings needs none: see [ascent.train.Trainer].
///
/// User API.
@NullMarked
package ascent.train.callback;

import org.jspecify.annotations.NullMarked;
