package ascent.lab.exact;

import ascent.config.Check;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Transition;
import java.util.List;

/// A chain of n steps: every episode has exactly n, action 1 pays 1 and action 0 nothing. With it
/// the length of an episode can be changed without anything else.
///
/// @param steps n, at least 1
public record Chain(int steps) implements TabularMdp {
  public Chain {
    Check.that(steps >= 1 && steps <= 100_000, "steps", steps, "in [1, 100000]");
  }

  @Override
  public int states() {
    return steps;
  }

  @Override
  public int actions() {
    return 2;
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    boolean ends = state == steps - 1;
    return List.of(Transition.certain(ends ? state : state + 1, action, ends));
  }

  @Override
  public double[] initialDistribution() {
    double[] starts = new double[steps];
    starts[0] = 1;
    return starts;
  }
}
