package ascent.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.box2d.LunarLander.Settings;
import ascent.env.Action;
import ascent.env.Step;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// LunarLander against Gymnasium's, whose random draws are replayed: an episode is then a function
/// of its actions.
///
/// On one machine the two agree to the last bit or nearly so, landing included. Elsewhere the last
/// bits may differ, and a leg that bounces off the ground multiplies them; hence the tolerances.
class LunarLanderParityTest {
  private static final double TOLERANCE = 1e-3;
  private static final double REWARD_TOLERANCE = 0.1; // the shaping is 100 times the observation
  private static final double RETURN_TOLERANCE = 0.05; // of the return

  @ParameterizedTest
  @CsvSource({"lunar_lander_v3, false", "lunar_lander_v3_continuous, true"})
  void it_flies_as_gymnasium_s_does_until_it_touches_the_ground(String name, boolean continuous) {
    for (Recording episode : Recording.read(name)) {
      try (LunarLander env = lander(continuous)) {
        compareFlight(env, episode, continuous);
      }
    }
  }

  private static void compareFlight(LunarLander env, Recording episode, boolean continuous) {
    Replay draws = new Replay(episode.draws());
    float[] obs = new float[8];
    env.reset(draws, obs);
    assertThat(draws.drawn()).as("draws of the reset").isEqualTo(episode.resetDraws());
    assertClose(obs, episode.observations()[0], "reset");
    int steps = episode.stepsInTheAir();
    assertThat(steps).as("steps in the air").isGreaterThan(20);
    for (int t = 0; t < steps; t++) {
      Step step = env.step(action(episode, t, continuous), obs);
      assertClose(obs, episode.observations()[t + 1], "step " + (t + 1));
      assertThat(step.reward())
          .as("reward %d", t + 1)
          .isCloseTo(episode.rewards()[t], within(REWARD_TOLERANCE));
      assertThat(step.terminated()).as("terminated %d", t + 1).isEqualTo(episode.terminated()[t]);
    }
  }

  @ParameterizedTest
  @CsvSource({"lunar_lander_v3, false", "lunar_lander_v3_continuous, true"})
  void a_landing_without_a_bounce_returns_what_gymnasium_s_does(String name, boolean continuous) {
    int compared = 0;
    for (Recording episode : Recording.read(name)) {
      if (episode.withoutBounce()) {
        compared++;
        double recorded = episode.total();
        try (LunarLander env = lander(continuous)) {
          assertThat(play(env, episode, continuous))
              .as("return")
              .isCloseTo(recorded, within(RETURN_TOLERANCE * Math.abs(recorded)));
        }
      }
    }
    System.out.printf(Locale.ROOT, "parity gym/%s.json: %d returns%n", name, compared);
  }

  /// The return of an episode. Where ours goes on for longer, draws and actions are the last ones.
  private static double play(LunarLander env, Recording episode, boolean continuous) {
    float[] obs = new float[8];
    env.reset(new Replay(episode.draws()).holdingTheLast(), obs);
    double total = 0;
    for (int t = 0; ; t++) {
      Step step = env.step(action(episode, Math.min(t, episode.steps() - 1), continuous), obs);
      total += step.reward();
      if (step.last()) {
        return total;
      }
    }
  }

  private static LunarLander lander(boolean continuous) {
    return new LunarLander(Settings.DEFAULT.withContinuous(continuous));
  }

  private static Action action(Recording episode, int t, boolean continuous) {
    double[] action = episode.actions()[t];
    return continuous
        ? Action.of((float) action[0], (float) action[1])
        : Action.of((int) action[0]);
  }

  private static void assertClose(float[] obs, double[] recorded, String when) {
    for (int i = 0; i < obs.length; i++) {
      assertThat((double) obs[i])
          .as("%s, component %d", when, i)
          .isCloseTo(recorded[i], within(TOLERANCE));
    }
  }
}
