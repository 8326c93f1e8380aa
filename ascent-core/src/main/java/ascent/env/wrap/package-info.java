/// Wrappers: environments around an environment that change what it shows, rewards or allows.
///
/// User API.
@NullMarked
package ascent.env.wrap;

import org.jspecify.annotations.NullMarked;
