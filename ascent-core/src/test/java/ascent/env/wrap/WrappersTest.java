package ascent.env.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.env.Action;
import ascent.env.Counter;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.Probe;
import ascent.env.Pushed;
import ascent.env.VectorEnv;
import ascent.env.check.EnvChecker;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is true of every wrapper, and wrappers by name.
class WrappersTest {
  static List<Named<Supplier<Env>>> wrapped() {
    return List.of(
        Named.of("time limit", TimeLimit.of(Probe::new, 3)),
        Named.of("potential", RewardShaping.potential(Probe::new, 0.9, s -> s[0])),
        Named.of("bonus", RewardShaping.bonus(Probe::new, (obs, action, next, step) -> 1)),
        Named.of("rescaled", RescaleAction.of(Pushed::new)),
        Named.of("frames", FrameStack.of(Probe::new, 3)),
        Named.of("frames of choices", FrameStack.of(Counter::new, 3)),
        Named.of("sticky", StickyActions.of(Probe::new, 0.5f)),
        Named.of("sticky numbers", StickyActions.of(Pushed::new, 0.5f)),
        Named.of("time-aware", TimeAwareObservation.of(Probe::new, 4)),
        Named.of(
            "all at once",
            FrameStack.of(
                TimeAwareObservation.of(
                    RescaleAction.of(StickyActions.of(TimeLimit.of(Pushed::new, 4), 0.25f)), 4),
                2)));
  }

  @ParameterizedTest
  @MethodSource("wrapped")
  void wrapped_envs_keep_the_laws(Supplier<Env> factory) {
    EnvChecker.check(factory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time-limit:3",
        "sticky-actions:0.5",
        "rescale-action",
        "time-aware:4",
        "frame-stack:2",
        "reward-shaping:bonus:1:0",
        "reward-shaping:potential:0.9:1",
        "time-limit:3,sticky-actions:0.5,rescale-action,time-aware:4,frame-stack:2"
      })
  void closing_reaches_the_env_and_so_does_the_list_of_what_is_between(String text) {
    int[] closed = {0};
    Supplier<Env> pushed =
        () ->
            new Pushed() {
              @Override
              public void close() {
                closed[0]++;
              }
            };
    Env env = Wrappers.parse(text).around(pushed).get();
    env.close();
    assertThat(closed[0]).isEqualTo(1);
    int layers = 0;
    while (env instanceof Wrapper wrapper) {
      env = wrapper.inner();
      layers++;
    }
    assertThat(layers).isEqualTo(text.split(",").length);
    assertThat(env).isInstanceOf(Pushed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "time-limit:200",
        "sticky-actions:0.25",
        "rescale-action",
        "time-aware:200",
        "frame-stack:4",
        "reward-shaping:bonus:0.1:100",
        "reward-shaping:potential:0.99:3@-0.5:0:2",
        "time-limit:20000001,frame-stack:4,sticky-actions:0.1"
      })
  void names_come_back_as_they_were_written(String text) {
    Wrappers wrappers = Wrappers.parse(text);
    assertThat(wrappers).hasToString(text);
    assertThat(Wrappers.parse(wrappers.toString())).isEqualTo(wrappers).hasSameHashCodeAs(wrappers);
  }

  @Test
  void none_is_the_env_itself_and_spaces_do_not_count() {
    Supplier<Env> factory = Probe::new;
    assertThat(Wrappers.parse("").around(factory)).isSameAs(factory);
    assertThat(Wrappers.parse(" none ")).isEqualTo(Wrappers.NONE);
    assertThat(Wrappers.parse(" frame-stack:2 , time-limit:3 "))
        .hasToString("frame-stack:2,time-limit:3")
        .isNotEqualTo(Wrappers.parse("time-limit:3,frame-stack:2"));
  }

  /// Observations of 2 numbers: the time is seen in each frame if it is inside the stack.
  @Test
  void the_first_is_the_innermost() {
    Env inside = Wrappers.parse("time-aware:5,frame-stack:3").around(Probe::new).get();
    Env outside = Wrappers.parse("frame-stack:3,time-aware:5").around(Probe::new).get();
    assertThat(inside.observationSpace().size()).isEqualTo(9);
    assertThat(outside.observationSpace().size()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          frame-stak:4         | no wrapper is named 'frame-stak'. Did you mean frame-stack? Known: time-limit, sticky-actions, rescale-action, time-aware, frame-stack, reward-shaping.
          frame-stack          | frame-stack: it must be like frame-stack:K.
          rescale-action:2     | rescale-action:2: it must be like rescale-action.
          frame-stack:0        | frame-stack:0: k is 0; it must be in [1, 1024].
          sticky-actions:1     | sticky-actions:1: probability is 1; it must be in [0, 1).
          sticky-actions:-0.1  | sticky-actions:-0.1: probability is -0.1; it must be in [0, 1).
          time-limit:0         | time-limit:0: maxSteps is 0; it must be at least 1.
          time-aware:0         | time-aware:0: limit is 0; it must be at least 1.
          reward-shaping       | reward-shaping: it must be like reward-shaping:bonus:M:G or reward-shaping:potential:GAMMA:W@C:....
          reward-shaping:bonus:1 | reward-shaping:bonus:1: it must be like reward-shaping:bonus:M:G or reward-shaping:potential:GAMMA:W@C:....
          reward-shaping:bonus:inf:1 | reward-shaping:bonus:inf:1: M of reward-shaping is inf; it must be finite.
          reward-shaping:potential:2:1 | reward-shaping:potential:2:1: γ of reward-shaping is 2; it must be in [0, 1].
          reward-shaping:potential:1:2@-inf | reward-shaping:potential:1:2@-inf: C of reward-shaping is -inf; it must be finite.
          """)
  void what_is_no_wrapper_is_refused(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wrappers.parse(text))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frame-stack:two",
        "frame-stack:1.5",
        "sticky-actions:",
        "time-limit:2,",
        "reward-shaping:bonus:x:1"
      })
  void numbers_must_be_numbers(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Wrappers.parse(text));
  }

  @Test
  void wrapped_envs_are_stepped_side_by_side() {
    Supplier<Env> factory = FrameStack.of(StickyActions.of(Probe::new, 0.5f), 2);
    VectorEnv envs = VectorEnv.of(factory, 3, EpisodeStreams.training(1, 0));
    Env alone = factory.get();
    float[] obs = new float[4];
    alone.reset(Rng.stream(1, "env", 2, 0), obs);
    for (int t = 0; t < 4; t++) {
      envs.step(new float[] {0, 1, t % 3}, 0, 3);
      alone.step(Action.of(t % 3), obs);
      assertThat(Arrays.copyOfRange(envs.observations(), 8, 12)).containsExactly(obs);
    }
  }
}
