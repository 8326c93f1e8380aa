package ascent.bench;

import ascent.algo.AlgorithmConfig;
import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.rollout.NormalizationConfig;
import ascent.train.Trainer;
import java.util.List;

/// A training whose parameters are compared.
///
/// @param name of its column
/// @param env its environment's id
/// @param algorithm with its settings
/// @param steps in total
/// @param millis that a step takes where executors are killed, so that a part takes half a second
record BitsRun(String name, String env, AlgorithmConfig algorithm, long steps, int millis) {
  /// In four parts, which are not all of one size.
  static final int ENVS = 6;

  /// Of PPO's runs.
  static final int ROLLOUTS = 30;

  private static final long SEED = 16;
  private static final PPOConfig PPO =
      PPOConfig.DEFAULT.withRolloutSteps(64).withBatchSize(96).withEpochs(2);
  private static final long STEPS = (long) ROLLOUTS * ENVS * PPO.rolloutSteps();

  static final List<BitsRun> ALL =
      List.of(
          new BitsRun("CartPole-v1", "CartPole-v1", PPO, STEPS, 3),
          new BitsRun("LunarLander-v3", "LunarLander-v3", PPO, STEPS, 3),
          new BitsRun("Taxi-v3, masked", "Taxi-v3", PPO, STEPS, 3),
          new BitsRun(
              "Pendulum-v1, normalised",
              "Pendulum-v1",
              PPO.withNormalization(NormalizationConfig.BOTH),
              STEPS,
              3),
          new BitsRun(
              "REINFORCE, CartPole-v1",
              "CartPole-v1",
              ReinforceConfig.DEFAULT.withRolloutEpisodes(2),
              6_000,
              10));

  /// The training, in this process.
  Trainer trainer() {
    return Trainer.of(env).with(algorithm).envs(ENVS).seed(SEED).threads(1);
  }
}
