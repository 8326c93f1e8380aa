package ascent.policy;

import static ascent.nn.NetworkPass.ROWS;

import ascent.distribution.DistributionPass;
import ascent.nn.LinearHeadPass;
import ascent.nn.NetworkPass;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;

/// Passes through the networks of an [ActorCritic]: an [ActorPass] and the critic, with one
/// thread's scratch memory. Computes actions, values, and the parts of [PolicyGradient].
public final class PolicyPass {
  private static final boolean[] NO_MASKS = {};
  private static final float[] NO_CRITIC = {};

  /// What the backward passes differentiate: a loss over a batch, at some parameters.
  static final class Loss {
    private float[] theta = {};
    private Batch batch = new Batch(0, 0, 0);
    private float entCoef;

    /// Decides the weights of the samples.
    SampleWeights weights = SampleWeights.NONE;

    void set(float[] theta, Batch batch, SampleWeights weights, float entCoef) {
      this.theta = theta;
      this.batch = batch;
      this.weights = weights;
      this.entCoef = entCoef;
    }
  }

  private final boolean shared;
  private final ActorPass actor;
  private final NetworkPass critic;
  private final LinearHeadPass value;

  public PolicyPass(ActorCritic policy) {
    shared = policy.shared();
    actor = new ActorPass(policy);
    critic = policy.critic().pass();
    value = policy.valueHead().pass();
  }

  /// Samples the actions of environments `from … to − 1` at step t of a rollout, with their
  /// log-probabilities, environment i's from `rngs[i]`. Respects the rollout's masks, if any.
  ///
  /// @param state of the environments, `[n × stateSize]`; moved on by a step
  public void sample(
      float[] theta, Rollout rollout, int t, int from, int to, Rng[] rngs, EnvState state) {
    for (int i = from; i < to; i += ROWS) {
      actor.encode(theta, rollout.obs, t * rollout.envs() + i, Math.min(ROWS, to - i));
      actor
          .forward(rollout.masks)
          .sample(rngs, state.values(), i, rollout.actions, rollout.logProb);
    }
  }

  /// The most probable action for each of n observations.
  ///
  /// @param obs `[n × obsSize]`
  /// @param actions written, `[n × actionSize]`, as [ActorCritic#toEnv] reads them
  public void mode(float[] theta, float[] obs, int n, float[] actions) {
    mode(theta, obs, NO_MASKS, n, actions);
  }

  /// The most probable action among those allowed, for each of n observations.
  ///
  /// @param obs `[n × obsSize]`
  /// @param masks which options are allowed `[n × actionFeatures]`, at least one of each choice;
  ///   empty if all are
  /// @param actions written, `[n × actionSize]`
  public void mode(float[] theta, float[] obs, boolean[] masks, int n, float[] actions) {
    for (int row = 0; row < n; row += ROWS) {
      actor.encode(theta, obs, row, Math.min(ROWS, n - row));
      actor.forward(masks).mode(actions);
    }
  }

  /// V(s) of the observations in rows `from … to − 1`.
  ///
  /// @param obs `[… × obsSize]`
  /// @param values written in the same rows
  public void values(float[] theta, float[] obs, int from, int to, float[] values) {
    for (int row = from; row < to; row += ROWS) {
      int count = Math.min(ROWS, to - row);
      actor.encode(theta, obs, row, count);
      value(theta, row, count, values);
    }
  }

  /// Runs the critic on the rows encoded last.
  private void value(float[] theta, int row, int count, float[] values) {
    NetworkPass trunk = actor.trunk();
    critic.forward(theta, trunk.features(), trunk.featuresAt(), count);
    value.forward(theta, critic.features(), critic.featuresAt(), count);
    System.arraycopy(value.out, 0, values, row, count);
  }

  /// Adds the actor's terms of ∇L, `1/m Σᵢ [wᵢ ∇log π(aᵢ|sᵢ) − c ∇H(π(·|sᵢ))]`, over the rows
  /// encoded last.
  private void actorBackward(Loss loss, int row, int count, float[] grad) {
    Batch batch = loss.batch;
    DistributionPass pi = actor.forward(batch.masks, batch.actions);
    pi.evaluate(batch.logProb, batch.entropy);
    pi.meanStd(batch.std);
    loss.weights.policyWeights(batch, row, row + count);
    pi.gradient(batch.w, row, loss.entCoef, 1f / batch.size(), actor.dEta(), grad);
    actor.backward(grad);
  }

  /// Adds the critic's terms of ∇L, `1/m Σᵢ uᵢ ∇V(sᵢ)`, over the rows encoded last.
  private void criticBackward(Loss loss, int row, int count, float[] grad) {
    Batch batch = loss.batch;
    value(loss.theta, row, count, batch.value);
    loss.weights.valueWeights(batch, row, row + count);
    float scale = 1f / batch.size();
    for (int r = 0; r < count; r++) {
      value.dOut[r] = scale * batch.u[row + r];
    }
    value.backward(grad, critic.dFeatures());
    critic.backward(grad);
  }

  /// Adds the actor's and the critic's terms of ∇L, over rows `from … to − 1` of the loss's batch,
  /// to `grad`.
  void backwardBoth(Loss loss, int from, int to, float[] grad) {
    actor.prepareBackward(loss.theta);
    critic.prepareBackward(loss.theta, shared);
    for (int row = from; row < to; row += ROWS) {
      int count = encode(loss, row, to);
      actorBackward(loss, row, count, grad);
      criticBackward(loss, row, count, grad);
      if (shared) {
        actor.trunkBackward(critic.dInput(), grad);
      }
    }
  }

  /// Adds the actor's terms alone.
  void backwardActor(Loss loss, int from, int to, float[] grad) {
    actor.prepareBackward(loss.theta);
    for (int row = from; row < to; row += ROWS) {
      int count = encode(loss, row, to);
      actorBackward(loss, row, count, grad);
      if (shared) {
        actor.trunkBackward(NO_CRITIC, grad);
      }
    }
  }

  /// Adds the critic's terms alone, where it shares no layers with the actor.
  void backwardCritic(Loss loss, int from, int to, float[] grad) {
    critic.prepareBackward(loss.theta, false);
    for (int row = from; row < to; row += ROWS) {
      int count = encode(loss, row, to);
      criticBackward(loss, row, count, grad);
    }
  }

  /// Encodes the next rows.
  ///
  /// @return how many they are
  private int encode(Loss loss, int row, int to) {
    int count = Math.min(ROWS, to - row);
    actor.encode(loss.theta, loss.batch.obs, row, count);
    return count;
  }
}
