package ascent.lab.exact;

import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Transition;
import java.util.List;

/// The corridor of three cells in whose middle one left and right are exchanged (Sutton and Barto
/// 2018, example 13.1): the table of [ascent.envs.ShortCorridor], without its time limit.
///
/// The policy is to see all cells as one. With p the probability of going right, its expected
/// return is (2p − 4) / (p (1 − p)); the best p is 2 − √2 = 0.586, with −11.66.
public final class AliasedCorridor implements TabularMdp {
  private static final int CELLS = 3;
  private static final int TURNED = 1;

  @Override
  public int states() {
    return CELLS;
  }

  @Override
  public int actions() {
    return 2;
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    boolean right = action == 1;
    int next = Math.max(0, state + ((state == TURNED) == right ? -1 : 1));
    boolean ends = next == CELLS;
    return List.of(Transition.certain(ends ? state : next, -1, ends));
  }

  @Override
  public double[] initialDistribution() {
    return new double[] {1, 0, 0};
  }
}
