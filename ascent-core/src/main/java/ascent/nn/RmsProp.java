package ascent.nn;

import java.util.Arrays;
import java.util.List;

/// RMSprop, in PyTorch's or TensorFlow's variant.
///
/// The plain loop uses only exactly rounded operations, so the JIT compiler can vectorise it with
/// the same bits.
final class RmsProp implements Optimizer {
  private final OptimizerConfig config;
  private final Span span;
  private final boolean epsilonUnderRoot;
  private final float[] v;
  private long steps;

  RmsProp(OptimizerConfig config, Span span, int parameters, boolean tensorFlow) {
    this.config = config;
    this.span = span;
    epsilonUnderRoot = tensorFlow;
    v = new float[parameters];
    Arrays.fill(v, tensorFlow ? 1 : 0);
  }

  @Override
  public void step(float[] theta, float[] grad, float scale, float learningRate) {
    steps++;
    update(theta, grad, v, scale, learningRate);
    if (steps % DROP_EVERY == 0 && config.optimizerEpsilon() > 0) { // without ε, there would be 0/0
      Optimizer.dropSubnormals(v, span);
    }
  }

  private void update(float[] theta, float[] grad, float[] v, float scale, float learningRate) {
    float alpha = config.alpha();
    float rest = 1 - alpha;
    float under = epsilonUnderRoot ? config.optimizerEpsilon() : 0;
    float beside = epsilonUnderRoot ? 0 : config.optimizerEpsilon();
    int to = span.to();
    for (int i = span.from(); i < to; i++) {
      float g = scale * grad[i];
      float square = Math.fma(alpha, v[i], rest * g * g);
      v[i] = square;
      theta[i] -= learningRate * g / ((float) Math.sqrt(square + under) + beside);
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
    Optimizer.copy(state, state());
    this.steps = steps;
  }
}
