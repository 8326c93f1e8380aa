/// Environments that come with Ascent. The light ones compute with [ascent.math.DoubleMath].
@NullMarked
package ascent.envs;

import org.jspecify.annotations.NullMarked;
