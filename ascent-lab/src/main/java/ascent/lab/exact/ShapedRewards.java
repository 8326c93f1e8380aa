package ascent.lab.exact;

import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Transition;
import java.util.List;

/// An MDP whose rewards have something added.
///
/// @param inner the MDP
/// @param bonus what is added
public record ShapedRewards(TabularMdp inner, Bonus bonus) implements TabularMdp {
  /// Computes what is added to the reward of a transition.
  @FunctionalInterface
  public interface Bonus {
    /// The bonus of a transition.
    ///
    /// @param state before the transition
    double of(int state, Transition transition);
  }

  /// Adds γΦ(s′) − Φ(s), with Φ = 0 in terminal states (Ng, Harada & Russell 1999).
  ///
  /// @param gamma γ, the discount factor
  /// @param potential Φ, `[states]`
  public static ShapedRewards potential(TabularMdp inner, double gamma, double... potential) {
    return new ShapedRewards(
        inner, (s, t) -> (t.terminated() ? 0 : gamma * potential[t.next()]) - potential[s]);
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
        .map(t ->
            new Transition(
                t.probability(), t.next(), t.reward() + bonus.of(state, t), t.terminated()))
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
