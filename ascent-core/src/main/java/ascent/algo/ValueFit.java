package ascent.algo;

import ascent.policy.SampleWeights;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import java.util.Arrays;
import java.util.function.Consumer;

/// Fits the value function, and nothing else, to a rollout's returns: epochs of minibatches, each a
/// step of the optimiser along the gradient of the mean of (V − R)².
final class ValueFit implements SampleWeights {
  private final Learner learner;
  private final int epochs;
  private final int batchSize;
  private Batch batch = new Batch(0, 0, 0);

  ValueFit(Learner learner, int epochs, int batchSize) {
    this.learner = learner;
    this.epochs = epochs;
    this.batchSize = batchSize;
  }

  /// Runs the epochs.
  ///
  /// @param order the row numbers, `[T·n]`
  /// @param arrange puts them in an epoch's order
  /// @return the mean of the minibatches' losses, each before its step; NaN where there are none
  double run(Rollout rollout, int[] order, Consumer<int[]> arrange, float learningRate) {
    int largest = Math.min(batchSize, order.length);
    if (batch.u.length != largest) {
      batch = new Batch(largest, rollout.obsSize(), rollout.actionSize());
    }
    double loss = 0;
    int minibatches = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      arrange.accept(order);
      for (int from = 0; from < order.length; from += largest) {
        batch.gather(rollout, order, from, Math.min(from + largest, order.length));
        learner.differentiate(batch, this, 0);
        learner.stepValue(learningRate, Float.POSITIVE_INFINITY);
        loss += meanSquare(batch);
        minibatches++;
      }
    }
    return loss / minibatches;
  }

  private static double meanSquare(Batch b) {
    double sum = 0;
    for (int i = 0; i < b.size(); i++) {
      double error = b.value[i] - b.returns[i];
      sum += error * error;
    }
    return sum / b.size();
  }

  @Override
  public boolean usesPolicy() {
    return false;
  }

  @Override
  public void policyWeights(Batch b, int from, int to) {
    Arrays.fill(b.w, from, to, 0);
  }

  /// ∂/∂V of (V − R)².
  @Override
  public void valueWeights(Batch b, int from, int to) {
    for (int i = from; i < to; i++) {
      b.u[i] = 2 * (b.value[i] - b.returns[i]);
    }
  }
}
