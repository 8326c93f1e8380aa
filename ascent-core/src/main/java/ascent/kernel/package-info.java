/// The dense arithmetic of training behind one small interface: [Kernels], defined by
/// [ScalarKernels] and repeated bit for bit on SIMD registers by [VectorKernels].
///
/// Internal.
@NullMarked
package ascent.kernel;

import org.jspecify.annotations.NullMarked;
