/// Fork and join over a handful of threads, without allocation and without a say in the results.
///
/// Author API.
@NullMarked
package ascent.parallel;

import org.jspecify.annotations.NullMarked;
