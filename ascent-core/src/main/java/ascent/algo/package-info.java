/// The algorithms. Each decides the per-sample weights of the shared policy gradient, and the loop
/// around it; none sees an environment, a log or a file.
///
/// User API: the configurations and [Schedule]. Author API: the rest.
@NullMarked
package ascent.algo;

import org.jspecify.annotations.NullMarked;
