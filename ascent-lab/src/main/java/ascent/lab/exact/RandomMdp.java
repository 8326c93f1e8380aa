package ascent.lab.exact;

import ascent.config.Check;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Transition;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A random MDP of the Garnet kind (Archibald, McKinnon and Thomas 1995): from each state, each
/// action leads to a few random states with random probabilities, and pays a reward drawn from the
/// standard normal distribution. Every step ends the episode with one probability, so the number of
/// steps is geometric with mean 1/`termination`; with termination 1 it is a contextual bandit.
/// Episodes start in a uniformly random state.
public final class RandomMdp implements TabularMdp {
  private final Shape shape;
  private final List<List<Transition>> table = new ArrayList<>(); // [states × actions]

  /// The shape of a random MDP.
  ///
  /// @param states their number, at least 1
  /// @param actions their number, at least 1
  /// @param branching the number of states that an action may lead to, in \[1, states\]
  /// @param termination the probability that a step ends the episode, in (0, 1\]
  public record Shape(int states, int actions, int branching, double termination) {
    public Shape {
      Check.that(states >= 1, "states", states, "at least 1");
      Check.that(actions >= 1, "actions", actions, "at least 1");
      Check.that(
          branching >= 1 && branching <= states, "branching", branching, "in [1, " + states + "]");
      Check.that(termination > 0 && termination <= 1, "termination", termination, "in (0, 1]");
    }
  }

  /// @param seed of the transitions and rewards
  public RandomMdp(Shape shape, long seed) {
    this.shape = shape;
    Rng rng = Rng.stream(seed, "random-mdp");
    for (int i = 0; i < shape.states * shape.actions; i++) {
      table.add(outcomes(rng));
    }
  }

  private List<Transition> outcomes(Rng rng) {
    double reward = rng.normal();
    int[] next = new int[shape.states];
    for (int s = 0; s < next.length; s++) {
      next[s] = s;
    }
    rng.shuffle(next, next.length);
    double[] share = new double[shape.branching];
    double sum = 0;
    for (int k = 0; k < share.length; k++) {
      share[k] = 0.05 + rng.nextDouble(); // none is negligible
      sum += share[k];
    }
    List<Transition> outcomes = new ArrayList<>();
    outcomes.add(new Transition(shape.termination, 0, reward, true));
    for (int k = 0; k < share.length && shape.termination < 1; k++) {
      double p = (1 - shape.termination) * share[k] / sum;
      outcomes.add(new Transition(p, next[k], reward, false));
    }
    return List.copyOf(outcomes);
  }

  @Override
  public int states() {
    return shape.states;
  }

  @Override
  public int actions() {
    return shape.actions;
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    return table.get(state * shape.actions + action);
  }

  @Override
  public double[] initialDistribution() {
    double[] starts = new double[shape.states];
    Arrays.fill(starts, 1.0 / shape.states);
    return starts;
  }
}
