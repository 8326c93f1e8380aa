package com.acme.grid;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.rng.Rng;
import ascent.rollout.NormalizationConfig;
import ascent.train.Trainer;

/// Training, and what the days cost with each operator.
public final class Redispatch {
  // @start region="train"
  /// Decisions that a policy is trained for.
  public static final int STEPS = 153_600;

  static final PPOConfig SETTINGS =
      PPOConfig.DEFAULT
          .withRolloutSteps(64) // of 16 envs: 1,024 decisions, 43 days
          .withBatchSize(256)
          .withLearningRate(Schedule.linear(1e-3f, 0))
          .withNormalization(NormalizationConfig.DEFAULT.withNormalizeRewards(true));

  /// Trains a policy for the control room.
  public static Trainer trainer(long seed) {
    return Trainer.of(GridEnv::new).with(SETTINGS).envs(16).seed(seed);
  }

  // @end

  private Redispatch() {}

  /// The costs in € of the days 0, 1, … of a seed, by day and hour, if nothing is done.
  public static double[][] nothing(long seed, int days) {
    return costs(Operator.NOTHING, seed, days);
  }

  /// The same with a search through every action at every hour.
  ///
  /// @param margin share of each limit that the search treats as the limit
  public static double[][] greedy(double margin, long seed, int days) {
    return costs(Operator.greedy(margin), seed, days);
  }

  /// The same with a trained policy.
  public static double[][] policy(Agent agent, long seed, int days) {
    return costs(Operator.of(agent), seed, days);
  }

  private static double[][] costs(Operator operator, long seed, int days) {
    ControlRoom room = new ControlRoom();
    double[][] costs = new double[days][];
    for (int i = 0; i < days; i++) {
      // The episodes of agent.evaluate(GridEnv::new, days, seed); training never uses them.
      costs[i] = operator.costs(room, Day.draw(Rng.stream(seed, "eval", i), room.grid()));
    }
    return costs;
  }
}
