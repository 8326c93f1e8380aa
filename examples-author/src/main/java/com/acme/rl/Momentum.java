package com.acme.rl;

import ascent.nn.Optimizer;
import ascent.nn.Span;
import java.util.List;

/// Gradient descent with momentum (Polyak 1964), as PyTorch has it:
///
///     v ← μ v + g,     θ ← θ − α v
final class Momentum implements Optimizer {
  private final float momentum;
  private final Span span;
  private final float[] velocity; // [|θ|]
  private long steps;

  Momentum(float momentum, Span span, int parameters) {
    this.momentum = momentum;
    this.span = span;
    velocity = new float[parameters];
  }

  @Override
  public void step(float[] theta, float[] grad, float scale, float learningRate) {
    for (int i = span.from(); i < span.to(); i++) {
      velocity[i] = momentum * velocity[i] + scale * grad[i];
      theta[i] -= learningRate * velocity[i];
    }
    steps++;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public List<float[]> state() {
    return List.of(velocity);
  }

  @Override
  public void restore(long steps, List<float[]> state) {
    this.steps = steps;
    Optimizer.copy(state, state());
  }
}
