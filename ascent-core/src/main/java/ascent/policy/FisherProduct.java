package ascent.policy;

import ascent.parallel.Workers;
import ascent.rollout.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The Fisher information matrix of a policy, averaged over a batch's observations, times a vector:
///
///     F v = 1/n Σᵢ Jᵢᵀ F(ηᵢ) Jᵢ v,     Jᵢ = ∂ηᵢ/∂θ
///
/// F(ηᵢ) is known in closed form ([Distribution#fisher]), so a product is a forward tangent, which
/// gives Jᵢ v, and a backward pass: the analytic Fisher matrix of Schulman et al. 2015
/// (arXiv:1502.05477), appendix C.1. It is also the curvature of the KL divergence between the
/// policy and its neighbours, in either direction.
///
/// Vectors have the policy's parameters only ([ActorCritic#policyRange], which come first in θ).
/// Sharded like [PolicyGradient]: the bits do not depend on the number of threads.
public final class FisherProduct {
  private final ActorCritic policy;
  private final Workers workers;
  private final int n; // the policy's parameters
  private final List<ActorPass> passes = new ArrayList<>(); // per shard
  private final List<float[]> shardProducts = new ArrayList<>(); // [policy's parameters] each
  private final Workers.Job task = this::task;

  // The job under way.
  private float[] theta = {};
  private Batch batch = new Batch(0, 0, 0);
  private float[] v = {};
  private int shards;

  public FisherProduct(ActorCritic policy, Workers workers) {
    this.policy = policy;
    this.workers = workers;
    n = policy.policyRange().size();
  }

  /// Computes F v at θ. Leaves log-probabilities and entropies in the batch.
  ///
  /// @param batch whose observations are averaged over
  /// @param v `[policy's parameters]`
  /// @param product written, `[policy's parameters]`
  public void compute(float[] theta, Batch batch, float[] v, float[] product) {
    this.theta = theta;
    this.batch = batch;
    this.v = v;
    shards = Shards.count(batch.size());
    while (passes.size() < shards) {
      passes.add(new ActorPass(policy));
      shardProducts.add(new float[n]);
    }
    workers.run(shards, batch.size() * policy.weights() >= PolicyGradient.PARALLEL_WORK, task);
    System.arraycopy(shardProducts.getFirst(), 0, product, 0, n);
    for (int s = 1; s < shards; s++) {
      float[] part = shardProducts.get(s);
      for (int i = 0; i < n; i++) {
        product[i] += part[i];
      }
    }
  }

  private void task(int shard) {
    float[] product = shardProducts.get(shard);
    Arrays.fill(product, 0);
    int from = Shards.start(batch.size(), shard, shards);
    int to = Shards.start(batch.size(), shard + 1, shards);
    passes.get(shard).fisher(theta, batch, from, to, v, product);
  }
}
