package ascent.agent;

import ascent.collect.Normalizer;
import ascent.env.Action;
import ascent.policy.ActorCritic;
import ascent.policy.ActorPass;
import ascent.policy.EnvState;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Working memory of one thread for an agent's calls, one observation at a time. Once made, it
/// allocates nothing.
final class ActingMemory {
  private final ActorCritic policy;
  private final Rng[] rngs = new Rng[1];
  private final float[] flat; // an action as an environment gets it, before clipping

  final PolicyPass pass;
  final ActorPass evaluation;
  final Rollout one; // a single sample
  final Batch batch; // of a single sample
  final EnvState state; // what the policy remembers of the environment

  ActingMemory(ActorCritic policy) {
    this.policy = policy;
    pass = new PolicyPass(policy);
    evaluation = new ActorPass(policy);
    int obsSize = policy.observationSpace().size();
    int actionSize = policy.actionSpace().size();
    one = new Rollout(1, 1, obsSize, actionSize);
    batch = new Batch(1, obsSize, actionSize);
    batch.setSize(1);
    flat = new float[actionSize];
    state = policy.newState(1);
  }

  /// Takes in an observation.
  ///
  /// @param obs `[obsSize]`, as the environment gives it
  void observe(Normalizer normalizer, float[] obs) {
    normalizer.observations(obs, 0, one.obs, 0, 1);
    System.arraycopy(one.obs, 0, batch.obs, 0, obs.length);
  }

  /// Chooses an action for the observation.
  ///
  /// @param mask which options are allowed, `[actionFeatures]`; empty if all are
  /// @param rng draws a sample; null for the most probable action
  /// @return the action as flat numbers before any clipping to bounds, live, `[actionSize]`
  float[] choose(float[] theta, boolean[] mask, @Nullable Rng rng) {
    if (rng == null) {
      pass.mode(theta, one.obs, mask, 1, one.actions);
    } else {
      sample(theta, mask, rng);
    }
    policy.toEnv(one.actions, 0, flat, 0, flat.length);
    return flat;
  }

  private void sample(float[] theta, boolean[] mask, Rng rng) {
    if (mask.length > 0) {
      one.needMasks(mask.length);
      System.arraycopy(mask, 0, one.masks, 0, mask.length);
    } else {
      Arrays.fill(one.masks, true); // of an earlier call
    }
    rngs[0] = rng;
    pass.sample(theta, one, 0, 0, 1, rngs, state);
  }

  /// Writes the action last chosen, clipped to the bounds.
  ///
  /// @param out of the policy's action space
  Action write(Action out) {
    out.set(flat, 0);
    return out;
  }
}
