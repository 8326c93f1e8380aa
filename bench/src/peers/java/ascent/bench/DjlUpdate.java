package ascent.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;

/// PPO's minibatch step as somebody would write it with DJL on PyTorch: the loss of eq. 9 with
/// automatic differentiation, the norm of the gradient clipped, Adam; for separate 4→64→64→2 actor
/// and critic, Stable-Baselines3's settings.
final class DjlUpdate implements AutoCloseable {
  private static final float CLIP_RANGE = 0.2f;
  private static final float VF_COEF = 0.5f;
  private static final float MAX_GRAD_NORM = 0.5f;
  private static final int OBS = 4;
  private static final int HIDDEN = 64;
  private static final int ACTIONS = 2;

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final List<NDArray> parameters = new ArrayList<>();
  private final Optimizer adam =
      Optimizer.adam().optLearningRateTracker(Tracker.fixed(3e-4f)).optEpsilon(1e-5f).build();
  private final NDArray obs;
  private final NDArray actions;
  private final NDArray oldLogProb;
  private final NDArray advantage;
  private final NDArray returns;
  private final int rows;

  /// @param rows samples to draw minibatches from
  DjlUpdate(int rows) {
    this.rows = rows;
    net(ACTIONS);
    net(1);
    obs = manager.randomNormal(new Shape(rows, OBS));
    actions = manager.randomInteger(0, ACTIONS, new Shape(rows, 1), DataType.INT64);
    oldLogProb = manager.full(new Shape(rows), (float) -Math.log(ACTIONS));
    advantage = manager.randomNormal(new Shape(rows));
    returns = manager.randomNormal(new Shape(rows));
  }

  private void net(int outputs) {
    layer(OBS, HIDDEN);
    layer(HIDDEN, HIDDEN);
    layer(HIDDEN, outputs);
  }

  private void layer(int in, int out) {
    float std = (float) (1 / Math.sqrt(in));
    parameters.add(manager.randomNormal(0, std, new Shape(in, out), DataType.FLOAT32));
    parameters.add(manager.zeros(new Shape(out)));
    parameters.forEach(p -> p.setRequiresGradient(true));
  }

  /// One pass over all rows in random order, a step per minibatch.
  void epoch(int batchSize) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray order = scope.arange(rows).toType(DataType.INT64, false);
      order = order.get(scope.randomPermutation(rows));
      for (int from = 0; from < rows; from += batchSize) {
        try (NDManager batch = scope.newSubManager()) {
          step(order.get(new NDIndex(from + ":" + (from + batchSize))), batch);
        }
      }
    }
  }

  private void step(NDArray rows, NDManager scope) {
    rows.attach(scope);
    NDArray x = taken(obs, rows, scope);
    NDArray a = taken(actions, rows, scope);
    NDArray old = taken(oldLogProb, rows, scope);
    NDArray adv = taken(advantage, rows, scope);
    NDArray ret = taken(returns, rows, scope);
    adv = adv.sub(adv.mean()).div(std(adv).add(1e-8f));
    try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray logProbs = forward(x, 0).logSoftmax(1);
      NDArray ratio = logProbs.gather(a, 1).squeeze(1).sub(old).exp();
      NDArray clipped = ratio.clip(1 - CLIP_RANGE, 1 + CLIP_RANGE);
      NDArray policyLoss = NDArrays.minimum(ratio.mul(adv), clipped.mul(adv)).mean().neg();
      NDArray valueLoss = forward(x, 6).squeeze(1).sub(ret).square().mean();
      collector.backward(policyLoss.add(valueLoss.mul(VF_COEF)));
    }
    descend(scope);
  }

  private static NDArray taken(NDArray from, NDArray rows, NDManager scope) {
    NDArray taken = from.get(rows);
    taken.attach(scope);
    return taken;
  }

  private static NDArray std(NDArray a) {
    return a.sub(a.mean()).square().sum().div(a.size() - 1).sqrt();
  }

  private NDArray forward(NDArray x, int first) {
    NDArray h = x.matMul(parameters.get(first)).add(parameters.get(first + 1)).tanh();
    h = h.matMul(parameters.get(first + 2)).add(parameters.get(first + 3)).tanh();
    return h.matMul(parameters.get(first + 4)).add(parameters.get(first + 5));
  }

  private void descend(NDManager scope) {
    NDList gradients = new NDList();
    double squares = 0;
    for (NDArray parameter : parameters) {
      NDArray gradient = parameter.getGradient();
      gradient.attach(scope);
      gradients.add(gradient);
      squares += gradient.square().sum().getFloat();
    }
    float scale = (float) Math.min(1, MAX_GRAD_NORM / (Math.sqrt(squares) + 1e-6));
    for (int i = 0; i < parameters.size(); i++) {
      NDArray gradient = gradients.get(i);
      adam.update("p" + i, parameters.get(i), scale < 1 ? gradient.mul(scale) : gradient);
      gradient.subi(gradient); // backward adds to it
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
