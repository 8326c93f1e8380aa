package ascent.policy;

import ascent.parallel.Workers;
import ascent.rollout.Batch;

/// The gradient shared by all algorithms:
///
///     ∇L = 1/m Σᵢ [ wᵢ ∇log π(aᵢ|sᵢ) − c ∇H(π(·|sᵢ)) + uᵢ ∇V(sᵢ) ]
///
/// The calls in one step of PPO; the algorithm computes w and u during the pass, while the rows are
/// in the cache:
///
///     PPO.update ──► Learner.differentiate ──► PolicyGradient.compute
///      ▲                                         │ per shard, on any thread
///      │                                         ▼
///      │  policyWeights: log π, H ─► w         PolicyPass.backward…, 64 rows at a time:
///      └── valueWeights: V ─► u ◄──────────────  forward, ask for w and u,
///                                                then backward: adds to the shard's ∇L
///
/// Large batches are cut into shards, whose gradients are added up in order; separate actor and
/// critic are separate tasks. The shards depend only on the batch size, so the bits of the gradient
/// do not depend on the number of threads.
public final class PolicyGradient {
  private final ActorCritic policy;
  private final Sharded<PolicyPass> sharded;
  private final Sharded.Task<PolicyPass> fusedTask = this::fused;
  private final Sharded.Task<PolicyPass> separateTask = this::separate;

  private final PolicyPass.Loss loss = new PolicyPass.Loss();

  public PolicyGradient(ActorCritic policy, Workers workers) {
    this.policy = policy;
    sharded =
        new Sharded<>(workers, policy.weights(), Sharded.MAX_SHARDS, () -> new PolicyPass(policy));
  }

  /// Computes ∇L of a batch. Leaves log-probabilities, entropies, values and weights in the batch.
  ///
  /// @param entCoef c, the coefficient of the entropy bonus
  /// @param grad written, `[|θ|]`
  public void compute(
      float[] theta, Batch batch, SampleWeights weights, float entCoef, float[] grad) {
    loss.set(theta, batch, weights, entCoef);
    if (fusesActorAndCritic()) {
      sharded.sum(batch.size(), 1, fusedTask, grad);
    } else {
      sharded.sum(batch.size(), 2, separateTask, grad);
    }
  }

  /// Whether a shard is one task: where actor and critic share layers, or there is no critic.
  private boolean fusesActorAndCritic() {
    return policy.shared() || !policy.learnsValue();
  }

  private void fused(PolicyPass pass, int number, int from, int to) {
    if (policy.learnsValue()) {
      pass.backwardBoth(loss, from, to, sharded.part(number));
    } else {
      pass.backwardActor(loss, from, to, sharded.part(number));
    }
  }

  /// The actor's task of a shard, or the critic's, which write to different parameters.
  private void separate(PolicyPass pass, int number, int from, int to) {
    boolean ofActor = number % 2 == 0;
    if (ofActor && loss.weights.usesPolicy()) {
      pass.backwardActor(loss, from, to, sharded.part(number));
    } else if (!ofActor && loss.weights.usesValue()) {
      pass.backwardCritic(loss, from, to, sharded.part(number));
    }
  }
}
