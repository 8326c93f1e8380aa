package ascent.policy;

import static ascent.nn.MlpPass.ROWS;

import ascent.distribution.ActionDistribution;
import ascent.distribution.DistributionPass;
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

  private final ActorRows rows; // the rows last evaluated
  private final DistributionPass distribution;

  /// η̇ of the rows last evaluated, `[outputs × ROWS]`, after [#tangent].
  final float[] etaDot;

  private float[] theta = {};
  private float[] input = {}; // what the actor starts from: observations, or the trunk's features
  private int inputAt;

  public ActorPass(ActorCritic policy) {
    this.policy = policy;
    encoder = new ObservationEncoder(policy.observationSpace());
    trunk = new MlpPass(policy.trunk());
    actor = new MlpPass(policy.actor());
    rows = new ActorRows(policy.freeOffset(), actor.out);
    distribution = policy.distribution().pass(rows);
    etaDot = new float[actor.out.length];
    trunkTangent = new MlpTangent(trunk, MlpTangent.FIXED);
    actorTangent = new MlpTangent(actor, etaDot);
  }

  /// Computes the distributions of some rows of a batch, at most [MlpPass#ROWS]. Leaves the
  /// log-probabilities of the actions and the entropies in the batch.
  void evaluate(float[] theta, Batch batch, int row, int count) {
    this.theta = theta;
    encoder.encode(batch.obs, row, count);
    input = encoder.input;
    inputAt = encoder.inputAt;
    if (policy.shared()) {
      trunk.forward(theta, input, inputAt, count);
      input = trunk.features;
      inputAt = 0;
    }
    actor.forward(theta, input, inputAt, count);
    boolean hidden = actor.features.length > 0;
    rows.moveTo(theta, hidden ? actor.features : input, hidden ? 0 : inputAt, row, count);
    rows.show(batch.actions, batch.masks);
    distribution.evaluate(batch.logProb, batch.entropy);
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
    return distribution.describe();
  }

  /// Computes η̇ = J θ̇ of the rows last evaluated.
  ///
  /// @param thetaDot `[policy's parameters]`
  void tangent(float[] thetaDot) {
    float[] inputDot = MlpTangent.FIXED;
    if (policy.shared()) {
      float[] x = encoder.input;
      trunkTangent.compute(theta, thetaDot, x, encoder.inputAt, MlpTangent.FIXED, rows.count());
      inputDot = trunkTangent.features;
    }
    actorTangent.compute(theta, thetaDot, input, inputAt, inputDot, rows.count());
  }

  /// Σᵢ KL(this ‖ q) over the rows that both have evaluated last.
  double kl(ActorPass q) {
    return distribution.kl(q.distribution);
  }

  /// Makes ready for [#backward] with these parameters.
  void prepareBackward(float[] theta) {
    actor.prepareBackward(theta, policy.shared());
    trunk.prepareBackward(theta, false);
  }

  /// Adds Jᵀ dη of the rows last evaluated, dη being in the head's `dOut`, to `grad`.
  ///
  /// @param grad `[policy's parameters]`
  void backward(float[] grad) {
    actor.backward(theta, input, inputAt, rows.count(), grad);
    if (policy.shared()) {
      int n = rows.count() * policy.trunk().features();
      System.arraycopy(actor.dInput, 0, trunk.dFeatures, 0, n);
      trunk.backward(theta, encoder.input, encoder.inputAt, rows.count(), grad);
    }
  }

  /// Adds `scale · Σᵢ Jᵢᵀ F(ηᵢ) Jᵢ v` over rows `from … to − 1` of a batch to `product`.
  void fisher(float[] theta, Batch batch, int from, int to, float[] v, float[] product) {
    prepareBackward(theta);
    for (int row = from; row < to; row += ROWS) {
      evaluate(theta, batch, row, Math.min(ROWS, to - row));
      tangent(v);
      distribution.fisher(etaDot, v, 1f / batch.size(), actor.dOut, product);
      backward(product);
    }
  }
}
