package ascent.lab.estimator;

import ascent.nn.Optimizer;
import ascent.nn.OptimizerFactory;
import ascent.nn.Span;
import java.util.ArrayList;
import java.util.List;

/// Notes each gradient that the policy's optimiser steps with, and the parameters before the step;
/// then steps as usual.
final class RecordedSteps implements OptimizerFactory {
  private final OptimizerFactory inner;
  private final int policyEnd;
  private final List<Step> steps = new ArrayList<>();

  /// A step of the policy.
  ///
  /// @param theta before it, `[|θ|]`
  /// @param gradient of the loss, clipped as it was stepped with, `[|θ|]`
  record Step(float[] theta, double[] gradient) {}

  /// @param policyEnd where the policy's parameters end in θ
  RecordedSteps(OptimizerFactory inner, int policyEnd) {
    this.inner = inner;
    this.policyEnd = policyEnd;
  }

  /// The steps since the last [#clear].
  List<Step> steps() {
    return steps;
  }

  void clear() {
    steps.clear();
  }

  @Override
  public Optimizer create(Span span, int parameters) {
    Optimizer optimizer = inner.create(span, parameters);
    return span.from() < policyEnd ? new Recording(optimizer) : optimizer;
  }

  private final class Recording implements Optimizer {
    private final Optimizer optimizer;

    Recording(Optimizer optimizer) {
      this.optimizer = optimizer;
    }

    @Override
    public void step(float[] theta, float[] grad, float scale, float learningRate) {
      double[] gradient = new double[grad.length];
      for (int i = 0; i < policyEnd; i++) {
        gradient[i] = (double) scale * grad[i];
      }
      steps.add(new Step(theta.clone(), gradient));
      optimizer.step(theta, grad, scale, learningRate);
    }

    @Override
    public long steps() {
      return optimizer.steps();
    }

    @Override
    public List<float[]> state() {
      return optimizer.state();
    }

    @Override
    public void restore(long steps, List<float[]> state) {
      optimizer.restore(steps, state);
    }
  }
}
