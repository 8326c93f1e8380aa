package ascent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.env.Env;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.rng.Rng;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every env of ours draws itself.
class DrawingTest {
  private static final int STEPS = 40;

  static List<EnvSpec> specs() {
    return Envs.all().stream()
        .filter(spec ->
            !Set.of("Breaking-v0", "Endless-v0", "Drawn-v0", "Fragile-v0").contains(spec.name()))
        .toList();
  }

  private static int[] picture(FrameGrabber camera) {
    BufferedImage image = camera.shoot();
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /// What is seen of an episode of random actions: observations and rewards; and, where a picture
  /// is taken of every state, the pictures.
  private record Episode(List<String> states, List<int[]> pictures) {
    static Episode play(EnvSpec spec, boolean draw) {
      var episode = new Episode(new ArrayList<>(), new ArrayList<>());
      try (Env env = spec.factory().get()) {
        float[] obs = new float[env.observationSpace().size()];
        boolean[] mask = new boolean[env.actionSpace().features()];
        Player player = Player.random(env.actionSpace());
        Rng actions = Rng.stream(1, "actions");
        env.reset(Rng.stream(1, "episode"), obs);
        episode.see(env, obs, Step.of(0), draw);
        Step step = Step.of(0);
        for (int i = 0; i < STEPS && !step.last(); i++) {
          boolean[] allowed = env.actionMask(mask) ? mask : new boolean[0];
          step = env.step(player.choose(obs, allowed, actions), obs);
          episode.see(env, obs, step, draw);
        }
      }
      return episode;
    }

    private void see(Env env, float[] obs, Step step, boolean draw) {
      states.add(Arrays.toString(obs) + step);
      if (draw) {
        FrameGrabber camera = new FrameGrabber(env);
        pictures.add(picture(camera));
        assertThat(picture(camera)).as("drawn again").isEqualTo(pictures.getLast());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void there_is_something_to_see_in_every_state(EnvSpec spec) {
    for (int[] picture : Episode.play(spec, true).pictures) {
      long colours = Arrays.stream(picture).distinct().count();
      assertThat(colours).isGreaterThan(1); // more than the background
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void pictures_change_with_the_state(EnvSpec spec) {
    Set<Integer> different = new HashSet<>();
    List<int[]> pictures = Episode.play(spec, true).pictures;
    pictures.forEach(picture -> different.add(Arrays.hashCode(picture)));

    assertThat(different).hasSizeGreaterThanOrEqualTo(Math.min(3, pictures.size()));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void drawing_changes_nothing(EnvSpec spec) {
    assertThat(Episode.play(spec, true).states).isEqualTo(Episode.play(spec, false).states);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void the_same_episode_looks_the_same(EnvSpec spec) {
    List<int[]> pictures = Episode.play(spec, true).pictures;
    List<int[]> again = Episode.play(spec, true).pictures;

    assertThat(again).hasSameSizeAs(pictures);
    for (int i = 0; i < pictures.size(); i++) {
      assertThat(again.get(i)).isEqualTo(pictures.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void the_screen_fits_a_film(EnvSpec spec) {
    try (Env env = spec.factory().get()) {
      Renderable.Screen screen = new FrameGrabber(env).screen();
      assertThat(screen.width()).isBetween(100, 1000);
      assertThat(screen.height()).isBetween(100, 1000);
      assertThat(screen.framesPerSecond()).isBetween(1.0, 60.0);
    }
  }

  @Test
  void an_env_that_does_not_draw_is_refused() {
    Env env = Envs.find("Endless-v0").factory().get();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameGrabber(env))
        .withMessage("Endless does not draw itself; it must implement Renderable.");
  }

  @Test
  void a_screen_has_a_size_and_a_speed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Renderable.Screen(0, 10, 30))
        .withMessageContaining("width is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Renderable.Screen(10, 10_000, 30))
        .withMessageContaining("height is 10000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Renderable.Screen(10, 10, 0))
        .withMessageContaining("framesPerSecond is 0");
  }
}
