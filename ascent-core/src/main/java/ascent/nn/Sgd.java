package ascent.nn;

import java.util.List;

/// Plain gradient descent.
final class Sgd implements Optimizer {
  private final Span span;
  private long steps;

  Sgd(Span span) {
    this.span = span;
  }

  @Override
  public void step(float[] theta, float[] grad, float scale, float learningRate) {
    steps++;
    float rate = learningRate * scale;
    for (int i = span.from(); i < span.to(); i++) {
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
    Optimizer.copy(state, state());
    this.steps = steps;
  }
}
