/// Environments that come with Ascent. The light ones compute with [ascent.math.DoubleMath], and
/// each has a twin that steps many of it at once over arrays with the same bits.
@NullMarked
package ascent.envs;

import org.jspecify.annotations.NullMarked;
