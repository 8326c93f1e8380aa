package ascent.lab.exact;

import ascent.config.Check;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Transition;
import java.util.List;

/// One choice, and its reward n steps later. Action 1 in the first step earns 1 at the end, action
/// 0 nothing; all other actions change nothing. What was chosen can be seen until the end: state 0
/// is the first step, states 1 … n − 1 follow action 0, and states n … 2n − 2 follow action 1.
///
/// @param steps n, the length of every episode, at least 1
public record DelayedChoice(int steps) implements TabularMdp {
  public DelayedChoice {
    Check.that(steps >= 1 && steps <= 100_000, "steps", steps, "in [1, 100000]");
  }

  @Override
  public int states() {
    return 2 * steps - 1;
  }

  @Override
  public int actions() {
    return 2;
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    int chosen = state == 0 ? action : state >= steps ? 1 : 0;
    int time = state >= steps ? state - steps + 1 : state;
    boolean ends = time == steps - 1;
    int next = chosen * (steps - 1) + time + 1;
    return List.of(Transition.certain(ends ? state : next, ends ? chosen : 0, ends));
  }

  @Override
  public double[] initialDistribution() {
    double[] starts = new double[states()];
    starts[0] = 1;
    return starts;
  }
}
