package com.acme.paintshop;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.env.check.EnvChecker;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;

/// Trains a dispatcher, compares it with the rule in use today, and keeps it.
final class TrainDispatcher {
  private TrainDispatcher() {}

  // @start region="settings"
  static final PPOConfig SETTINGS =
      PPOConfig.DEFAULT
          .withRolloutSteps(128) // of 16 envs: 2,048 decisions, a hundred days
          .withBatchSize(256)
          .withGamma(1) // a minute late costs the same in the morning and in the evening
          .withLearningRate(Schedule.linear(1e-3f, 0));

  static Trainer trainer(long seed) {
    return Trainer.of(PaintShop::new).with(SETTINGS).envs(16).seed(seed);
  }

  // @end

  // @start region="train"
  /// Arguments: the file to save the policy to, how many decisions to train for, the seed.
  public static void main(String[] args) throws IOException {
    EnvChecker.check(PaintShop::new);
    Agent agent =
        trainer(Long.parseLong(args[2]))
            .onUpdate(m -> IO.println(m.summary()))
            .train(Long.parseLong(args[1]))
            .agent();

    int[] ours = Comparison.costs(new PolicyDispatcher(agent), /* seed */ 1_000, /* days */ 300);
    int[] today = Comparison.costs(Rules.EARLIEST_DUE, 1_000, 300);
    IO.println(Comparison.of(ours, today));

    agent.save(Path.of(args[0]));
  }
  // @end
}
