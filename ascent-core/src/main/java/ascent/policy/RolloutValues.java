package ascent.policy;

import ascent.parallel.Workers;
import ascent.rollout.Rollout;

/// Computes V of all observations of a rollout, including the last ones and the final ones of
/// truncated episodes. Uses large batches after the rollout, which is several times faster than
/// step by step.
///
/// Internal: public for Ascent's own modules alone.
public final class RolloutValues {
  private final ActorCritic policy;
  private final Sharded<PolicyPass> sharded;
  private final Sharded.Task<PolicyPass> task = this::shard;

  // The current observations.
  private float[] theta = {};
  private float[] obs = {};
  private float[] values = {};

  public RolloutValues(ActorCritic policy, Workers workers) {
    this.policy = policy;
    sharded =
        new Sharded<>(workers, policy.weights(), workers.threads(), () -> new PolicyPass(policy));
  }

  /// Writes V(s) into the rollout. Without a value function its values stay 0.
  public void compute(float[] theta, Rollout rollout) {
    if (!policy.learnsValue()) {
      return;
    }
    this.theta = theta;
    value(rollout.obs, rollout.rows(), rollout.value);
    value(rollout.lastObs, rollout.envs(), rollout.lastValue);
    value(rollout.finalObs(), rollout.finals(), rollout.finalValue());
  }

  private void value(float[] obs, int rows, float[] values) {
    this.obs = obs;
    this.values = values;
    sharded.forEach(rows, 1, task);
  }

  private void shard(PolicyPass pass, int number, int from, int to) {
    pass.values(theta, obs, from, to, values);
  }
}
