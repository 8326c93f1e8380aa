package com.acme.formation;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.rng.Rng;
import ascent.train.Trainer;

/// Training, and what the episodes cost with each controller.
public final class Keeping {
  // @start region="train"
  /// Decisions that a policy is trained for.
  public static final int STEPS = 204_800;

  static final PPOConfig SETTINGS =
      PPOConfig.DEFAULT
          .withRolloutSteps(128) // of 16 envs: 2,048 decisions
          .withBatchSize(256)
          .withGamma(0.97f) // what a pulse does shows within a few revolutions
          .withLearningRate(Schedule.linear(1e-3f, 0));

  /// Trains a policy that keeps the follower at its place.
  public static Trainer trainer(long seed) {
    return Trainer.of(FormationEnv::new).with(SETTINGS).envs(16).seed(seed);
  }

  // @end

  private Keeping() {}

  /// The costs of the episodes 0, 1, … of a seed, if nothing is done.
  public static double[] nothing(long seed, int episodes) {
    return costs(Controller.NOTHING, seed, episodes);
  }

  /// The same with the control law.
  ///
  /// @param ahead how far it predicts, in revolutions
  /// @param band half the dead band, in m
  /// @param wait whether it waits for the better half of a revolution
  public static double[] law(double ahead, double band, boolean wait, long seed, int episodes) {
    return costs(Controller.law(ahead, band, wait), seed, episodes);
  }

  /// The same with a trained policy.
  public static double[] policy(Agent agent, long seed, int episodes) {
    return costs(Controller.of(agent), seed, episodes);
  }

  private static double[] costs(Controller controller, long seed, int episodes) {
    Station station = new Station();
    double[] costs = new double[episodes];
    for (int i = 0; i < episodes; i++) {
      // The episodes of agent.evaluate(FormationEnv::new, episodes, seed); training never uses
      // them.
      costs[i] = controller.cost(station, Pass.draw(Rng.stream(seed, "eval", i)));
    }
    return costs;
  }
}
