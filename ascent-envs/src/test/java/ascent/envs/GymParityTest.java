package ascent.envs;

import static ascent.envs.GymFixtures.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ascent.env.Action;
import ascent.env.Step;
import ascent.envs.GymFixtures.Episode;
import ascent.rng.Rng;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our envs against Gymnasium's, step by step from the recorded states, and whole episodes where
/// the dynamics allow: CartPole amplifies rounding 1e14 times in an episode of 500 steps.
class GymParityTest {
  private static final Set<String> KNOWN = Set.of("cartpole_v1", "pendulum_v1");
  private static final double STEP = 1e-6;
  private static final double EPISODE = 1e-5;
  private static final int CART_POLE_STEPS = 250; // compared of a whole episode

  private final Rng rng = Rng.stream(1, "parity");

  @Test
  void cart_pole_steps_as_gymnasium_s_does() {
    CartPole env = new CartPole();
    float[] obs = new float[4];
    for (Episode episode : GymFixtures.episodes("cartpole_v1")) {
      env.reset(rng, obs);
      place(env, episode.states()[0]);
      env.observe(obs);
      assertClose(obs, episode.observations()[0], STEP, "start", 0);
      for (int t = 0; t < episode.rewards().length; t++) {
        place(env, episode.states()[t]);
        Step step = env.step(Action.of((int) episode.actions()[t][0]), obs);
        assertClose(obs, episode.observations()[t + 1], STEP, "step", t + 1);
        assertSameEnd(step, episode, t);
        assertThat(step.reward()).isEqualTo(episode.rewards()[t]);
      }
    }
  }

  @Test
  void cart_pole_stays_near_gymnasium_s_for_250_steps() {
    CartPole env = new CartPole();
    float[] obs = new float[4];
    for (Episode episode : GymFixtures.episodes("cartpole_v1")) {
      env.reset(rng, obs);
      place(env, episode.states()[0]);
      int steps = Math.min(CART_POLE_STEPS, episode.rewards().length);
      for (int t = 0; t < steps; t++) {
        Step step = env.step(Action.of((int) episode.actions()[t][0]), obs);
        assertClose(obs, episode.observations()[t + 1], EPISODE, "open loop, step", t + 1);
        assertSameEnd(step, episode, t);
      }
    }
  }

  @Test
  void pendulum_steps_as_gymnasium_s_does() {
    Pendulum env = new Pendulum();
    float[] obs = new float[3];
    for (Episode episode : GymFixtures.episodes("pendulum_v1")) {
      env.reset(rng, obs);
      place(env, episode.states()[0]);
      env.observe(obs);
      assertClose(obs, episode.observations()[0], STEP, "start", 0);
      for (int t = 0; t < episode.rewards().length; t++) {
        place(env, episode.states()[t]);
        assertSameStep(env, episode, t, STEP, obs);
      }
    }
  }

  @Test
  void pendulum_stays_near_gymnasium_s_for_whole_episodes() {
    Pendulum env = new Pendulum();
    float[] obs = new float[3];
    for (Episode episode : GymFixtures.episodes("pendulum_v1")) {
      env.reset(rng, obs);
      place(env, episode.states()[0]);
      for (int t = 0; t < episode.rewards().length; t++) {
        assertSameStep(env, episode, t, EPISODE, obs);
      }
    }
  }

  private static void assertSameStep(
      Pendulum env, Episode episode, int t, double tolerance, float[] obs) {
    Step step = env.step(Action.of((float) episode.actions()[t][0]), obs);
    assertClose(obs, episode.observations()[t + 1], tolerance, "step", t + 1);
    double[] reward = {episode.rewards()[t]};
    assertClose(new float[] {(float) step.reward()}, reward, tolerance, "reward", t + 1);
    assertSameEnd(step, episode, t);
  }

  private static void assertSameEnd(Step step, Episode episode, int t) {
    assertThat(step.terminated()).as("terminated %d", t + 1).isEqualTo(episode.terminated()[t]);
    assertThat(step.truncated()).as("truncated %d", t + 1).isEqualTo(episode.truncated()[t]);
  }

  private static void place(CartPole env, double[] state) {
    env.state(state[0], state[1], state[2], state[3]);
  }

  private static void place(Pendulum env, double[] state) {
    env.state(state[0], state[1]);
  }

  @Test
  void every_known_file_is_there_and_the_others_are_listed_as_skipped() {
    List<String> names = GymFixtures.names(GymFixtures.folder());
    for (String name : names) {
      if (!KNOWN.contains(name)) {
        GymFixtures.skipped(name);
      }
    }
    assertThat(names).containsAll(KNOWN);
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
