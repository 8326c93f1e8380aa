package ascent.lab.exact;

import ascent.config.Check;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Transition;
import java.util.List;

/// A corridor of n cells, from cell 0 to the end behind cell n − 1. Action 0 walks left, which in
/// cell 0 stays there; action 1 walks right. Every step costs 1.
///
/// If every action is taken with probability ½, cell i is n(n + 1) − i(i + 1) steps from the end on
/// average.
///
/// @param cells n, at least 1
public record Corridor(int cells) implements TabularMdp {
  public static final int LEFT = 0;
  public static final int RIGHT = 1;

  public Corridor {
    Check.that(cells >= 1 && cells <= 100_000, "cells", cells, "in [1, 100000]");
  }

  @Override
  public int states() {
    return cells;
  }

  @Override
  public int actions() {
    return 2;
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    if (action == LEFT) {
      return List.of(Transition.certain(Math.max(0, state - 1), -1, false));
    }
    boolean ends = state == cells - 1;
    return List.of(Transition.certain(ends ? state : state + 1, -1, ends));
  }

  @Override
  public double[] initialDistribution() {
    double[] starts = new double[cells];
    starts[0] = 1;
    return starts;
  }
}
