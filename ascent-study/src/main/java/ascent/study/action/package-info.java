/// How the actions of a run's policy changed while it was trained.
///
/// User API.
@NullMarked
package ascent.study.action;

import org.jspecify.annotations.NullMarked;
