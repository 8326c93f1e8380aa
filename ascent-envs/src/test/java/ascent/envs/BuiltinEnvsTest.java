package ascent.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.Step;
import ascent.env.SyncVectorEnv;
import ascent.env.VectorEnv;
import ascent.env.check.CheckReport;
import ascent.env.check.EnvChecker;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.env.wrap.TimeLimit;
import ascent.envs.tabular.TabularEnv;
import ascent.rng.Rng;
import ascent.space.Discrete;
import ascent.space.Space;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltinEnvsTest {
  /// For an env whose episodes may last for ever.
  private static final int ENDLESS = 2000;

  private static final Set<String> REAL_REWARDS =
      Set.of(
          "Pendulum-v1",
          "MountainCarContinuous-v0",
          "Bandit-v0",
          "ContextualBandit-v0",
          "PointReach-v0");

  static List<EnvSpec> specs() {
    return new BuiltinEnvs().envs();
  }

  @Test
  void the_service_loader_finds_them() {
    assertThat(Envs.all())
        .extracting(EnvSpec::id)
        .containsSubsequence("CartPole-v1", "Pendulum-v1");
    assertThat(Envs.find("CartPole-v1").factory().get()).isInstanceOf(CartPole.class);
    assertThat(Envs.find("Pendulum-v1").factory().get()).isInstanceOf(Pendulum.class);
    assertThat(Envs.find("Taxi-v3").factory().get()).isInstanceOf(TabularEnv.class);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void an_action_of_another_space_is_refused(EnvSpec spec) {
    Env env = spec.factory().get();
    float[] obs = new float[env.observationSpace().size()];
    env.reset(Rng.stream(1, "env"), obs);

    boolean choice = env.actionSpace() instanceof Discrete;
    Action wrong = choice ? Action.of(99) : Action.of(0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> env.step(wrong, obs))
        .withMessageMatching("(action is 99|the action's length is 9); it must be .*\\.");
  }

  @Test
  void a_misspelt_name_is_answered_with_the_right_one() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find("cart-pole"))
        .withMessageContaining(
            "no env is named 'cart-pole'. Did you mean CartPole-v1, SimpleCartPole-v0?");
  }

  @ParameterizedTest
  @CsvSource({
    "CartPole-v1, 500, 475",
    "Pendulum-v1, 200, NaN",
    "MountainCar-v0, 200, -110",
    "MountainCarContinuous-v0, 999, 90",
    "Acrobot-v1, 500, -100",
    "FrozenLake-v1, 100, 0.7",
    "FrozenLake8x8-v1, 200, 0.85",
    "CliffWalking-v0, 0, NaN",
    "Taxi-v3, 200, 8",
    "Blackjack-v1, 0, NaN"
  })
  void limits_and_thresholds_are_those_of_gymnasium(String id, int limit, double threshold) {
    EnvSpec spec = Envs.find(id);
    assertThat(spec.maxEpisodeSteps()).isEqualTo(limit);
    assertThat(spec.rewardThreshold()).isEqualTo(Double.valueOf(threshold)); // NaN is NaN
  }

  @ParameterizedTest
  @MethodSource("specs")
  void they_pass_the_checker_with_and_without_a_time_limit(EnvSpec spec) {
    assertThat(EnvChecker.inspect(spec.factory())).isEqualTo(new CheckReport(List.of(), List.of()));
    EnvChecker.check(TimeLimit.of(spec.factory(), 50));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void every_env_takes_a_limit(EnvSpec spec) {
    EnvSpec cut = Envs.find(spec.id() + "?maxEpisodeSteps=3");
    assertThat(cut.id()).isEqualTo(spec.id() + "?maxEpisodeSteps=3");
    assertThat(cut.maxEpisodeSteps()).isEqualTo(3);
    try (VectorEnv envs = VectorEnv.of(cut.factory(), 4, EpisodeStreams.training(1, 0))) {
      float[] actions = new float[4 * envs.actionSpace().size()]; // stick, left, nothing
      for (int t = 1; t <= 3; t++) {
        envs.step(actions, 0, 4);
        for (int i = 0; i < 4; i++) {
          boolean running = envs.episodes()[i] == 0;
          assertThat(running || envs.terminated()[i] || envs.truncated()[i] || t > 1).isTrue();
          assertThat(envs.truncated()[i] && t < 3).isFalse();
        }
      }
      assertThat(envs.episodes()).doesNotContain(0);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find(spec.id() + "?maxEpisodeSteps=-1"))
        .withMessage("maxEpisodeSteps is -1; it must be at least 0 (no limit).");
  }

  @ParameterizedTest
  @MethodSource("specs")
  void without_a_limit_no_episode_is_truncated(EnvSpec spec) {
    Env env = spec.with(Map.of("maxEpisodeSteps", "0")).factory().get();
    float[] obs = new float[env.observationSpace().size()];
    Action first = Action.of(env.actionSpace(), new float[env.actionSpace().size()], 0);
    env.reset(Rng.stream(1, "env"), obs);
    for (int t = 0; t < 2000; t++) {
      Step step = env.step(first, obs);
      assertThat(step.truncated()).isFalse();
      if (step.last()) {
        return;
      }
    }
  }

  @Test
  void parameters_reach_the_env() {
    EnvSpec spec = Envs.find("FrozenLake-v1?slippery=false&map=8x8");
    assertThat(spec.id()).isEqualTo("FrozenLake-v1?map=8x8&slippery=false"); // in one order
    assertThat(spec.factory().get().observationSpace()).isEqualTo(Space.discrete(64));
    assertThat(Envs.find("FrozenLake8x8-v1?map=SG").factory().get().observationSpace())
        .isEqualTo(Space.discrete(2));
    Env heavy = Envs.find("Pendulum-v1?gravity=0").factory().get();
    float[] obs = new float[3];
    heavy.reset(Rng.stream(1, "env"), obs);
    float before = obs[2];
    heavy.step(Action.of(0f), obs);
    assertThat(obs[2]).isEqualTo(before); // nothing pulls
  }

  @Test
  void a_wrong_parameter_is_answered_with_what_there_is() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find("FrozenLake-v1?slipery=true"))
        .withMessage(
            "FrozenLake-v1 has no parameter 'slipery'. Did you mean slippery? Known: map, slippery,"
                + " maxEpisodeSteps.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find("FrozenLake-v1?slippery=perhaps"))
        .withMessage("slippery is \"perhaps\"; it must be true or false.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find("FrozenLake-v1?map=SF/G"))
        .withMessageStartingWith("map is SF/G; it must be 4x4, 8x8, or rows of equal length");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find("Pendulum-v1?gravity=inf"))
        .withMessage("gravity is inf; it must be in [-1000, 1000] m/s².");
  }

  @ParameterizedTest
  @MethodSource("specs")
  void they_pass_the_checker_with_other_parameters(EnvSpec spec) {
    Map<String, String> values =
        switch (spec.name()) {
          case "Pendulum-v1" -> Map.of("gravity", "3.7", "maxEpisodeSteps", "70");
          case "MountainCar-v0" -> Map.of("goalVelocity", "0.04", "maxEpisodeSteps", "0");
          case "MountainCarContinuous-v0" -> Map.of("goalVelocity", "0.05");
          default -> Map.of("maxEpisodeSteps", "17");
        };
    EnvChecker.check(spec.with(values).factory());
  }

  @ParameterizedTest
  @MethodSource("specs")
  void a_thousand_random_episodes_stay_within_the_spaces(EnvSpec spec) {
    int limit = spec.maxEpisodeSteps() == 0 ? ENDLESS : spec.maxEpisodeSteps();
    Env env = spec.with(Map.of("maxEpisodeSteps", "" + limit)).factory().get();
    Space observations = env.observationSpace();
    Space actions = env.actionSpace();
    float[] obs = new float[observations.size()];
    float[] flat = new float[actions.size()];
    Rng rng = Rng.stream(7, "env");
    Rng chance = Rng.stream(7, "actions");
    for (int episode = 0; episode < 1000; episode++) {
      rng.reposition(0, episode);
      env.reset(rng, obs);
      Step step = Step.of(0);
      for (int t = 0; !step.last(); t++) {
        if (!observations.contains(obs, 0) || !Double.isFinite(step.reward())) {
          assertThat(observations.whyNot(obs, 0)).as("episode %d, step %d", episode, t).isEmpty();
          assertThat(step.reward()).as("reward").isFinite();
        }
        actions.sample(chance, flat, 0);
        step = env.step(Action.of(actions, flat, 0), obs);
        assertThat(t).isLessThan(limit);
      }
      assertThat(observations.whyNot(obs, 0)).as("the last observation").isEmpty();
    }
  }

  /// Where rewards are any number, each is in a new `Step` of 24 bytes, unless C2 inlines `step`.
  /// The other envs make their steps beforehand.
  @ParameterizedTest
  @MethodSource("specs")
  void a_step_allocates_at_most_a_step(EnvSpec spec) {
    VectorEnv envs = SyncVectorEnv.of(spec.factory(), 16, EpisodeStreams.training(1, 0));
    int size = envs.actionSpace().size();
    float[] actions = new float[16 * size];
    Rng chance = Rng.stream(8, "actions");
    for (int i = 0; i < 16; i++) {
      envs.actionSpace().sample(chance, actions, i * size);
    }
    long allocated =
        Allocations.ofCompiled(() -> {
          for (int t = 0; t < 5000; t++) {
            envs.step(actions, 0, 16);
          }
        });
    long steps = REAL_REWARDS.contains(spec.name()) ? 24 * 16 * 5000 : 0;
    assertThat(allocated).isLessThan(steps + 1000); // the measurement itself
  }
}
