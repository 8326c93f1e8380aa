package ascent.policy;

import static ascent.nn.MlpPass.ROWS;

import ascent.parallel.Workers;
import ascent.rollout.Batch;
import java.util.ArrayList;
import java.util.List;

/// How far a policy has moved: the mean KL divergence between two policies over the observations of
/// a batch, in closed form.
///
/// Sharded like [PolicyGradient]: the bits do not depend on the number of threads.
public final class PolicyDivergence {
  private final ActorCritic policy;
  private final Workers workers;
  private final List<ActorPass> oldPasses = new ArrayList<>(); // per shard
  private final List<ActorPass> newPasses = new ArrayList<>();
  private final double[] sums = new double[Shards.MOST];
  private final Workers.Job task = this::task;

  // The job under way.
  private float[] oldTheta = {};
  private float[] newTheta = {};
  private Batch batch = new Batch(0, 0, 0);
  private KlDirection direction = KlDirection.NEW_OLD;
  private int shards;

  public PolicyDivergence(ActorCritic policy, Workers workers) {
    this.policy = policy;
    this.workers = workers;
  }

  /// Computes the mean divergence. Leaves the log-probabilities and entropies of the new policy in
  /// the batch.
  ///
  /// @param oldTheta `[policy's parameters]`, or more
  /// @param newTheta `[policy's parameters]`, or more
  public double compute(float[] oldTheta, float[] newTheta, Batch batch, KlDirection direction) {
    this.oldTheta = oldTheta;
    this.newTheta = newTheta;
    this.batch = batch;
    this.direction = direction;
    shards = Shards.count(batch.size());
    while (oldPasses.size() < shards) {
      oldPasses.add(new ActorPass(policy));
      newPasses.add(new ActorPass(policy));
    }
    workers.run(shards, batch.size() * policy.weights() >= PolicyGradient.PARALLEL_WORK, task);
    double sum = 0;
    for (int s = 0; s < shards; s++) {
      sum += sums[s];
    }
    return sum / batch.size();
  }

  private void task(int shard) {
    ActorPass before = oldPasses.get(shard);
    ActorPass after = newPasses.get(shard);
    int to = Shards.start(batch.size(), shard + 1, shards);
    double sum = 0;
    for (int row = Shards.start(batch.size(), shard, shards); row < to; row += ROWS) {
      int rows = Math.min(ROWS, to - row);
      before.evaluate(oldTheta, batch, row, rows);
      after.evaluate(newTheta, batch, row, rows); // its log-probabilities are the ones that stay
      sum +=
          switch (direction) {
            case NEW_OLD -> after.kl(before);
            case OLD_NEW -> before.kl(after);
          };
    }
    sums[shard] = sum;
  }
}
