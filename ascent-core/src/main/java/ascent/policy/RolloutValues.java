package ascent.policy;

import ascent.parallel.Workers;
import ascent.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;

/// Values all observations of a rollout, the last ones and the final ones of truncated episodes
/// included, with one set of parameters: after the steps are done, in large batches, which is
/// several times faster than step by step.
public final class RolloutValues {
  private static final int SHARD_ROWS = 256;

  private final ActorCritic policy;
  private final Workers workers;
  private final List<PolicyPass> passes = new ArrayList<>(); // per task
  private final Workers.Job task = this::task;

  // The job under way.
  private float[] theta = {};
  private float[] obs = {};
  private float[] values = {};
  private int rows;
  private int shards;

  public RolloutValues(ActorCritic policy, Workers workers) {
    this.policy = policy;
    this.workers = workers;
    for (int i = 0; i < workers.threads(); i++) {
      passes.add(new PolicyPass(policy));
    }
  }

  /// Writes V(s) into the rollout. Without a value function there is nothing to write: its values
  /// are 0 from the start.
  public void compute(float[] theta, Rollout rollout) {
    if (!policy.learnsValue()) {
      return;
    }
    value(theta, rollout.obs, rollout.rows(), rollout.value);
    value(theta, rollout.lastObs, rollout.envs(), rollout.lastValue);
    value(theta, rollout.finalObs(), rollout.finals(), rollout.finalValue());
  }

  private void value(float[] theta, float[] obs, int rows, float[] values) {
    this.theta = theta;
    this.obs = obs;
    this.values = values;
    this.rows = rows;
    shards = Math.clamp(rows / SHARD_ROWS, 1, passes.size());
    workers.run(shards, rows * policy.weights() >= PolicyGradient.PARALLEL_WORK, task);
  }

  private void task(int shard) {
    int from = (int) ((long) rows * shard / shards);
    int to = (int) ((long) rows * (shard + 1) / shards);
    passes.get(shard).values(theta, obs, from, to, values);
  }
}
