package ascent.lab.course;

import ascent.config.Check;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Transition;
import java.util.List;

/// A road of n cells. Action 1 walks right and pays a toll, action 0 walks left for nothing; behind
/// the last cell is a prize of 1. A policy that has never reached the prize learns to avoid the
/// toll.
///
/// @param cells n, at least 1
/// @param toll of a step to the right, in \[0, 1\]
record TollRoad(int cells, double toll) implements TabularMdp {
  TollRoad {
    Check.that(cells >= 1 && cells <= 1_000, "cells", cells, "in [1, 1000]");
    Check.that(toll >= 0 && toll <= 1, "toll", toll, "in [0, 1]");
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
    if (action == 0) {
      return List.of(Transition.certain(Math.max(0, state - 1), 0, false));
    }
    boolean ends = state == cells - 1;
    return List.of(Transition.certain(ends ? state : state + 1, ends ? 1 - toll : -toll, ends));
  }

  @Override
  public double[] initialDistribution() {
    double[] starts = new double[cells];
    starts[0] = 1;
    return starts;
  }
}
