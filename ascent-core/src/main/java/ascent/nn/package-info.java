/// Networks over one flat parameter vector: forward and backward passes written by hand,
/// initialisation, and the optimisers that step along the gradient.
///
/// Author API.
@NullMarked
package ascent.nn;

import org.jspecify.annotations.NullMarked;
