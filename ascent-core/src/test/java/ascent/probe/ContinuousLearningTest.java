package ascent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.algo.AdvantageNormalization;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.distribution.DistributionConfig;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.policy.NetworkConfig;
import ascent.rng.Rng;
import ascent.space.Space;
import ascent.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each distribution learns what a wrong gradient of it would not.
@Tag("learning")
class ContinuousLearningTest {

  /// What an action in a state is worth.
  @FunctionalInterface
  private interface Game {
    double reward(float state, float action);
  }

  /// One step from state −1 or 1 with an action in [−2, 2].
  private static final class OneStep implements Env {
    private final Game game;
    private float state;

    OneStep(Game game) {
      this.game = game;
    }

    @Override
    public Space observationSpace() {
      return Space.box(-1, 1, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.box(-2, 2, 1);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      state = rng.nextBoolean() ? 1 : -1;
      obs[0] = state;
    }

    @Override
    public Step step(Action action, float[] obs) {
      return Step.terminal(game.reward(state, action.values()[0]));
    }
  }

  /// The best actions lie on the lower bound and near the upper one.
  private static double bounds(float state, float action) {
    return -Math.abs(action - (state < 0 ? -2 : 1.8));
  }

  /// The best action is ½; what a miss costs, k, depends on the state.
  ///
  /// Mean reward plus c times entropy is greatest for the density proportional to e^(r/c), which is
  /// the normal of variance c/2k.
  private record Target(double inStateMinusOne, double inStateOne) implements Game {
    @Override
    public double reward(float state, float action) {
      double k = state < 0 ? inStateMinusOne : inStateOne;
      return -k * (action - 0.5) * (action - 0.5);
    }
  }

  private static final PPOConfig CONFIG =
      PPOConfig.DEFAULT.withRolloutSteps(64).withBatchSize(128).withLearningRate(0.003f);

  private static Agent train(Game game, DistributionConfig distribution, PPOConfig config) {
    NetworkConfig policy =
        NetworkConfig.DEFAULT.withPolicyLayers(List.of(16)).withValueLayers(List.of(16));
    return Trainer.of(() -> new OneStep(game))
        .with(config.withNetwork(policy).withDistribution(distribution))
        .envs(8)
        .seed(1)
        .train(60_000)
        .agent();
  }

  /// With an entropy bonus, and advantages as they are, for their scale matters here.
  private static Agent trainNoisily(Game game, DistributionConfig distribution) {
    // The large shapes of a narrow Beta are far away for a small step size.
    boolean far = distribution instanceof DistributionConfig.Beta;
    PPOConfig config =
        CONFIG
            .withNormalizeAdvantage(AdvantageNormalization.NONE)
            .withLearningRate(Schedule.parse(far ? "linear:0.015" : "linear:0.003"))
            .withEntCoef(0.08f);
    return train(game, distribution, config);
  }

  private static double deviation(Agent agent, float state) {
    Rng rng = Rng.stream(1, "probe");
    double sum = 0;
    double squares = 0;
    int n = 2_000;
    for (int i = 0; i < n; i++) {
      double a = agent.sample(new float[] {state}, rng).values()[0];
      sum += a / n;
      squares += a * a / n;
    }
    return Math.sqrt(squares - sum * sum);
  }

  /// The rate falls to 0, since the slope of the reward does not: a constant rate goes on to and
  /// fro around the best action. Of 20 seeds, 20 end within 0.1 of it with a Gaussian, squashed
  /// Gaussian or Beta, 19 with gSDE, and 13 with a state-dependent Gaussian.
  @ParameterizedTest
  @MethodSource("ascent.distribution.DistributionConfig#all")
  void actions_on_the_bounds_are_found(DistributionConfig distribution) {
    Agent agent =
        train(
            ContinuousLearningTest::bounds,
            distribution,
            CONFIG.withLearningRate(Schedule.parse("linear:0.003")));

    assertThat(agent.act(new float[] {-1}).values()[0]).isEqualTo(-2, within(0.1f));
    assertThat(agent.act(new float[] {1}).values()[0]).isEqualTo(1.8f, within(0.1f));
  }

  static List<DistributionConfig> allButGsde() {
    return DistributionConfig.all().stream()
        .filter(d -> !(d instanceof DistributionConfig.Gsde))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("allButGsde")
  void the_entropy_bonus_keeps_up_as_much_noise_as_it_pays_for(DistributionConfig distribution) {
    Agent agent = trainNoisily(new Target(1, 1), distribution);

    assertThat(agent.act(new float[] {1}).values()[0]).isEqualTo(0.5f, within(0.1f));
    // √(0.08 / 2)
    assertThat(deviation(agent, -1)).isEqualTo(0.2, within(0.05));
    assertThat(deviation(agent, 1)).isEqualTo(0.2, within(0.05));
  }

  static List<DistributionConfig> stateDependent() {
    return List.of(
        DistributionConfig.StateDependentGaussian.DEFAULT,
        DistributionConfig.SquashedStateDependentGaussian.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("stateDependent")
  void noise_goes_where_it_is_cheap(DistributionConfig distribution) {
    Agent agent = trainNoisily(new Target(4, 0.25), distribution);

    // √(0.08 / 8) and √(0.08 / 0.5)
    assertThat(deviation(agent, -1)).isEqualTo(0.1, within(0.03));
    assertThat(deviation(agent, 1)).isEqualTo(0.4, within(0.1));
  }

  @Test
  void noise_of_gsde_goes_where_it_is_cheap_as_far_as_its_features_can_tell() {
    Agent agent = trainNoisily(new Target(4, 0.25), DistributionConfig.Gsde.DEFAULT);

    assertThat(deviation(agent, 1)).isGreaterThan(1.3 * deviation(agent, -1));
  }
}
