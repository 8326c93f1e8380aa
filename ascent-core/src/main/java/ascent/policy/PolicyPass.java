package ascent.policy;

import static ascent.nn.MlpPass.ROWS;

import ascent.distribution.DistributionPass;
import ascent.nn.MlpPass;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;

/// Passes through the networks of an [ActorCritic], with one thread's memory for them: acting,
/// valuing, and the steps that [PolicyGradient] is made of.
public final class PolicyPass {
  private static final boolean[] NO_MASKS = {};

  private final ActorCritic policy;
  private final ObservationEncoder encoder;
  private final MlpPass trunk;
  private final MlpPass actor;
  private final MlpPass critic;
  private final ActorRows rows;
  private final DistributionPass distribution;

  // What actor and critic start from: the observations, or the features of the shared trunk.
  private float[] input = {};
  private int inputAt;

  public PolicyPass(ActorCritic policy) {
    this.policy = policy;
    encoder = new ObservationEncoder(policy.observationSpace());
    trunk = new MlpPass(policy.trunk());
    actor = new MlpPass(policy.actor());
    critic = new MlpPass(policy.critic());
    rows = new ActorRows(policy.freeOffset(), actor.out);
    distribution = policy.distribution().pass(rows);
  }

  /// Samples the actions of environments `from … to − 1` at step t of a rollout, with their
  /// log-probabilities, environment i's from `rngs[i]`; among those that the rollout's masks allow,
  /// where it has any.
  ///
  /// @param state of the environments, `[n × stateSize]`; moved on by a step
  public void sample(
      float[] theta, Rollout rollout, int t, int from, int to, Rng[] rngs, EnvState state) {
    for (int i = from; i < to; i += ROWS) {
      int count = Math.min(ROWS, to - i);
      int row = t * rollout.envs() + i;
      enter(theta, rollout.obs, row, count);
      act(theta, row, count);
      rows.show(rollout.actions, rollout.masks);
      distribution.sample(rngs, state.values(), i, rollout.actions, rollout.logProb);
    }
  }

  /// The most probable action for each of n observations.
  ///
  /// @param obs `[n × obsSize]`
  /// @param actions written, `[n × actionSize]`, as [ActorCritic#toEnv] reads them
  public void mode(float[] theta, float[] obs, int n, float[] actions) {
    mode(theta, obs, NO_MASKS, n, actions);
  }

  /// The most probable one of the actions allowed, for each of n observations.
  ///
  /// @param obs `[n × obsSize]`
  /// @param masks which options are allowed `[n × actionFeatures]`, at least one of each choice; or
  ///   empty, for all
  /// @param actions written, `[n × actionSize]`
  public void mode(float[] theta, float[] obs, boolean[] masks, int n, float[] actions) {
    for (int row = 0; row < n; row += ROWS) {
      int count = Math.min(ROWS, n - row);
      enter(theta, obs, row, count);
      act(theta, row, count);
      rows.show(actions, masks);
      distribution.mode(actions);
    }
  }

  /// V(s) of the observations in rows `from … to − 1`.
  ///
  /// @param obs `[… × obsSize]`
  /// @param value written in the same rows
  public void values(float[] theta, float[] obs, int from, int to, float[] value) {
    for (int row = from; row < to; row += ROWS) {
      int rows = Math.min(ROWS, to - row);
      enter(theta, obs, row, rows);
      critic.forward(theta, input, inputAt, rows);
      System.arraycopy(critic.out, 0, value, row, rows);
    }
  }

  /// Encodes observations and sends them through the shared trunk, if there is one.
  private void enter(float[] theta, float[] obs, int row, int rows) {
    encoder.encode(obs, row, rows);
    input = encoder.input;
    inputAt = encoder.inputAt;
    if (policy.shared()) {
      trunk.forward(theta, input, inputAt, rows);
      input = trunk.features;
      inputAt = 0;
    }
  }

  /// Sends the rows entered last through the actor.
  private void act(float[] theta, int row, int count) {
    actor.forward(theta, input, inputAt, count);
    boolean hidden = actor.features.length > 0;
    rows.moveTo(theta, hidden ? actor.features : input, hidden ? 0 : inputAt, row, count);
  }

  /// Adds the actor's terms of ∇L, `1/n Σᵢ [wᵢ ∇log π(aᵢ|sᵢ) − c ∇H(π(·|sᵢ))]`, over the rows
  /// entered last.
  private void actorBackward(PolicyGradient job, int row, int count, float[] grad) {
    Batch batch = job.batch;
    act(job.theta, row, count);
    rows.show(batch.actions, batch.masks);
    distribution.evaluate(batch.logProb, batch.entropy);
    job.weights.policy(batch, row, row + count);
    distribution.gradient(batch.w, row, job.entCoef, 1f / batch.size(), actor.dOut, grad);
    actor.backward(job.theta, input, inputAt, count, grad);
  }

  /// Adds the critic's terms of ∇L, `1/n Σᵢ uᵢ ∇V(sᵢ)`, over the rows entered last.
  private void criticBackward(PolicyGradient job, int row, int rows, float[] grad) {
    Batch batch = job.batch;
    critic.forward(job.theta, input, inputAt, rows);
    System.arraycopy(critic.out, 0, batch.value, row, rows);
    job.weights.value(batch, row, row + rows);
    float scale = 1f / batch.size();
    for (int r = 0; r < rows; r++) {
      critic.dOut[r] = scale * batch.u[row + r];
    }
    critic.backward(job.theta, input, inputAt, rows, grad);
  }

  /// Sends what comes down from actor and critic through the layers they share.
  private void trunkBackward(PolicyGradient job, int rows, float[] grad) {
    float[] down = trunk.dFeatures;
    for (int i = 0; i < rows * policy.trunk().features(); i++) {
      down[i] = actor.dInput[i] + critic.dInput[i];
    }
    trunk.backward(job.theta, encoder.input, encoder.inputAt, rows, grad);
  }

  /// Adds the terms of ∇L of rows `from … to − 1` of the job's batch to `grad`: the actor's, the
  /// critic's, or both.
  void backward(
      PolicyGradient job, int from, int to, boolean ofActor, boolean ofCritic, float[] grad) {
    boolean shared = policy.shared();
    if (ofActor) {
      actor.prepareBackward(job.theta, shared);
    }
    if (ofCritic) {
      critic.prepareBackward(job.theta, shared);
    }
    trunk.prepareBackward(job.theta, false);
    for (int row = from; row < to; row += ROWS) {
      int rows = Math.min(ROWS, to - row);
      enter(job.theta, job.batch.obs, row, rows);
      if (ofActor) {
        actorBackward(job, row, rows, grad);
      }
      if (ofCritic) {
        criticBackward(job, row, rows, grad);
      }
      if (shared) {
        trunkBackward(job, rows, grad);
      }
    }
  }
}
