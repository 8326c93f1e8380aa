/// The actor-critic: networks and a distribution over one parameter vector, their gradients and
/// divergences.
///
/// Author API.
@NullMarked
package ascent.policy;

import org.jspecify.annotations.NullMarked;
