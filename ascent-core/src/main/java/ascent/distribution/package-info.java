/// What actions are drawn from: log-probabilities, entropies, their gradients, and sampling.
///
/// Author API.
@NullMarked
package ascent.distribution;

import org.jspecify.annotations.NullMarked;
