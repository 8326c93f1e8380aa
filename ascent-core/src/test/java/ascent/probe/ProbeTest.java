package ascent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.algo.A2CConfig;
import ascent.algo.AlgorithmConfig;
import ascent.algo.LinearSoftmaxConfig;
import ascent.algo.OneStepActorCriticConfig;
import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.algo.ReinforceConfig.Baseline;
import ascent.algo.ReinforceConfig.ReturnOf;
import ascent.algo.ReinforceConfig.Standardize;
import ascent.algo.Schedule;
import ascent.algo.TRPOConfig;
import ascent.env.Env;
import ascent.env.check.EnvChecker;
import ascent.policy.KlDirection;
import ascent.rng.Rng;
import ascent.train.Trainer;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Trains on the [Probes]. Each says what is broken when it is the first to fail: the value loss
/// and its optimiser; the way from observations to values; discounting; truncation; advantages and
/// the policy loss; the way from observations to actions.
@Timeout(20)
class ProbeTest {
  private static final float GAMMA = 0.5f;

  static List<AlgorithmConfig> algorithms() {
    PPOConfig ppo =
        PPOConfig.DEFAULT
            .withRolloutSteps(32)
            .withBatchSize(64)
            .withEpochs(4)
            .withGamma(GAMMA)
            .withLearningRate(0.003f);
    ReinforceConfig reinforce =
        ReinforceConfig.DEFAULT
            .withRolloutEpisodes(2)
            .withGamma(GAMMA)
            .withLearningRate(Schedule.parse("linear:0.005"))
            .withValueLearningRate(0.02f);
    A2CConfig oneStep =
        OneStepActorCriticConfig.DEFAULT
            .a2c()
            .withGamma(GAMMA)
            .withEntCoef(0)
            .withLearningRate(Schedule.parse("linear:0.01"));
    A2CConfig a2c =
        A2CConfig.DEFAULT
            .withRolloutSteps(2)
            .withGamma(GAMMA)
            .withLearningRate(0.005f)
            .withOptimizer(ppo.optimizer());
    TRPOConfig trpo =
        TRPOConfig.DEFAULT
            .withRolloutSteps(32)
            .withGamma(GAMMA)
            .withLearningRate(0.003f)
            .withTargetKl(0.05f)
            .withCgDamping(0.01f);
    return List.of(
        ppo,
        ppo.withNetwork(ppo.network().withSharedLayers(List.of(32))),
        a2c,
        trpo,
        trpo.withKlDirection(KlDirection.OLD_NEW).withLineSearchMaxIter(0), // natural gradient
        reinforce,
        oneStep);
  }

  static List<AlgorithmConfig> withoutValues() {
    ReinforceConfig none =
        ReinforceConfig.DEFAULT.withBaseline(Baseline.NONE).withLearningRate(0.01f);
    return List.of(
        none,
        none.withBaseline(Baseline.MEAN_RETURN).withStandardizeAdvantages(Standardize.NONE),
        none.withBaseline(Baseline.MOVING_AVERAGE).withReturns(ReturnOf.EPISODE),
        LinearSoftmaxConfig.DEFAULT
            .withStandardize(LinearSoftmaxConfig.Standardize.NONE)
            .withLearningRate(0.05f));
  }

  /// A linear policy needs an observation other than 0 to prefer an action at.
  @ParameterizedTest
  @MethodSource("withoutValues")
  void without_a_value_function_the_better_actions_are_chosen(AlgorithmConfig config) {
    Agent agent = train(config, Probes.observationAndActionDependentReward());
    assertThat(frequency(agent, -1, 0)).isGreaterThan(0.95);
    assertThat(frequency(agent, 1, 1)).isGreaterThan(0.95);
  }

  private static Agent train(AlgorithmConfig config, Supplier<Env> env) {
    EnvChecker.check(env);
    return Trainer.of(env).with(config).envs(8).seed(1).train(10_000).agent();
  }

  private static void assertValue(Agent agent, float obs, double expected) {
    assertThat((double) agent.value(new float[] {obs})).isEqualTo(expected, within(0.05));
  }

  /// How often an action is sampled.
  private static double frequency(Agent agent, float obs, int action) {
    Rng rng = Rng.stream(1, "probe");
    int hits = 0;
    for (int i = 0; i < 1000; i++) {
      hits += agent.sample(new float[] {obs}, rng).index() == action ? 1 : 0;
    }
    return hits / 1000.0;
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void constant_rewards_are_valued(AlgorithmConfig config) {
    Agent agent = train(config, Probes.constantReward());
    assertValue(agent, 0, 1);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void rewards_that_depend_on_the_observation_are_valued(AlgorithmConfig config) {
    Agent agent = train(config, Probes.observationDependentReward());
    assertValue(agent, -1, -1);
    assertValue(agent, 1, 1);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void delayed_rewards_are_discounted(AlgorithmConfig config) {
    Agent agent = train(config, Probes.delayedReward());
    assertValue(agent, 0, GAMMA);
    assertValue(agent, 1, 1);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void episodes_that_are_cut_off_keep_their_future(AlgorithmConfig config) {
    Agent agent = train(config, Probes.cutOff());
    assertValue(agent, 0, 1 / (1 - GAMMA)); // not 1, as if it had ended
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void the_better_action_is_chosen(AlgorithmConfig config) {
    Agent agent = train(config, Probes.actionDependentReward());
    assertThat(agent.act(new float[] {0}).index()).isEqualTo(1);
    assertThat(frequency(agent, 0, 1)).isGreaterThan(0.95);
    assertValue(agent, 0, 1);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void the_better_action_for_each_observation_is_chosen(AlgorithmConfig config) {
    Agent agent = train(config, Probes.observationAndActionDependentReward());
    assertThat(agent.act(new float[] {-1}).index()).isZero();
    assertThat(agent.act(new float[] {1}).index()).isEqualTo(1);
    assertThat(frequency(agent, -1, 0)).isGreaterThan(0.95);
    assertThat(frequency(agent, 1, 1)).isGreaterThan(0.95);
    assertValue(agent, -1, 1);
    assertValue(agent, 1, 1);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void the_best_number_for_each_observation_is_found(AlgorithmConfig config) {
    Agent agent = train(config, Probes.continuousAction());
    assertThat(agent.act(new float[] {-1}).values()[0]).isEqualTo(-0.5f, within(0.1f));
    assertThat(agent.act(new float[] {1}).values()[0]).isEqualTo(0.5f, within(0.1f));
    assertThat(agent.evaluate(Probes.continuousAction(), 20).meanReturn())
        .isEqualTo(0, within(0.01));
  }
}
