package ascent.policy;

import static ascent.nn.NetworkPass.ROWS;

import ascent.config.Check;
import ascent.distribution.ActionDistribution;
import ascent.distribution.Distribution;
import ascent.distribution.DistributionPass;
import ascent.nn.LinearHeadPass;
import ascent.nn.NetworkPass;
import ascent.rollout.Batch;

/// Forward and backward passes through the policy, without the value function; holds one thread's
/// scratch memory:
///
///     observations → encoder → trunk → actor → head → η → distribution
///
/// η, the outputs of the policy's head, parameterise the distribution: logits of choices, means of
/// a Gaussian. Also computes tangents of η. It works on at most [NetworkPass#ROWS] rows at a time:
/// call [#encode], then [#forward], then the distribution's methods.
public final class ActorPass {
  private static final float[] NO_CRITIC = {};
  private static final float[] NO_ACTIONS = {};

  private final boolean shared;
  private final ObservationEncoder encoder;
  private final NetworkPass trunk;
  private final NetworkPass actor;
  private final LinearHeadPass head;
  private final ActorOutputs outputs;
  private final DistributionPass distribution;

  // The rows encoded last.
  private float[] theta = {};
  private int row;
  private int count;

  public ActorPass(ActorCritic policy) {
    shared = policy.shared();
    encoder = new ObservationEncoder(policy.observationSpace());
    trunk = policy.trunk().pass();
    actor = policy.actor().pass();
    head = policy.policyHead().pass();
    outputs = new ActorOutputs(policy.ownOffset(), head.out);
    Distribution actions = policy.distribution();
    distribution =
        Check.gave(
            actions.pass(outputs), actions.getClass().getName() + ".pass", "a DistributionPass");
  }

  /// Runs the trunk on some rows of observations.
  ///
  /// @param obs `[… × obsSize]`
  void encode(float[] theta, float[] obs, int row, int count) {
    this.theta = theta;
    this.row = row;
    this.count = count;
    encoder.encode(obs, row, count);
    trunk.forward(theta, encoder.input, encoder.inputAt, count);
  }

  /// The trunk's pass, whose features are the input of actor and critic.
  NetworkPass trunk() {
    return trunk;
  }

  /// Runs the actor on the rows encoded last, to act: the distributions will sample an action or
  /// give the most probable one.
  ///
  /// @param masks which options are allowed `[… × actionFeatures]`; empty if all are
  /// @return the distributions of these rows
  DistributionPass forward(boolean[] masks) {
    return forward(masks, NO_ACTIONS);
  }

  /// Runs the actor on the rows encoded last, to evaluate their actions.
  ///
  /// @param masks which options are allowed `[… × actionFeatures]`; empty if all are
  /// @param actions the actions in these rows, `[… × actionSize]`
  /// @return the distributions of these rows
  DistributionPass forward(boolean[] masks, float[] actions) {
    actor.forward(theta, trunk.features(), trunk.featuresAt(), count);
    head.forward(theta, actor.features(), actor.featuresAt(), count);
    outputs.setRows(theta, actor, row, count);
    outputs.setActions(actions, masks);
    return distribution;
  }

  /// Computes the distributions of some rows of a batch. Leaves the log-probabilities of the
  /// actions, the entropies and the deviations in the batch.
  DistributionPass evaluate(float[] theta, Batch batch, int row, int count) {
    encode(theta, batch.obs, row, count);
    forward(batch.masks, batch.actions).evaluate(batch.logProb, batch.entropy);
    distribution.meanStd(batch.std);
    return distribution;
  }

  /// log π(a|s) and H(π(·|s)) of all samples of a batch, written into it.
  public void evaluate(float[] theta, Batch batch) {
    for (int row = 0; row < batch.size(); row += ROWS) {
      evaluate(theta, batch, row, Math.min(ROWS, batch.size() - row));
    }
  }

  /// π(·|s) of the first observation of a batch.
  public ActionDistribution distribution(float[] theta, Batch batch) {
    return evaluate(theta, batch, 0, 1).describe();
  }

  /// Computes η̇ = J θ̇ of the rows that went forward last.
  ///
  /// @param thetaDot `[policy's parameters]`
  /// @return η̇, `[outputs × ROWS]`
  float[] tangent(float[] thetaDot) {
    trunk.tangent(thetaDot, NetworkPass.ZERO_TANGENT);
    actor.tangent(thetaDot, trunk.featuresDot());
    head.tangent(thetaDot, actor.featuresDot());
    return head.outDot();
  }

  /// Σᵢ KL(this ‖ q) over the rows that both have evaluated last.
  double kl(ActorPass q) {
    return distribution.kl(q.distribution);
  }

  /// Prepares [#backward] and [#trunkBackward] with these parameters.
  void prepareBackward(float[] theta) {
    actor.prepareBackward(theta, shared);
    trunk.prepareBackward(theta, false);
  }

  /// The gradient with respect to η, to be written before [#backward], `[outputs × ROWS]`.
  float[] dEta() {
    return head.dOut;
  }

  /// Adds the gradient of head and actor, for the rows that went forward last, to `grad`.
  void backward(float[] grad) {
    head.backward(grad, actor.dFeatures());
    actor.backward(grad);
  }

  /// Adds the gradient of the shared layers to `grad`, after [#backward].
  ///
  /// @param ofCritic the critic's gradient with respect to the trunk's features; empty if it has
  ///   none
  void trunkBackward(float[] ofCritic, float[] grad) {
    float[] ofActor = actor.dInput();
    float[] down = trunk.dFeatures();
    System.arraycopy(ofActor, 0, down, 0, down.length);
    for (int i = 0; i < ofCritic.length; i++) {
      down[i] += ofCritic[i];
    }
    trunk.backward(grad);
  }

  /// Adds `scale · Σᵢ Jᵢᵀ F(ηᵢ) Jᵢ v` over rows `from … to − 1` of a batch to `product`.
  void fisher(float[] theta, Batch batch, int from, int to, float[] v, float[] product) {
    prepareBackward(theta);
    for (int row = from; row < to; row += ROWS) {
      evaluate(theta, batch, row, Math.min(ROWS, to - row));
      distribution.fisher(tangent(v), v, 1f / batch.size(), dEta(), product);
      backward(product);
      if (shared) {
        trunkBackward(NO_CRITIC, product);
      }
    }
  }
}
