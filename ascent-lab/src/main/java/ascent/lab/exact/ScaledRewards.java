package ascent.lab.exact;

import ascent.config.Check;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Transition;
import java.util.List;

/// An MDP with all rewards multiplied by a factor.
///
/// @param inner the MDP
/// @param factor finite
public record ScaledRewards(TabularMdp inner, double factor) implements TabularMdp {
  public ScaledRewards {
    Check.that(Double.isFinite(factor), "factor", factor, "finite");
  }

  @Override
  public int states() {
    return inner.states();
  }

  @Override
  public int actions() {
    return inner.actions();
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    return inner.transitions(state, action).stream()
        .map(t -> new Transition(t.probability(), t.next(), factor * t.reward(), t.terminated()))
        .toList();
  }

  @Override
  public double[] initialDistribution() {
    return inner.initialDistribution();
  }

  @Override
  public boolean allowed(int state, int action) {
    return inner.allowed(state, action);
  }
}
