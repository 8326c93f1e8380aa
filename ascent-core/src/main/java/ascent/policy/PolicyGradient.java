package ascent.policy;

import ascent.parallel.Workers;
import ascent.rollout.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The gradient that every algorithm here shares:
///
///     ∇L = 1/n Σᵢ [ wᵢ ∇log π(aᵢ|sᵢ) − c ∇H(π(·|sᵢ)) + uᵢ ∇V(sᵢ) ]
///
/// Large batches are cut into shards, whose gradients are added up in order; separate actor and
/// critic are tasks of their own. How a batch is cut depends on its size alone, never on the number
/// of threads, so neither do the bits of the gradient.
public final class PolicyGradient {
  /// Work from which a second thread pays, in rows × weights: some 45 µs of one core. The
  /// measurement is in docs/decisions/0011-threads.md.
  public static final long PARALLEL_WORK = 500_000;

  private final ActorCritic policy;
  private final Workers workers;
  private final List<PolicyPass> passes = new ArrayList<>(); // per task, as many as were needed
  private final float[][] shardGrads = new float[Shards.MOST][]; // [|θ|] each; [0] is the caller's
  private final Workers.Job gradientTask = this::gradientTask;

  // The job under way.
  float[] theta = {};
  Batch batch = new Batch(0, 0, 0);
  SampleWeights weights = SampleWeights.NONE;
  float entCoef;
  private int shards;

  public PolicyGradient(ActorCritic policy, Workers workers) {
    this.policy = policy;
    this.workers = workers;
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
    shards = Shards.count(batch.size());
    while (passes.size() < 2 * shards) {
      passes.add(new PolicyPass(policy));
    }
    shardGrads[0] = grad;
    for (int s = 0; s < shards; s++) {
      if (shardGrads[s].length != grad.length) {
        shardGrads[s] = new float[grad.length];
      }
      Arrays.fill(shardGrads[s], 0);
    }
    boolean pays = batch.size() * policy.weights() >= PARALLEL_WORK;
    workers.run(together() ? shards : 2 * shards, pays, gradientTask);
    for (int s = 1; s < shards; s++) {
      for (int i = 0; i < grad.length; i++) {
        grad[i] += shardGrads[s][i];
      }
    }
  }

  /// Whether a shard is one task: where actor and critic share layers, or there is no critic.
  private boolean together() {
    return policy.shared() || !policy.learnsValue();
  }

  private void gradientTask(int task) {
    boolean both = together();
    int shard = both ? task : task / 2;
    boolean actor = both || (task % 2 == 0 && weights.ofPolicy());
    boolean critic = policy.learnsValue() && (both || (task % 2 == 1 && weights.ofValue()));
    int from = Shards.start(batch.size(), shard, shards);
    int to = Shards.start(batch.size(), shard + 1, shards);
    if (actor || critic) {
      passes.get(task).backward(this, from, to, actor, critic, shardGrads[shard]);
    }
  }
}
