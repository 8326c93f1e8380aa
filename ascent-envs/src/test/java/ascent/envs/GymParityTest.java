package ascent.envs;

import static ascent.envs.GymFixtures.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.envs.GymFixtures.Episode;
import ascent.rng.Rng;
import ascent.space.Discrete;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Our envs against Gymnasium's, step by step from the recorded states, and whole episodes where
/// the dynamics allow: CartPole amplifies rounding 1e14 times in an episode of 500 steps.
class GymParityTest {
  /// Compared here.
  private static final Set<String> CLASSIC =
      Set.of(
          "cartpole_v1",
          "pendulum_v1",
          "mountain_car_v0",
          "mountain_car_continuous_v0",
          "acrobot_v1");

  private static final double STEP = 1e-6;
  private static final double EPISODE = 1e-5;

  /// An env that can be put into a recorded state.
  ///
  /// @param openLoop how many steps of an episode are compared without going back to the states
  record Subject(
      String file, Env env, Consumer<double[]> place, Consumer<float[]> observe, int openLoop) {

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Subject> subjects() {
    CartPole cartPole = new CartPole();
    Pendulum pendulum = new Pendulum();
    MountainCar car = new MountainCar();
    MountainCarContinuous continuous = new MountainCarContinuous();
    Acrobot acrobot = new Acrobot();
    return List.of(
        new Subject(
            "cartpole_v1",
            cartPole,
            s -> cartPole.state(s[0], s[1], s[2], s[3]),
            cartPole::observe,
            250),
        new Subject(
            "pendulum_v1", pendulum, s -> pendulum.state(s[0], s[1]), pendulum::observe, 200),
        new Subject("mountain_car_v0", car, s -> car.state(s[0], s[1]), car::observe, 200),
        new Subject(
            "mountain_car_continuous_v0",
            continuous,
            s -> continuous.state(s[0], s[1]),
            continuous::observe,
            999),
        new Subject(
            "acrobot_v1",
            acrobot,
            s -> acrobot.state(s[0], s[1], s[2], s[3]),
            acrobot::observe,
            500));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void every_step_from_a_recorded_state_is_gymnasium_s(Subject subject) {
    float[] obs = new float[subject.env.observationSpace().size()];
    for (Episode episode : GymFixtures.episodes(subject.file)) {
      begin(subject, episode, obs);
      subject.observe.accept(obs);
      assertClose(obs, episode.observations()[0], STEP, "start", 0);
      for (int t = 0; t < episode.rewards().length; t++) {
        subject.place.accept(episode.states()[t]);
        assertSameStep(subject, episode, t, STEP, obs);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whole_episodes_stay_near_gymnasium_s(Subject subject) {
    float[] obs = new float[subject.env.observationSpace().size()];
    for (Episode episode : GymFixtures.episodes(subject.file)) {
      begin(subject, episode, obs);
      int steps = Math.min(subject.openLoop, episode.rewards().length);
      for (int t = 0; t < steps; t++) {
        assertSameStep(subject, episode, t, EPISODE, obs);
      }
    }
  }

  private static void begin(Subject subject, Episode episode, float[] obs) {
    subject.env.reset(Rng.stream(1, "parity"), obs);
    subject.place.accept(episode.states()[0]);
  }

  private static void assertSameStep(
      Subject subject, Episode episode, int t, double tolerance, float[] obs) {
    Step step = subject.env.step(action(subject.env, episode.actions()[t]), obs);
    assertClose(obs, episode.observations()[t + 1], tolerance, "step", t + 1);
    double[] reward = {episode.rewards()[t]};
    assertClose(new float[] {(float) step.reward()}, reward, tolerance, "reward", t + 1);
    assertThat(step.terminated()).as("terminated %d", t + 1).isEqualTo(episode.terminated()[t]);
    assertThat(step.truncated()).as("truncated %d", t + 1).isEqualTo(episode.truncated()[t]);
  }

  /// As recorded: not clipped.
  private static Action action(Env env, double[] recorded) {
    return env.actionSpace() instanceof Discrete
        ? Action.of((int) recorded[0])
        : Action.of((float) recorded[0]);
  }

  @Test
  void every_known_file_is_there_and_the_others_are_listed_as_skipped() {
    List<String> names = GymFixtures.names(GymFixtures.folder());
    for (String name : names) {
      if (!CLASSIC.contains(name) && !GymTableTest.TABLES.containsKey(name)) {
        GymFixtures.skipped(name);
      }
    }
    assertThat(names).containsAll(CLASSIC);
  }

  @Test
  void an_empty_or_missing_folder_and_a_file_without_steps_fail(@TempDir Path empty) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> GymFixtures.names(empty))
        .withMessageContaining(empty.toString());
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> GymFixtures.names(empty.resolve("gym")));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> GymFixtures.find("no/such/folder"))
        .withMessageStartingWith("There is no folder no/such/folder in ");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> GymFixtures.ran("cartpole_v1", 3, 0))
        .withMessageContaining("steps in gym/cartpole_v1.json");
  }

  @Test
  void numbers_are_close_within_the_tolerance_of_the_largest_of_them() {
    double[] y = {8, 0};
    assertClose(new float[] {8, 7.9e-3f}, y, 1e-3, "near", 0);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertClose(new float[] {8, 8.1e-3f}, y, 1e-3, "far", 0));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertClose(new float[] {8, Float.NaN}, y, 1e-3, "nan", 0));
  }
}
