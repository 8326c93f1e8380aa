package ascent.lab.estimator;

import ascent.algo.AlgorithmConfig;
import ascent.config.Check;

/// A way to estimate the policy gradient: an algorithm, and which of its gradients is looked at.
///
/// The algorithm's networks must have no hidden layers, so that the policy is a table of logits and
/// the critic a table of values. Its settings define the rollout; γ must be the task's.
///
/// @param name such as `gae`
/// @param description one line
/// @param config the algorithm
/// @param envs environments per rollout
/// @param reading what is looked at
/// @param critic the critic that it is given
public record Estimator(
    String name,
    String description,
    AlgorithmConfig config,
    int envs,
    Reading reading,
    Critic critic) {

  /// What of an update is the estimate.
  ///
  /// @param step the number of the gradient step from 0, or [#UPDATE] for the change of θ by the
  ///   whole update
  /// @param perStep whether it is a mean over the steps of the rollout, which is an estimate of ∇J
  ///   divided by the mean length of an episode; otherwise a mean over episodes
  /// @param scaled whether its length means something; otherwise its direction alone is measured
  /// @param updates the number of updates on earlier rollouts, for an algorithm that remembers
  public record Reading(int step, boolean perStep, boolean scaled, int updates) {
    /// The change of θ by a whole update.
    public static final int UPDATE = -1;

    /// The first step's gradient, as a sum over the steps of an episode.
    public static final Reading PER_EPISODE = new Reading(0, false, true, 0);

    /// The first step's gradient, as a mean over the steps of the rollout.
    public static final Reading PER_STEP = new Reading(0, true, true, 0);

    public Reading {
      Check.that(step >= UPDATE, "step", step, "at least -1");
      Check.that(updates >= 0, "updates", updates, "at least 0");
    }
  }

  /// The critic that an algorithm is given; it does not learn it.
  public enum Critic {
    /// That of the [problem][TabularProblem#critic], with its errors.
    GIVEN,
    /// The true V.
    EXACT,
    /// [ascent.lab.exact.ExactPolicy#optimalBaseline], which is used as V.
    OPTIMAL
  }

  public Estimator {
    Check.that(envs >= 1, "envs", envs, "at least 1");
    boolean flat =
        config.network().sharedLayers().isEmpty()
            && config.network().policyLayers().isEmpty()
            && config.network().valueLayers().isEmpty();
    Check.that(flat, "network", "one with hidden layers", "one without, whose policy is a table");
  }
}
