package ascent.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Renderable;
import ascent.rng.Rng;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneTest {
  private static final int FLAME = 0xFFF28E2B;
  private static final int HULL = 0xFF7F33E5; // of the walker

  private static int[] picture(Renderable env) {
    Renderable.Screen screen = env.screen();
    var image = new BufferedImage(screen.width(), screen.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    env.render(g);
    g.dispose();
    return image.getRGB(0, 0, screen.width(), screen.height(), null, 0, screen.width());
  }

  private static Action action(Env env, float... values) {
    return Action.of(env.actionSpace(), values, 0);
  }

  /// The mean of the horizontal places of the pixels of a colour.
  private static double middle(int[] picture, int colour) {
    return Arrays.stream(indices(picture, colour)).map(i -> i % 600).average().orElseThrow();
  }

  private static int[] indices(int[] picture, int colour) {
    return IntStream.range(0, picture.length).filter(i -> picture[i] == colour).toArray();
  }

  /// What leaves the engine flies to the other side than the thrust: action 1 thrusts to the left.
  @ParameterizedTest
  @CsvSource({"1, 1", "3, -1"})
  void a_side_engine_blows_away_from_its_thrust(int engine, int side) {
    try (LunarLander env = new LunarLander()) {
      float[] obs = new float[8];
      env.reset(Rng.stream(1, "episode"), obs);
      env.step(action(env, 0), obs);
      for (int i = 0; i < 20; i++) { // down into the picture
        env.step(action(env, 0), obs);
      }
      assertThat(indices(picture(env), FLAME)).isEmpty();

      env.step(action(env, engine), obs);

      double craft = 300 + 300 * obs[0]; // pixels
      assertThat(side * (middle(picture(env), FLAME) - craft)).isPositive();
    }
  }

  @Test
  void the_main_engine_blows_as_hard_as_its_throttle() {
    LunarLander.Settings settings = LunarLander.Settings.DEFAULT.withContinuous(true);
    try (LunarLander env = new LunarLander(settings)) {
      float[] obs = new float[8];
      env.reset(Rng.stream(1, "episode"), obs);
      for (int i = 0; i < 20; i++) {
        env.step(action(env, -1, 0), obs);
      }
      env.step(action(env, 0.1f, 0), obs);
      int weak = indices(picture(env), FLAME).length;
      env.step(action(env, 1, 0), obs);
      int strong = indices(picture(env), FLAME).length;

      assertThat(weak).isPositive();
      assertThat(strong).isGreaterThan(weak);
    }
  }

  /// The view scrolls, so the hull stays at a fifth of its width: 120 pixels.
  @Test
  void the_walker_stays_where_it_is_in_the_picture() {
    try (BipedalWalker env = new BipedalWalker()) {
      float[] obs = new float[24];
      env.reset(Rng.stream(1, "episode"), obs);
      for (int i = 0; i < 10; i++) {
        assertThat(middle(picture(env), HULL)).isBetween(105.0, 135.0);
        env.step(action(env, 1, 0, -1, 0), obs);
      }
    }
  }

  @Test
  void the_last_state_of_an_episode_can_be_drawn() {
    try (BipedalWalker env = new BipedalWalker()) {
      float[] obs = new float[24];
      env.reset(Rng.stream(1, "episode"), obs);
      while (!env.step(action(env, 1, 1, 1, 1), obs).last()) {}

      assertThat(indices(picture(env), HULL)).isNotEmpty();
    }
  }

  @Test
  void without_an_episode_there_is_nothing_to_draw() {
    LunarLander lander = new LunarLander();
    BipedalWalker walker = new BipedalWalker();
    walker.reset(Rng.stream(1, "episode"), new float[24]);
    walker.close();

    for (Renderable env : new Renderable[] {lander, walker}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> picture(env))
          .withMessage(
              "there is nothing to draw; a reset must come first. Maybe the env was closed.");
    }
  }
}
