package ascent.policy;

import ascent.parallel.Workers;
import ascent.rollout.Batch;

/// The Fisher information matrix of a policy, averaged over a batch's observations, times a vector:
///
///     F v = 1/m Σᵢ Jᵢᵀ F(ηᵢ) Jᵢ v,     Jᵢ = ∂ηᵢ/∂θ
///
/// F(ηᵢ) is known in closed form ([ascent.distribution.DistributionPass#fisher]), so a product is a
/// forward tangent, which gives Jᵢ v, and a backward pass: the analytic Fisher matrix of Schulman
/// et al. 2015 (arXiv:1502.05477), appendix C.1. It is also the curvature of the KL divergence
/// between the policy and its neighbours, in either direction.
///
/// Vectors have the policy's parameters only ([ActorCritic#policySpan], which come first in θ). Its
/// bits do not depend on the number of threads.
public final class FisherProduct {
  private final Sharded<ActorPass> sharded;
  private final Sharded.Task<ActorPass> task = this::shard;

  // The current product.
  private float[] theta = {};
  private Batch batch = new Batch(0, 0, 0);
  private float[] v = {};

  public FisherProduct(ActorCritic policy, Workers workers) {
    sharded =
        new Sharded<>(workers, policy.weights(), Sharded.MAX_SHARDS, () -> new ActorPass(policy));
  }

  /// Computes F v at θ. Leaves log-probabilities and entropies in the batch.
  ///
  /// @param batch the observations to average over
  /// @param v `[policy's parameters]`
  /// @param product written, `[policy's parameters]`; not `v` itself
  public void compute(float[] theta, Batch batch, float[] v, float[] product) {
    this.theta = theta;
    this.batch = batch;
    this.v = v;
    sharded.sum(batch.size(), 1, task, product);
  }

  private void shard(ActorPass pass, int number, int from, int to) {
    pass.fisher(theta, batch, from, to, v, sharded.part(number));
  }
}
