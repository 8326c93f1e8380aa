/// What an observation or an action may be: [ascent.space.Box], [ascent.space.Discrete],
/// [ascent.space.MultiDiscrete] or [ascent.space.MultiBinary]. An element of a space is stored
/// flat, as `size()` floats of a larger array.
///
/// User API.
@NullMarked
package ascent.space;

import org.jspecify.annotations.NullMarked;
