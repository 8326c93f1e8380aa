package ascent.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import ascent.env.Batchable;
import ascent.env.EpisodeStreams;
import ascent.env.SyncVectorEnv;
import ascent.env.VectorEnv;
import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Space;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TwinEnvTest {
  private static final int ENVS = 37; // no multiple of a SIMD width
  private static final int STEPS = 5000;
  private static final EpisodeStreams STREAMS = EpisodeStreams.training(5, 100);

  static Stream<Arguments> twins() {
    return Stream.of(
        Arguments.of("CartPole", (Supplier<Batchable>) CartPole::new),
        Arguments.of("Pendulum", (Supplier<Batchable>) Pendulum::new),
        Arguments.of("MountainCar", (Supplier<Batchable>) MountainCar::new),
        Arguments.of("MountainCarContinuous", (Supplier<Batchable>) MountainCarContinuous::new),
        Arguments.of("Acrobot", (Supplier<Batchable>) Acrobot::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twins")
  void a_twin_has_the_bits_of_single_envs(String name, Supplier<Batchable> factory) {
    for (EpisodeStreams streams :
        new EpisodeStreams[] {STREAMS, EpisodeStreams.evaluation(5, ENVS)}) {
      VectorEnv twin = VectorEnv.of(factory, ENVS, streams);
      VectorEnv single = SyncVectorEnv.of(factory, ENVS, streams);
      assertThat(twin).isInstanceOf(TwinEnv.class);
      assertThat(twin.numEnvs()).isEqualTo(ENVS);
      assertThat(twin.observationSpace()).isEqualTo(single.observationSpace());
      assertThat(twin.actionSpace()).isEqualTo(single.actionSpace());
      assertSame(twin, single);
      Rng rng = Rng.stream(1, "actions");
      int ends = 0;
      for (int t = 0; t < STEPS; t++) {
        float[] actions = actions(twin.actionSpace(), rng);
        twin.step(actions, 0, ENVS);
        single.step(actions, 0, ENVS);
        assertSame(twin, single);
        ends += endsOf(twin);
      }
      assertThat(ends).isGreaterThanOrEqualTo(ENVS * (STEPS / 999)); // the longest episodes
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twins")
  void ranges_may_step_in_any_order_and_an_env_may_be_sent_to_any_episode(
      String name, Supplier<Batchable> factory) {
    VectorEnv twin = VectorEnv.of(factory, ENVS, STREAMS);
    VectorEnv whole = VectorEnv.of(factory, ENVS, STREAMS);
    Rng rng = Rng.stream(2, "actions");
    for (int t = 0; t < 1000; t++) {
      float[] actions = actions(twin.actionSpace(), rng);
      if (t % 10 == 0) {
        int env = rng.nextInt(ENVS);
        twin.reset(env, t);
        whole.reset(env, t);
        assertThat(twin.episodes()[env]).isEqualTo(t);
        assertThat(twin.terminated()[env] || twin.truncated()[env]).isFalse();
      }
      int a = rng.nextInt(ENVS + 1);
      int b = a + rng.nextInt(ENVS + 1 - a);
      twin.step(actions, b, ENVS);
      twin.step(actions, 0, a);
      twin.step(actions, a, b);
      whole.step(actions, 0, ENVS);
      assertSame(twin, whole);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twins")
  void two_threads_may_step_two_halves(String name, Supplier<Batchable> factory)
      throws InterruptedException {
    VectorEnv split = VectorEnv.of(factory, ENVS, STREAMS);
    VectorEnv whole = VectorEnv.of(factory, ENVS, STREAMS);
    float[][] actions = new float[STEPS][];
    Rng rng = Rng.stream(3, "actions");
    for (int t = 0; t < STEPS; t++) {
      actions[t] = actions(whole.actionSpace(), rng);
      whole.step(actions[t], 0, ENVS);
    }
    Thread upper = Thread.ofPlatform().start(() -> stepAll(split, actions, 19, ENVS));
    stepAll(split, actions, 0, 19);
    upper.join();
    assertSame(split, whole);
  }

  private static void stepAll(VectorEnv envs, float[][] actions, int from, int to) {
    for (float[] row : actions) {
      envs.step(row, from, to);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twins")
  void steps_allocate_nothing(String name, Supplier<Batchable> factory) {
    VectorEnv twin = VectorEnv.of(factory, 64, STREAMS);
    Rng rng = Rng.stream(4, "actions");
    float[] actions = new float[64];
    for (int i = 0; i < 64; i++) {
      twin.actionSpace().sample(rng, actions, i);
    }
    long allocated =
        Allocations.ofCompiled(() -> {
          for (int t = 0; t < STEPS; t++) {
            twin.step(actions, 0, 64);
          }
        });
    assertThat(allocated).isLessThan(1000); // the measurement itself
  }

  @Test
  void wrong_actions_are_refused_as_by_the_single_env() {
    VectorEnv cartPoles = VectorEnv.of(CartPole::new, 3, STREAMS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cartPoles.step(new float[] {0, 1, 2}, 0, 3))
        .withMessage("action is 2; it must be 0 (left) or 1 (right).");
    VectorEnv pendulums = VectorEnv.of(Pendulum::new, 3, STREAMS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pendulums.step(new float[] {0, Float.NaN, 0}, 0, 3))
        .withMessage("the action of env 1 is NaN. Maybe the policy has diverged.");
    VectorEnv cars = VectorEnv.of(MountainCar::new, 3, STREAMS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cars.step(new float[] {0, -1, 2}, 0, 3))
        .withMessage("action is -1; it must be 0 (left), 1 (none) or 2 (right).");
    VectorEnv acrobots = VectorEnv.of(Acrobot::new, 3, STREAMS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> acrobots.step(new float[] {0, 1, 3}, 0, 3))
        .withMessage("action is 3; it must be 0, 1 or 2 (a torque of -1, 0 or 1).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pendulum().batch(0, STREAMS))
        .withMessage("n is 0; it must be at least 1.");
  }

  private static float[] actions(Space space, Rng rng) {
    float[] actions = new float[ENVS];
    for (int i = 0; i < ENVS; i++) {
      space.sample(rng, actions, i);
      actions[i] *= space instanceof Box ? 1.5f : 1; // beyond the bounds too
    }
    return actions;
  }

  private static int endsOf(VectorEnv envs) {
    int ends = 0;
    for (int i = 0; i < ENVS; i++) {
      ends += envs.terminated()[i] || envs.truncated()[i] ? 1 : 0;
    }
    return ends;
  }

  /// To the bit; AssertJ only says what differs.
  private static void assertSame(VectorEnv actual, VectorEnv expected) {
    if (Arrays.equals(actual.observations(), expected.observations())
        && Arrays.equals(actual.rewards(), expected.rewards())
        && Arrays.equals(actual.terminated(), expected.terminated())
        && Arrays.equals(actual.truncated(), expected.truncated())
        && Arrays.equals(actual.episodes(), expected.episodes())
        && Arrays.equals(actual.finalObservations(), expected.finalObservations())) {
      return;
    }
    assertThat(actual.observations()).containsExactly(expected.observations());
    assertThat(actual.rewards()).containsExactly(expected.rewards());
    assertThat(actual.terminated()).containsExactly(expected.terminated());
    assertThat(actual.truncated()).containsExactly(expected.truncated());
    assertThat(actual.episodes()).containsExactly(expected.episodes());
    assertThat(actual.finalObservations()).containsExactly(expected.finalObservations());
    fail("an array differs in the sign of a zero");
  }
}
