package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pictures of `docs/envs`; `make pictures` takes them anew.
class EnvPicturesTest {
  private static final Path PAGES = HelpTest.root().resolve("docs/envs");
  private static final long MOST_BYTES = 30_000;

  /// Which state of which episode shows an env well.
  @ParameterizedTest
  @CsvSource({
    "Acrobot-v1, 40, 1",
    "Bandit-v0, 2, 3",
    "BipedalWalker-v3, 20, 1",
    "BipedalWalkerHardcore-v3, 20, 1",
    "Blackjack-v1, 2, 175",
    "CartPole-v1, 15, 1",
    "CliffWalking-v0, 12, 3",
    "FrozenLake-v1, 3, 1",
    "GoalGrid-v0, 5, 1",
    "LunarLander-v3, 40, 1",
    "MinAtar/Asterix-v1, 45, 3",
    "MinAtar/Breakout-v1, 40, 1",
    "MinAtar/Freeway-v1, 40, 1",
    "MinAtar/Seaquest-v1, 25, 1",
    "MinAtar/SpaceInvaders-v1, 40, 7",
    "MountainCar-v0, 60, 1",
    "MountainCarContinuous-v0, 100, 1",
    "Pendulum-v1, 20, 1",
    "PointReach-v0, 5, 1",
    "RockPaperScissors-v0, 30, 1",
    "ShortCorridor-v0, 4, 1",
    "SimpleCartPole-v0, 60, 1",
    "Taxi-v3, 12, 1",
  })
  void a_picture_is_what_render_draws(String env, int frames, long seed, @TempDir Path dir)
      throws IOException {
    Path file = dir.resolve("a.png");
    String line =
        "render %s --no-overlay --max-frames %d --seed %d -o %s".formatted(env, frames, seed, file);
    Cli.run(line.split(" ")).succeeded();
    Path picture = PAGES.resolve("images/" + env + ".png");

    if (Boolean.getBoolean("ascent.docs.write")) {
      Files.createDirectories(picture.getParent());
      Files.copy(file, picture, StandardCopyOption.REPLACE_EXISTING);
    }

    assertThat(picture).exists();
    assertThat(Files.size(picture)).isLessThan(MOST_BYTES);
    BufferedImage drawn = ImageIO.read(file.toFile());
    BufferedImage kept = ImageIO.read(picture.toFile());
    assertThat(kept.getWidth()).isEqualTo(drawn.getWidth());
    assertThat(kept.getHeight()).isEqualTo(drawn.getHeight());
    boolean box2d =
        Set.of("LunarLander-v3", "BipedalWalker-v3").contains(env) || env.contains("Hard");
    if (!box2d) { // whose physics differ a bit between machines
      assertThat(differing(drawn, kept)).as("to take it anew: make pictures").isLessThan(0.002);
    }
  }

  /// The part of the pixels that differ so that one could see it.
  private static double differing(BufferedImage a, BufferedImage b) {
    long differing = 0;
    for (int x = 0; x < a.getWidth(); x++) {
      for (int y = 0; y < a.getHeight(); y++) {
        int p = a.getRGB(x, y);
        int q = b.getRGB(x, y);
        for (int shift = 0; shift < 24; shift += 8) {
          if (Math.abs((p >> shift & 255) - (q >> shift & 255)) > 16) {
            differing++;
            break;
          }
        }
      }
    }
    return (double) differing / ((long) a.getWidth() * a.getHeight());
  }

  @Test
  void every_page_shows_a_picture_that_is_there() throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.walk(PAGES)) {
      pages =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !Set.of("README.md", "wrappers.md").contains(file.toFile().getName()))
              .toList();
    }
    long plain = Envs.all().stream().map(EnvSpec::name).filter(EnvPicturesTest::plain).count();
    assertThat(pages).hasSize((int) plain);
    for (Path page : pages) {
      String text = Files.readString(page);
      assertThat(text)
          .as(page.toString())
          .containsPattern("<img src=\"[^\"]*images/[^\"]+\\.png\"");
      text.lines()
          .filter(line -> line.startsWith("<img "))
          .map(line -> line.replaceFirst(".*src=\"([^\"]+)\".*", "$1"))
          .forEach(image -> assertThat(page.resolveSibling(image).normalize()).exists());
    }
  }

  /// Whether an env has a page of its own; others share one.
  private static boolean plain(String env) {
    return !env.matches("(Breaking|Endless|Fragile|Drawn|Contextual).*")
        && !env.matches("FrozenLake8x8.*|LunarLanderContinuous.*|BipedalWalkerHardcore.*");
  }
}
