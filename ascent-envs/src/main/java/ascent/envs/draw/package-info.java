/// What envs draw themselves with.
@NullMarked
package ascent.envs.draw;

import org.jspecify.annotations.NullMarked;
