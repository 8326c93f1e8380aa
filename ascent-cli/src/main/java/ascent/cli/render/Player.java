package ascent.cli.render;

import ascent.agent.Agent;
import ascent.env.Action;
import ascent.rng.Rng;
import ascent.space.Discrete;
import ascent.space.MultiDiscrete;
import ascent.space.Space;

/// Chooses the actions of a film's episodes.
@FunctionalInterface
interface Player {
  /// Chooses an action.
  ///
  /// @param mask the options allowed `[actionFeatures]`; empty where the env has no masks
  /// @param rng the source of randomness
  Action choose(float[] obs, boolean[] mask, Rng rng);

  /// Starts an episode and clears the state of the previous one.
  default void reset() {}

  /// The policy's most probable action.
  static Player deterministic(Agent agent) {
    return new SessionPlayer(agent.session(), false);
  }

  /// An action drawn from the policy.
  static Player stochastic(Agent agent) {
    return new SessionPlayer(agent.session(), true);
  }

  /// A random allowed action.
  static Player random(Space actions) {
    return (_, mask, rng) -> {
      float[] action = new float[actions.size()];
      if (mask.length == 0) {
        actions.sample(rng, action, 0);
      } else {
        sample(counts(actions), mask, rng, action);
      }
      return Action.of(actions, action, 0);
    };
  }

  /// Options per choice.
  private static int[] counts(Space actions) {
    return switch (actions) {
      case Discrete space -> new int[] {space.n()};
      case MultiDiscrete space -> space.counts();
      default -> throw new IllegalStateException("actions of " + actions + " cannot be masked");
    };
  }

  private static void sample(int[] counts, boolean[] mask, Rng rng, float[] action) {
    int from = 0;
    for (int choice = 0; choice < counts.length; choice++) {
      int allowed = 0;
      for (int option = 0; option < counts[choice]; option++) {
        if (mask[from + option] && rng.nextInt(++allowed) == 0) {
          action[choice] = option; // uniform over the options allowed so far
        }
      }
      if (allowed == 0) {
        throw new IllegalStateException("the mask allows no option of choice " + choice);
      }
      from += counts[choice];
    }
  }
}
