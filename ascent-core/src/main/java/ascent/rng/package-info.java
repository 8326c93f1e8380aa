/// Named, checkpointable random streams: the only source of randomness in Ascent. A stream is a
/// pure function of a seed, a purpose and up to two indices, never of threads or of call order.
///
/// User API.
@NullMarked
package ascent.rng;

import org.jspecify.annotations.NullMarked;
