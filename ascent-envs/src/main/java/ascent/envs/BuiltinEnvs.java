package ascent.envs;

import ascent.env.registry.EnvProvider;
import ascent.env.registry.EnvSpec;
import ascent.envs.minatar.MinAtar;
import ascent.envs.tabular.Blackjack;
import ascent.envs.tabular.CliffWalking;
import ascent.envs.tabular.FrozenLake;
import ascent.envs.tabular.TabularEnv;
import ascent.envs.tabular.Taxi;
import java.util.List;

/// The named envs of this module. Names, versions, time limits and thresholds are Gymnasium's.
public final class BuiltinEnvs implements EnvProvider {
  private static final FrozenLake.Config LAKE_8X8 = new FrozenLake.Config("8x8", true, 200);

  @Override
  public List<EnvSpec> envs() {
    return List.of(
        EnvSpec.of(
                "CartPole-v1",
                "Balance a pole on a cart by pushing the cart left or right.",
                CartPole.DEFAULT,
                CartPole::new)
            .solvedAt(475),
        EnvSpec.of(
            "Pendulum-v1",
            "Swing a pendulum up and hold it upright with a weak motor.",
            Pendulum.DEFAULT,
            Pendulum::new),
        EnvSpec.of(
                "MountainCar-v0",
                "Drive an underpowered car out of a valley.",
                MountainCar.DEFAULT,
                MountainCar::new)
            .solvedAt(-110),
        EnvSpec.of(
                "MountainCarContinuous-v0",
                "Drive an underpowered car out of a valley, with a throttle.",
                MountainCarContinuous.DEFAULT,
                MountainCarContinuous::new)
            .solvedAt(90),
        EnvSpec.of(
                "Acrobot-v1",
                "Swing the free end of two links above a line.",
                Acrobot.DEFAULT,
                Acrobot::new)
            .solvedAt(-100),
        EnvSpec.of(
                "FrozenLake-v1",
                "Cross a frozen lake without falling into a hole.",
                FrozenLake.DEFAULT,
                BuiltinEnvs::lake)
            .solvedAt(0.7),
        EnvSpec.of(
                "FrozenLake8x8-v1",
                "Cross a larger frozen lake without falling into a hole.",
                LAKE_8X8,
                BuiltinEnvs::lake)
            .solvedAt(0.85),
        EnvSpec.of(
            "CliffWalking-v0",
            "Walk along a cliff without falling off.",
            CliffWalking.DEFAULT,
            config -> new TabularEnv(new CliffWalking(), config.maxEpisodeSteps())),
        EnvSpec.of(
                "Taxi-v3",
                "Pick up a passenger and drive to the destination.",
                Taxi.DEFAULT,
                config -> new TabularEnv(new Taxi(config), config.maxEpisodeSteps()))
            .solvedAt(8),
        EnvSpec.of(
            "Blackjack-v1",
            "Come nearer to 21 than the dealer, but not beyond.",
            Blackjack.DEFAULT,
            Blackjack::new),
        EnvSpec.of(
            "MinAtar/Breakout-v1",
            "Break bricks with a ball and a paddle.",
            MinAtar.PlainSettings.DEFAULT,
            MinAtar::breakout),
        EnvSpec.of(
            "MinAtar/Asterix-v1",
            "Collect gold and keep clear of enemies.",
            MinAtar.Settings.DEFAULT,
            MinAtar::asterix),
        EnvSpec.of(
            "MinAtar/Freeway-v1",
            "Bring a chicken across a motorway.",
            MinAtar.PlainSettings.FREEWAY,
            MinAtar::freeway),
        EnvSpec.of(
            "MinAtar/SpaceInvaders-v1",
            "Shoot aliens before they land.",
            MinAtar.Settings.DEFAULT,
            MinAtar::spaceInvaders),
        EnvSpec.of(
            "MinAtar/Seaquest-v1",
            "Save divers from a sea full of enemies.",
            MinAtar.Settings.DEFAULT,
            MinAtar::seaquest),
        EnvSpec.of(
            "SimpleCartPole-v0",
            "Balance a pole on a cart with linear dynamics.",
            SimpleCartPole.DEFAULT,
            SimpleCartPole::new),
        EnvSpec.of(
            "RockPaperScissors-v0",
            "Play against an opponent who answers your favourite move.",
            RockPaperScissors.Settings.DEFAULT,
            RockPaperScissors::new),
        EnvSpec.of("Bandit-v0", "Pull one of several arms.", Bandit.Settings.DEFAULT, Bandit::new),
        EnvSpec.of(
            "ContextualBandit-v0",
            "Pull one of several arms; the best one depends on the observation.",
            Bandit.Settings.CONTEXTUAL,
            Bandit::new),
        EnvSpec.of(
            "GoalGrid-v0", "Walk to a goal on a grid.", GoalGrid.Settings.DEFAULT, GoalGrid::new),
        EnvSpec.of(
            "PointReach-v0",
            "Steer a point on a plane to a goal.",
            PointReach.DEFAULT,
            PointReach::new),
        EnvSpec.of(
            "ShortCorridor-v0",
            "Find the way through four cells that look the same.",
            ShortCorridor.DEFAULT,
            ShortCorridor::new));
  }

  private static TabularEnv lake(FrozenLake.Config config) {
    return new TabularEnv(new FrozenLake(config), config.maxEpisodeSteps());
  }
}
