/// Recorded demonstrations and behaviour cloning from them.
@NullMarked
package ascent.imitation;

import org.jspecify.annotations.NullMarked;
