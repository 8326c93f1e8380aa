package ascent.policy;

import static ascent.nn.NetworkPass.ROWS;

import ascent.parallel.Workers;
import ascent.rollout.Batch;

/// The mean KL divergence between two policies over the observations of a batch, in closed form.
/// Its bits do not depend on the number of threads.
public final class PolicyDivergence {
  /// One thread's memory for both policies.
  private record Passes(ActorPass before, ActorPass after) {}

  private final Sharded<Passes> sharded;
  private final Sharded.Task<Passes> task = this::shard;
  private final double[] sums = new double[Sharded.MAX_SHARDS]; // per shard

  // The current divergence.
  private float[] oldTheta = {};
  private float[] newTheta = {};
  private Batch batch = new Batch(0, 0, 0);
  private KlDirection direction = KlDirection.NEW_OLD;

  public PolicyDivergence(ActorCritic policy, Workers workers) {
    sharded =
        new Sharded<>(
            workers,
            policy.weights(),
            Sharded.MAX_SHARDS,
            () -> new Passes(new ActorPass(policy), new ActorPass(policy)));
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
    sharded.forEach(batch.size(), 1, task);
    double sum = 0;
    for (int s = 0; s < sharded.shards(batch.size()); s++) {
      sum += sums[s];
    }
    return sum / batch.size();
  }

  private void shard(Passes passes, int number, int from, int to) {
    ActorPass before = passes.before;
    ActorPass after = passes.after;
    double sum = 0;
    for (int row = from; row < to; row += ROWS) {
      int count = Math.min(ROWS, to - row);
      before.evaluate(oldTheta, batch, row, count);
      after.evaluate(
          newTheta, batch, row,
          count); // evaluated last, so its log-probabilities stay in the batch
      sum +=
          switch (direction) {
            case NEW_OLD -> after.kl(before);
            case OLD_NEW -> before.kl(after);
          };
    }
    sums[number] = sum;
  }
}
