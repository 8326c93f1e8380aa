package ascent.nn;

import ascent.kernel.Kernels;
import java.util.List;

/// Updates the parameters, or a span of them, along the negative gradient.
///
/// An optimiser's state is its step count and any number of vectors, usually laid out like θ.
/// Checkpoints save [#steps] and [#state] and pass them to [#restore]; the restored optimiser must
/// take the same steps, bit for bit. Custom optimisers are created by an [OptimizerFactory].
public interface Optimizer {
  /// θ ← θ − learningRate · (what the optimiser makes of scale · grad). Allocates nothing.
  ///
  /// @param theta `[|θ|]`, changed within the optimiser's span
  /// @param grad `[|θ|]`
  /// @param scale a factor on the gradient, from clipping its norm
  void step(float[] theta, float[] grad, float scale, float learningRate);

  /// Steps taken.
  long steps();

  /// The vectors of the state, not copied: usually `[|θ|]` each, possibly none. Their number and
  /// lengths are fixed at construction.
  List<float[]> state();

  /// Restores a saved state.
  ///
  /// @param state from [#state]; copy its values ([#copy])
  void restore(long steps, List<float[]> state);

  /// The factor that brings a gradient's Euclidean norm down to `maxNorm`, 1 where it is not
  /// larger, and NaN where the norm is not finite, so that no step is taken with it unnoticed.
  ///
  /// @param maxNorm ∞ is off
  static float clipScale(float[] grad, float maxNorm) {
    return clipScale(grad, new Span(0, grad.length), maxNorm);
  }

  /// How many squares are summed up partly in single precision ([Kernels#sumOfSquares]). The sums
  /// of larger gradients are taken in double over blocks of this many.
  int NORM_BLOCK = 65_536;

  /// The factor for a span of a gradient. PyTorch's `clip_grad_norm_`, with its 1e-6 against
  /// division by zero.
  static float clipScale(float[] grad, Span span, float maxNorm) {
    double squares = 0;
    for (int from = span.from(); from < span.to(); from += NORM_BLOCK) {
      int n = Math.min(NORM_BLOCK, span.to() - from);
      squares += Kernels.get().sumOfSquares(grad, from, n);
    }
    double norm = Math.sqrt(squares);
    if (!Double.isFinite(norm)) {
      return Float.NaN;
    }
    double scale = maxNorm / (norm + 1e-6);
    return scale < 1 ? (float) scale : 1;
  }

  /// The number of steps between two calls of [#dropSubnormals].
  int DROP_EVERY = 1024;

  /// Sets subnormal numbers in a span of averages to 0. The averages of a parameter that no longer
  /// gets a gradient decay into the subnormal range and stay there because of rounding, and
  /// processors take ten times as long for subnormal numbers. See [0015].
  ///
  /// [0015]: docs/decisions/0015-no-subnormal-averages.md
  static void dropSubnormals(float[] averages, Span span) {
    for (int i = span.from(); i < span.to(); i++) {
      float size = Math.abs(averages[i]);
      if (size > 0 && size < Float.MIN_NORMAL) {
        averages[i] = 0;
      }
    }
  }

  /// Copies saved state vectors into live ones of the same sizes.
  static void copy(List<float[]> from, List<float[]> to) {
    if (from.size() != to.size()) {
      throw new IllegalArgumentException(
          "The saved optimiser has " + from.size() + " state vectors; it must have " + to.size());
    }
    for (int i = 0; i < to.size(); i++) {
      float[] source = from.get(i);
      float[] target = to.get(i);
      if (source.length != target.length) {
        throw new IllegalArgumentException(
            "A saved optimiser state has " + source.length + " elements, not " + target.length);
      }
      System.arraycopy(source, 0, target, 0, target.length);
    }
  }
}
