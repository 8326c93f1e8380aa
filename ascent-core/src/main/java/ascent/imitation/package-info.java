/// Recorded demonstrations and behaviour cloning from them.
///
/// User API.
@NullMarked
package ascent.imitation;

import org.jspecify.annotations.NullMarked;
