/// A trained policy: how it acts, how it is saved and loaded, and how it came about.
///
/// User API.
@NullMarked
package ascent.agent;

import org.jspecify.annotations.NullMarked;
