/// Elementary functions with the same bits on every machine: polynomials made of fused
/// multiply-adds, compare-selects and bit casts only, so that the vector kernels can repeat them
/// operation by operation. [ascent.math.array] has them for whole arrays.
///
/// Author API.
@NullMarked
package ascent.math;

import org.jspecify.annotations.NullMarked;
