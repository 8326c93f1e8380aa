/// Fork and join over a few threads. Allocates nothing and does not affect results.
///
/// Author API.
@NullMarked
package ascent.parallel;

import org.jspecify.annotations.NullMarked;
