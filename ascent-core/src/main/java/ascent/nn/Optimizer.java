package ascent.nn;

import ascent.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/// Moves the parameters against a gradient.
///
/// An optimiser's state is its step count and up to two vectors laid out like θ; checkpoints save
/// and restore them through [#steps] and [#state].
public sealed interface Optimizer {
  /// θ ← θ − learningRate · (what the optimiser makes of scale · grad).
  ///
  /// @param theta `[|θ|]`, changed
  /// @param grad `[|θ|]`
  /// @param scale a factor on the gradient, from clipping its norm
  void step(float[] theta, float[] grad, float scale, float learningRate);

  /// Steps taken.
  long steps();

  /// The vectors of the state, live: `[|θ|]` each, maybe none.
  List<float[]> state();

  /// Takes up a saved state.
  void restore(long steps, List<float[]> state);

  /// An optimiser for `parameters` parameters.
  static Optimizer of(OptimizerConfig config, int parameters) {
    return switch (config.optimizer()) {
      case ADAM -> new Adam(config, parameters);
      case RMSPROP -> new RmsProp(config, parameters, false);
      case RMSPROP_TF -> new RmsProp(config, parameters, true);
      case SGD -> new Sgd();
    };
  }

  /// The factor that brings a gradient's Euclidean norm down to `maxNorm`, or 1 where it is not
  /// larger. PyTorch's `clip_grad_norm_`, with its 1e-6 against division by zero.
  static float clipScale(float[] grad, float maxNorm) {
    double norm = Math.sqrt(Kernels.get().sumOfSquares(grad, 0, grad.length));
    double scale = maxNorm / (norm + 1e-6);
    return scale < 1 ? (float) scale : 1;
  }

  /// Adam, Kingma & Ba 2015, algorithm 1.
  final class Adam implements Optimizer {
    private final OptimizerConfig config;
    private final float[] m;
    private final float[] v;
    private long steps;
    private double beta1Power = 1; // β₁ᵗ
    private double beta2Power = 1; // β₂ᵗ

    Adam(OptimizerConfig config, int parameters) {
      this.config = config;
      m = new float[parameters];
      v = new float[parameters];
    }

    @Override
    public void step(float[] theta, float[] grad, float scale, float learningRate) {
      countStep();
      float rate = (float) (learningRate / (1 - beta1Power));
      float inverseRoot = (float) (1 / Math.sqrt(1 - beta2Power));
      float b1 = config.beta1();
      float b2 = config.beta2();
      float eps = config.optimizerEpsilon();
      Kernels.get().adam(theta, m, v, grad, 0, theta.length, scale, rate, inverseRoot, b1, b2, eps);
    }

    private void countStep() {
      steps++;
      beta1Power *= config.beta1();
      beta2Power *= config.beta2();
    }

    @Override
    public long steps() {
      return steps;
    }

    @Override
    public List<float[]> state() {
      return List.of(m, v);
    }

    @Override
    public void restore(long steps, List<float[]> state) {
      copy(state, state());
      this.steps = 0;
      beta1Power = 1;
      beta2Power = 1;
      while (this.steps < steps) { // the same products in the same order: the same bits
        countStep();
      }
    }
  }

  /// RMSprop, in PyTorch's or in TensorFlow's manner.
  final class RmsProp implements Optimizer {
    private final OptimizerConfig config;
    private final boolean epsilonUnderRoot;
    private final float[] v;
    private long steps;

    RmsProp(OptimizerConfig config, int parameters, boolean tensorFlow) {
      this.config = config;
      epsilonUnderRoot = tensorFlow;
      v = new float[parameters];
      Arrays.fill(v, tensorFlow ? 1 : 0);
    }

    @Override
    public void step(float[] theta, float[] grad, float scale, float learningRate) {
      steps++;
      float alpha = config.alpha();
      float under = epsilonUnderRoot ? config.optimizerEpsilon() : 0;
      float beside = epsilonUnderRoot ? 0 : config.optimizerEpsilon();
      for (int i = 0; i < theta.length; i++) {
        float g = scale * grad[i];
        v[i] = Math.fma(alpha, v[i], (1 - alpha) * g * g);
        theta[i] -= learningRate * g / ((float) Math.sqrt(v[i] + under) + beside);
      }
    }

    @Override
    public long steps() {
      return steps;
    }

    @Override
    public List<float[]> state() {
      return List.of(v);
    }

    @Override
    public void restore(long steps, List<float[]> state) {
      copy(state, state());
      this.steps = steps;
    }
  }

  /// Plain gradient descent.
  final class Sgd implements Optimizer {
    private long steps;

    @Override
    public void step(float[] theta, float[] grad, float scale, float learningRate) {
      steps++;
      float rate = learningRate * scale;
      for (int i = 0; i < theta.length; i++) {
        theta[i] = Math.fma(-rate, grad[i], theta[i]);
      }
    }

    @Override
    public long steps() {
      return steps;
    }

    @Override
    public List<float[]> state() {
      return List.of();
    }

    @Override
    public void restore(long steps, List<float[]> state) {
      copy(state, state());
      this.steps = steps;
    }
  }

  private static void copy(List<float[]> from, List<float[]> to) {
    if (from.size() != to.size()) {
      throw new IllegalArgumentException(
          "The saved optimiser has " + from.size() + " state vectors; it must have " + to.size());
    }
    for (int i = 0; i < to.size(); i++) {
      float[] source = from.get(i);
      float[] target = to.get(i);
      if (source.length != target.length) {
        throw new IllegalArgumentException(
            "A saved optimiser state has " + source.length + " numbers, not " + target.length);
      }
      System.arraycopy(source, 0, target, 0, target.length);
    }
  }
}
