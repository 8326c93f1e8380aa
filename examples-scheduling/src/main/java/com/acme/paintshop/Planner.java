package com.acme.paintshop;

import ai.timefold.solver.core.api.score.buildin.hardsoft.HardSoftScore;
import ai.timefold.solver.core.api.solver.SolutionManager;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;

/// The shop's planning software: Timefold with the shop's model.
final class Planner {
  private static final SolverConfig CONFIG =
      new SolverConfig()
          .withSolutionClass(PaintPlan.class)
          .withEntityClasses(Booth.class, Order.class)
          .withConstraintProviderClass(PaintConstraints.class);

  private static final SolverFactory<PaintPlan> FACTORY = SolverFactory.create(CONFIG);

  private final SolutionManager<PaintPlan, HardSoftScore> manager = SolutionManager.create(FACTORY);

  /// Computes all start times and the score of a plan.
  HardSoftScore score(PaintPlan plan) {
    return manager.update(plan);
  }

  /// Plans a whole day at once, knowing every order before it arrives.
  ///
  /// @param moves how many changes of the plan to try
  static PaintPlan solve(PaintPlan plan, long moves) {
    SolverConfig config =
        new SolverConfig(CONFIG)
            .withRandomSeed(0L)
            .withTerminationConfig(new TerminationConfig().withMoveCountLimit(moves));
    return SolverFactory.<PaintPlan>create(config).buildSolver().solve(plan);
  }
}
