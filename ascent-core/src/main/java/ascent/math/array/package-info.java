/// The elementary functions of [ascent.math], of whole arrays with SIMD instructions.
///
/// Author API.
@NullMarked
package ascent.math.array;

import org.jspecify.annotations.NullMarked;
