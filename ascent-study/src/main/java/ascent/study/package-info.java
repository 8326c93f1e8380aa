/// Studies: several settings, several seeds each, trained side by side and continued where they
/// were interrupted.
///
/// User API.
@NullMarked
package ascent.study;

import org.jspecify.annotations.NullMarked;
