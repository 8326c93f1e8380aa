package ascent.lab.course;

import ascent.config.Check;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Transition;
import java.util.ArrayList;
import java.util.List;

/// A counter that never closes: customers come, wait and are served. The state is the number of
/// those who wait, 0 … n. In each step a customer comes with probability 0.4, and one of those who
/// wait is served with probability 0.3 (action 0), or 0.7 (action 1), which costs 0.5. Everyone who
/// waits costs 0.1 a step. Who finds n before them goes away.
///
/// @param room n, at least 1
record Counter(int room) implements TabularMdp {
  private static final double COMING = 0.4;
  private static final double[] SERVED = {0.3, 0.7};
  private static final double[] COST = {0, 0.5};
  private static final double WAITING = 0.1;

  Counter {
    Check.that(room >= 1 && room <= 1_000, "room", room, "in [1, 1000]");
  }

  @Override
  public int states() {
    return room + 1;
  }

  @Override
  public int actions() {
    return 2;
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    double reward = -WAITING * state - COST[action];
    double served = state > 0 ? SERVED[action] : 0;
    double up = COMING * (1 - served);
    double down = (1 - COMING) * served;
    List<Transition> outcomes = new ArrayList<>();
    outcomes.add(new Transition(1 - up - down, state, reward, false));
    outcomes.add(new Transition(up, Math.min(room, state + 1), reward, false));
    if (down > 0) {
      outcomes.add(new Transition(down, state - 1, reward, false));
    }
    return outcomes;
  }

  @Override
  public double[] initialDistribution() {
    double[] starts = new double[states()];
    starts[0] = 1;
    return starts;
  }
}
