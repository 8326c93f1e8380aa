package ascent.nn;

import ascent.kernel.Kernels;
import java.util.List;

/// Adam, Kingma & Ba 2015, algorithm 1. With g the clipped gradient of step t, from 1, and α the
/// learning rate:
///
///     m ← β₁ m + (1 − β₁) g
///     v ← β₂ v + (1 − β₂) g²
///     θ ← θ − α/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
final class Adam implements Optimizer {
  private final OptimizerConfig config;
  private final Span span;
  private final float[] m; // [|θ|]
  private final float[] v; // [|θ|]
  private long steps;
  private double beta1Power = 1; // β₁ᵗ
  private double beta2Power = 1; // β₂ᵗ

  Adam(OptimizerConfig config, Span span, int parameters) {
    this.config = config;
    this.span = span;
    m = new float[parameters];
    v = new float[parameters];
  }

  @Override
  public void step(float[] theta, float[] grad, float scale, float learningRate) {
    countStep();
    float stepSize = (float) (learningRate / (1 - beta1Power));
    float rootScale = (float) (1 / Math.sqrt(1 - beta2Power));
    float b1 = config.beta1();
    float b2 = config.beta2();
    float eps = config.optimizerEpsilon();
    int from = span.from();
    int to = span.to();
    Kernels.get().adam(theta, m, v, grad, from, to, scale, stepSize, rootScale, b1, b2, eps);
    if (steps % DROP_EVERY == 0 && eps > 0) { // without ε, there would be 0/0
      Optimizer.dropSubnormals(m, span);
      Optimizer.dropSubnormals(v, span);
    }
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
    Optimizer.copy(state, state());
    this.steps = 0;
    beta1Power = 1;
    beta2Power = 1;
    while (this.steps < steps) { // the same products in the same order: the same bits
      countStep();
    }
  }
}
