package ascent.envs.tabular;

import ascent.config.Check;
import java.util.Arrays;

/// Computes the values of policies in a [TabularMdp] exactly from its table; an evaluation by
/// episodes would have noise.
///
/// ```java
/// TabularSolver lake = TabularSolver.of(new FrozenLake());
/// double success = lake.expected(lake.values(policy, 100)); // of reaching the goal in 100 steps
/// ```
///
/// By backward induction (Bellman, *Dynamic Programming*, 1957): a state's value with h steps left
/// follows from the values with h − 1 steps left.
public final class TabularSolver {
  private final int states;
  private final int actions;
  private final double[] starts; // probabilities [states]
  private final Transition[][] outcomes; // [states × actions][…]
  private final double gamma;

  private TabularSolver(TabularMdp mdp, double gamma) {
    states = mdp.states();
    actions = mdp.actions();
    starts = mdp.initialDistribution();
    outcomes = new Transition[states * actions][];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = mdp.transitions(i / actions, i % actions).toArray(Transition[]::new);
    }
    this.gamma = gamma;
  }

  /// Without discount: values are expected returns.
  public static TabularSolver of(TabularMdp mdp) {
    return discounted(mdp, 1);
  }

  /// With rewards discounted by `gamma` a step.
  public static TabularSolver discounted(TabularMdp mdp, double gamma) {
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    return new TabularSolver(mdp, gamma);
  }

  /// The values of a policy.
  ///
  /// @param policy the probability of each action in each state `[states × actions]`
  /// @param horizon the number of steps of an episode
  /// @return the expected return from each state `[states]`
  public double[] values(double[] policy, int horizon) {
    checkHorizon(horizon);
    Check.that(policy.length == outcomes.length, "the policy's length", policy.length, shape());
    double[] values = new double[states];
    for (int h = 0; h < horizon; h++) {
      double[] longer = new double[states];
      for (int s = 0; s < states; s++) {
        for (int a = 0; a < actions; a++) {
          double p = policy[s * actions + a];
          longer[s] += p == 0 ? 0 : p * actionValue(values, s, a);
        }
      }
      values = longer;
    }
    return values;
  }

  /// The maximum values over all policies, including those that know the number of steps left.
  ///
  /// @return the maximum expected return from each state `[states]`
  public double[] optimalValues(int horizon) {
    checkHorizon(horizon);
    double[] values = new double[states];
    for (int h = 0; h < horizon; h++) {
      double[] longer = new double[states];
      for (int s = 0; s < states; s++) {
        longer[s] = actionValue(values, s, best(values, s));
      }
      values = longer;
    }
    return values;
  }

  /// The action of maximum value in each state, the first of several.
  ///
  /// @param values the values of the next states `[states]`
  /// @return `[states]`
  public int[] greedy(double[] values) {
    int[] chosen = new int[states];
    Arrays.setAll(chosen, s -> best(values, s));
    return chosen;
  }

  /// The policy that always takes those actions.
  ///
  /// @param chosen an action for each state `[states]`
  /// @return `[states × actions]`
  public double[] deterministic(int[] chosen) {
    double[] policy = new double[outcomes.length];
    for (int s = 0; s < states; s++) {
      policy[s * actions + chosen[s]] = 1;
    }
    return policy;
  }

  /// The expected value at the start of an episode.
  public double expected(double[] values) {
    double sum = 0;
    for (int s = 0; s < states; s++) {
      sum += starts[s] * values[s];
    }
    return sum;
  }

  private int best(double[] values, int state) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < actions; a++) {
      double value = actionValue(values, state, a);
      if (value > most) {
        best = a;
        most = value;
      }
    }
    return best;
  }

  /// Σ p·(r + γ·V(s')), with V = 0 where the episode has ended.
  private double actionValue(double[] values, int state, int action) {
    double sum = 0;
    for (Transition t : outcomes[state * actions + action]) {
      double future = t.terminated() ? 0 : gamma * values[t.next()];
      sum += t.probability() * (t.reward() + future);
    }
    return sum;
  }

  private String shape() {
    return outcomes.length + " (" + states + " states × " + actions + " actions)";
  }

  private static void checkHorizon(int horizon) {
    Check.that(horizon >= 0, "horizon", horizon, "at least 0");
  }
}
