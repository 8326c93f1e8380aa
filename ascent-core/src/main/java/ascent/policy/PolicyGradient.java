package ascent.policy;

import ascent.parallel.Workers;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import java.util.Arrays;

/// The gradient that every algorithm here shares:
///
///     ∇L = 1/n Σᵢ [ wᵢ ∇log π(aᵢ|sᵢ) − c ∇H(π(·|sᵢ)) + uᵢ ∇V(sᵢ) ]
///
/// Large batches are cut into shards, whose gradients are added up in order; separate actor and
/// critic are tasks of their own. How a batch is cut depends on its size alone, never on the number
/// of threads, so neither do the bits of the gradient.
public final class PolicyGradient {
  private static final int SHARD_ROWS = 256;
  private static final int MAX_SHARDS = 8;

  /// Work from which a second thread pays, in rows × weights. The measurement is in
  /// docs/decisions/0011-threads.md.
  public static final long PARALLEL_WORK = 100_000;

  private final ActorCritic policy;
  private final Workers workers;
  private final PolicyPass[] passes = new PolicyPass[2 * MAX_SHARDS]; // per task
  private final float[][] shardGrads = new float[MAX_SHARDS][]; // [|θ|] each; [0] is the caller's
  private final Workers.Job gradientTask = this::gradientTask;
  private final Workers.Job valueTask = this::valueTask;

  // The job under way.
  float[] theta = {};
  Batch batch = new Batch(0, 0, 0);
  SampleWeights weights = SampleWeights.NONE;
  float entCoef;
  private int shards;
  private float[] obs = {};
  private float[] values = {};
  private int rows;

  public PolicyGradient(ActorCritic policy, Workers workers) {
    this.policy = policy;
    this.workers = workers;
    Arrays.setAll(passes, i -> new PolicyPass(policy));
    Arrays.fill(shardGrads, new float[0]);
  }

  /// Computes ∇L of a batch. Leaves log-probabilities, entropies, values and weights in the batch.
  ///
  /// @param entCoef c, the coefficient of the entropy bonus
  /// @param grad written, `[|θ|]`
  public void compute(
      float[] theta, Batch batch, SampleWeights weights, float entCoef, float[] grad) {
    this.theta = theta;
    this.batch = batch;
    this.weights = weights;
    this.entCoef = entCoef;
    cut(batch.size());
    shardGrads[0] = grad;
    for (int s = 0; s < shards; s++) {
      if (shardGrads[s].length != grad.length) {
        shardGrads[s] = new float[grad.length];
      }
      Arrays.fill(shardGrads[s], 0);
    }
    workers.run(policy.shared() ? shards : 2 * shards, pays(), gradientTask);
    for (int s = 1; s < shards; s++) {
      add(shardGrads[s], grad);
    }
  }

  private void gradientTask(int task) {
    boolean shared = policy.shared();
    int shard = shared ? task : task / 2;
    boolean actor = shared || task % 2 == 0;
    boolean critic = shared || task % 2 == 1;
    passes[task].backward(this, start(shard), start(shard + 1), actor, critic, shardGrads[shard]);
  }

  private static void add(float[] from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  /// Values all observations of a rollout, the last ones and the final ones of truncated episodes
  /// included, with one set of parameters.
  public void valueRollout(float[] theta, Rollout rollout) {
    value(theta, rollout.obs, rollout.rows(), rollout.value);
    value(theta, rollout.lastObs, rollout.envs(), rollout.lastValue);
    value(theta, rollout.finalObs(), rollout.finals(), rollout.finalValue());
  }

  private void value(float[] theta, float[] obs, int rows, float[] values) {
    this.theta = theta;
    this.obs = obs;
    this.values = values;
    cut(rows);
    workers.run(shards, pays(), valueTask);
  }

  private void valueTask(int shard) {
    passes[shard].values(theta, obs, start(shard), start(shard + 1), values);
  }

  /// Cuts rows into shards.
  private void cut(int rows) {
    this.rows = rows;
    shards = Math.clamp((rows + SHARD_ROWS - 1) / SHARD_ROWS, 1, MAX_SHARDS);
  }

  private int start(int shard) {
    return (int) ((long) rows * shard / shards);
  }

  private boolean pays() {
    return rows * policy.weights() >= PARALLEL_WORK;
  }
}
