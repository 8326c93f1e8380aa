package ascent.policy;

import static ascent.nn.MlpPass.ROWS;

import ascent.distribution.ActionDistribution;
import ascent.distribution.Chunk;
import ascent.nn.MlpPass;
import ascent.nn.MlpTangent;
import ascent.rollout.Batch;

/// Passes through the policy alone, without the value function, with one thread's memory for them:
/// the distributions of a few rows, how they move with the parameters, and back again.
public final class ActorPass {
  private final ActorCritic policy;
  private final ObservationEncoder encoder;
  private final MlpPass trunk;
  private final MlpPass actor;
  private final MlpTangent trunkTangent;
  private final MlpTangent actorTangent;

  /// The rows last evaluated.
  final Chunk chunk;

  private float[] theta = {};
  private float[] input = {}; // what the actor starts from: observations, or the trunk's features
  private int inputAt;

  public ActorPass(ActorCritic policy) {
    this.policy = policy;
    encoder = new ObservationEncoder(policy.observationSpace());
    trunk = new MlpPass(policy.trunk());
    actor = new MlpPass(policy.actor());
    chunk = new Chunk(policy.distribution(), policy.free(), actor);
    trunkTangent = new MlpTangent(trunk, MlpTangent.FIXED);
    actorTangent = new MlpTangent(actor, chunk.tangent);
  }

  /// Computes the distributions of some rows of a batch, at most [MlpPass#ROWS]. Leaves the
  /// log-probabilities of the actions and the entropies in the batch.
  void evaluate(float[] theta, Batch batch, int row, int rows) {
    this.theta = theta;
    encoder.encode(batch.obs, row, rows);
    input = encoder.input;
    inputAt = encoder.inputAt;
    if (policy.shared()) {
      trunk.forward(theta, input, inputAt, rows);
      input = trunk.features;
      inputAt = 0;
    }
    actor.forward(theta, input, inputAt, rows);
    chunk.featuresOf(actor, input, inputAt);
    chunk.take(theta, batch, row, rows, chunk.grad);
    policy.distribution().evaluate(chunk);
  }

  /// log π(a|s) and H(π(·|s)) of all samples of a batch, written into it.
  public void evaluate(float[] theta, Batch batch) {
    for (int row = 0; row < batch.size(); row += ROWS) {
      evaluate(theta, batch, row, Math.min(ROWS, batch.size() - row));
    }
  }

  /// π(·|s) of the first observation of a batch.
  public ActionDistribution distribution(float[] theta, Batch batch) {
    evaluate(theta, batch, 0, 1);
    return policy.distribution().describe(chunk);
  }

  /// Computes η̇ = J θ̇ of the rows last evaluated, into the chunk.
  ///
  /// @param thetaDot `[policy's parameters]`
  void tangent(float[] thetaDot) {
    float[] inputDot = MlpTangent.FIXED;
    if (policy.shared()) {
      float[] x = encoder.input;
      trunkTangent.compute(theta, thetaDot, x, encoder.inputAt, MlpTangent.FIXED, chunk.rows);
      inputDot = trunkTangent.features;
    }
    actorTangent.compute(theta, thetaDot, input, inputAt, inputDot, chunk.rows);
    chunk.thetaTangent = thetaDot;
  }

  /// Makes ready for [#backward] with these parameters.
  void prepareBackward(float[] theta) {
    actor.prepareBackward(theta, policy.shared());
    trunk.prepareBackward(theta, false);
  }

  /// Adds Jᵀ dη of the rows last evaluated, dη being in the chunk, to `grad`.
  ///
  /// @param grad `[policy's parameters]`
  void backward(float[] grad) {
    actor.backward(theta, input, inputAt, chunk.rows, grad);
    if (policy.shared()) {
      int n = chunk.rows * policy.trunk().features();
      System.arraycopy(actor.dInput, 0, trunk.dFeatures, 0, n);
      trunk.backward(theta, encoder.input, encoder.inputAt, chunk.rows, grad);
    }
  }

  /// Adds `scale · Σᵢ Jᵢᵀ F(ηᵢ) Jᵢ v` over rows `from … to − 1` of a batch to `product`.
  void fisher(float[] theta, Batch batch, int from, int to, float[] v, float[] product) {
    prepareBackward(theta);
    for (int row = from; row < to; row += ROWS) {
      evaluate(theta, batch, row, Math.min(ROWS, to - row));
      tangent(v);
      chunk.grad = product;
      policy.distribution().fisher(chunk, 1f / batch.size());
      backward(product);
    }
  }
}
