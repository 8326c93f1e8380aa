package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `ascent render`.
class RenderTest {
  @TempDir Path dir;

  @AfterEach
  void mend() {
    System.clearProperty(OddEnvs.BREAK_AT);
  }

  private Path film(String name, String line) {
    Path file = dir.resolve(name);
    Cli.run(("render " + line + " -o " + file).split(" ")).succeeded();
    return file;
  }

  private Map<String, Object> json(String name, String line) {
    return Cli.run(("render " + line + " --json -o " + dir.resolve(name)).split(" ")).json();
  }

  /// A frame of a GIF as it is stored: a part of the picture.
  private record GifFrame(BufferedImage part, int left, int top, int delay, boolean loops) {}

  private static List<GifFrame> frames(Path gif) throws IOException {
    List<GifFrame> frames = new ArrayList<>();
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      reader.setInput(in);
      for (int i = 0; i < reader.getNumImages(true); i++) {
        frames.add(frame(reader.read(i), reader.getImageMetadata(i)));
      }
    }
    return frames;
  }

  private static GifFrame frame(BufferedImage part, IIOMetadata metadata) {
    IIOMetadataNode root =
        (IIOMetadataNode) metadata.getAsTree(metadata.getNativeMetadataFormatName());
    IIOMetadataNode place = child(root, "ImageDescriptor");
    boolean loops = false;
    if (root.getElementsByTagName("ApplicationExtension").getLength() > 0) {
      IIOMetadataNode loop = child(root, "ApplicationExtension");
      loops =
          loop.getAttribute("applicationID").equals("NETSCAPE")
              && ((byte[]) loop.getUserObject())[1] == 0; // times, for ever
    }
    return new GifFrame(
        part,
        Integer.parseInt(place.getAttribute("imageLeftPosition")),
        Integer.parseInt(place.getAttribute("imageTopPosition")),
        Integer.parseInt(child(root, "GraphicControlExtension").getAttribute("delayTime")),
        loops);
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
  }

  @Test
  void a_gif_has_every_state_of_the_episode_and_loops() throws IOException {
    List<GifFrame> frames = frames(film("a.gif", "Drawn-v0 --no-overlay"));

    assertThat(frames).hasSize(5); // the first state, and one after each of four steps
    assertThat(frames.getFirst().loops()).isTrue();
    assertThat(frames.getFirst().part().getWidth()).isEqualTo(101);
    assertThat(frames.getFirst().part().getHeight()).isEqualTo(63);
  }

  /// 30 frames a second are 3⅓ hundredths each: frames begin at 0, 3, 7, 10, 13, 17.
  @Test
  void a_gif_keeps_the_speed_on_average() throws IOException {
    assertThat(frames(film("a.gif", "Drawn-v0 --no-overlay")))
        .extracting(GifFrame::delay)
        .containsExactly(3, 4, 3, 3, 4);
    assertThat(frames(film("b.gif", "CartPole-v1 --max-frames 3")))
        .extracting(GifFrame::delay)
        .containsExactly(2, 2, 2);
    assertThat(frames(film("c.gif", "CartPole-v1 --max-frames 3 --fps 12.5")))
        .extracting(GifFrame::delay)
        .containsExactly(8, 8, 8);
  }

  /// The disc is 20 wide and moves by 20: old and new place together are 40 × 20, from 20·(i − 1)
  /// to 20·(i + 1).
  @Test
  void frames_of_a_gif_hold_what_has_changed() throws IOException {
    List<GifFrame> frames = frames(film("a.gif", "Drawn-v0 --no-overlay"));
    for (int i = 1; i < frames.size(); i++) {
      GifFrame frame = frames.get(i);
      assertThat(frame.left()).isEqualTo(20 * (i - 1));
      assertThat(frame.top()).isEqualTo(20);
      assertThat(frame.part().getWidth()).isEqualTo(40);
      assertThat(frame.part().getHeight()).isEqualTo(20);
    }
  }

  /// A GIF has 256 colours a frame: MinAtar's games need fewer, smooth edges may need more.
  @ParameterizedTest
  @CsvSource({"MinAtar/Freeway-v1, 0", "Taxi-v3, 16"})
  void the_last_picture_of_a_gif_is_the_png(String env, int tolerance) throws IOException {
    String line = env + " --seed 3 --max-frames 12";
    BufferedImage png = ImageIO.read(film("a.png", line).toFile());
    List<GifFrame> frames = frames(film("a.gif", line));

    assertThat(frames).hasSize(12);
    var screen = new BufferedImage(png.getWidth(), png.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (GifFrame frame : frames) {
      screen.createGraphics().drawImage(frame.part(), frame.left(), frame.top(), null);
    }
    assertThat(worst(pixels(screen), pixels(png))).isLessThanOrEqualTo(tolerance);
  }

  /// The greatest difference of a colour's part, of 255.
  private static int worst(int[] a, int[] b) {
    int worst = 0;
    for (int i = 0; i < a.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        worst = Math.max(worst, Math.abs((a[i] >> shift & 255) - (b[i] >> shift & 255)));
      }
    }
    return worst;
  }

  private static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }

  private BufferedImage png(String name, String line) throws IOException {
    return ImageIO.read(film(name, line).toFile());
  }

  /// 101 pixels hold 11 letters of 8, so step, return and action have a line each, of 1.8 letters,
  /// with 0.3 above them: ⌈8 · (3 · 1.8 + 0.3)⌉ = 46 pixels.
  @Test
  void a_strip_below_the_picture_leaves_the_picture_as_it_is() throws IOException {
    BufferedImage plain = png("a.png", "Drawn-v0 --no-overlay");
    BufferedImage told = png("b.png", "Drawn-v0");

    assertThat(told.getHeight()).isEqualTo(63 + 46);
    assertThat(pixels(told.getSubimage(0, 0, 101, 63))).isEqualTo(pixels(plain));
    assertThat(pixels(told.getSubimage(0, 63, 101, 46)))
        .contains(0xFF202020)
        .contains(0xFFFFFFFF)
        .doesNotContain(0xFF0000FF);
  }

  @Test
  void the_channels_of_a_board_are_in_a_legend() throws IOException {
    BufferedImage told = png("a.png", "MinAtar/Breakout-v1 --max-frames 1");

    assertThat(told.getHeight()).isGreaterThan(320);
    assertThat(pixels(told.getSubimage(0, 320, 320, told.getHeight() - 320)))
        .contains(
            0xFF4E79A7, 0xFFE15759, 0xFF8A5A5B, 0xFFF2C14E); // paddle, ball, its trail, bricks
  }

  /// Fits 101 × 63 into 400 × 160: the scale is 160 / 63 = 2.54, and 256.5 of 400 columns are used.
  @Test
  void a_film_has_the_size_that_was_asked_for() throws IOException {
    BufferedImage twice = png("a.png", "Drawn-v0 --no-overlay --size 2x");
    BufferedImage wide = png("b.png", "Drawn-v0 --no-overlay --size 400x160");
    BufferedImage told = png("c.png", "Drawn-v0 --size 400x160");

    assertThat(List.of(twice.getWidth(), twice.getHeight())).containsExactly(202, 126);
    assertThat(twice.getRGB(2 * 90, 2 * 30)).isEqualTo(0xFF0000FF); // the disc's middle
    assertThat(List.of(wide.getWidth(), wide.getHeight())).containsExactly(400, 160);
    int middle = (int) (71.7 + 90 * 2.54);
    assertThat(wide.getRGB(middle, (int) (30 * 2.54))).isEqualTo(0xFF0000FF);
    assertThat(pixels(wide.getSubimage(0, 0, 71, 160))).containsOnly(0xFFFFFFFF);
    assertThat(List.of(told.getWidth(), told.getHeight())).containsExactly(400, 160);
  }

  @Test
  void an_mp4_can_be_played_also_one_of_odd_size() throws IOException, JCodecException {
    Path file = film("a.mp4", "Drawn-v0 --episodes 2 --no-overlay");

    List<Picture> pictures = new ArrayList<>();
    try (SeekableByteChannel in = NIOUtils.readableChannel(file.toFile())) {
      FrameGrab grab = FrameGrab.createFrameGrab(in);
      assertThat(grab.getVideoTrack().getMeta().getTotalFrames()).isEqualTo(10);
      assertThat(grab.getVideoTrack().getMeta().getTotalDuration())
          .isCloseTo(10 / 30.0, within(0.01));
      for (Picture p = grab.getNativeFrame(); p != null; p = grab.getNativeFrame()) {
        pictures.add(p);
      }
    }
    assertThat(pictures)
        .hasSize(10)
        .allSatisfy(picture -> {
          assertThat(picture.getCroppedWidth()).isEqualTo(102);
          assertThat(picture.getCroppedHeight()).isEqualTo(64);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "png"})
  void equal_seeds_make_equal_films(String format) throws IOException {
    byte[] film = Files.readAllBytes(film("a." + format, "FrozenLake-v1 --max-frames 5"));

    assertThat(Files.readAllBytes(film("b." + format, "FrozenLake-v1 --max-frames 5")))
        .isEqualTo(film);
    assertThat(Files.readAllBytes(film("c." + format, "FrozenLake-v1 --max-frames 5 --seed 4")))
        .isNotEqualTo(film);
  }

  @Test
  void files_beside_the_film_are_left_alone_and_a_link_is_followed() throws IOException {
    Path notes = Files.writeString(dir.resolve("a.png.tmp"), "notes");
    Path far = Files.writeString(dir.resolve("far.png"), "an old film");
    Path link = Files.createSymbolicLink(dir.resolve("a.png"), Path.of("far.png"));

    film("a.png", "Drawn-v0");

    assertThat(notes).hasContent("notes");
    assertThat(link).isSymbolicLink();
    assertThat(ImageIO.read(far.toFile()).getWidth()).isEqualTo(101);
  }

  @Test
  void random_actions_are_allowed_ones() {
    Map<String, Object> result = json("a.png", "Drawn-v0 --episodes 20");

    assertThat(result.get("env")).isEqualTo("Drawn-v0");
    assertThat(result.get("file")).isEqualTo(dir.resolve("a.png").toString());
    assertThat(result.get("episodes")).isEqualTo(20);
    assertThat(result.get("frames")).isEqualTo(100);
    assertThat(Cli.number(result, "mean")).isEqualTo(2.5); // 3 · 0.5 + 1
    assertThat(result.get("complete")).isEqualTo(true);
  }

  @Test
  void a_film_may_end_before_its_episodes() {
    Path file = dir.resolve("a.gif");
    Cli.Result result =
        Cli.run(("render Drawn-v0 --episodes 3 --max-frames 7 -o " + file).split(" "));

    assertThat(result.succeeded()).isEqualTo(file + ": 7 frames of 2 episodes of Drawn-v0\n");
    assertThat(result.err())
        .isEqualTo("ascent: the film ends before the episodes do, after --max-frames.\n");
    assertThat(json("b.gif", "Drawn-v0 --max-frames 7").get("complete")).isEqualTo(true);
    assertThat(json("b.gif", "Drawn-v0 --max-frames 4").get("complete")).isEqualTo(false);
  }

  /// With wrappers, normalised observations, a step limit and masks between them: if any were
  /// forgotten, the returns would not be those of eval.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GoalGrid-v0 --wrap frame-stack:2,sticky-actions:0.25 --set normalizeObservations=true | 30
          GoalGrid-v0 --wrap time-limit:9                                                       | 50
          Taxi-v3                                                                               | 25
          PointReach-v0                                                                         | 20
          """)
  void the_episodes_of_a_run_are_those_of_eval(String env, int limit) {
    Path run = dir.resolve("run");
    String train = "train ppo " + env + " --steps 128 --set rolloutSteps=64,batchSize=64 --quiet";
    String rest = " --eval-episodes 1 --max-episode-steps " + limit + " --out " + run;
    Cli.run((train.replace(",batchSize", " --set batchSize") + rest).split(" +")).succeeded();

    for (String how : List.of("", " --stochastic")) {
      String line = run + " --episodes 3 --seed 5 --json" + how;
      Map<String, Object> evaluation = Cli.run(("eval " + line).split(" ")).json();
      Map<String, Object> film =
          Cli.run(("render " + line + " -o " + dir.resolve("a.png")).split(" ")).json();

      assertThat(film.get("complete")).isEqualTo(true);
      assertThat(Cli.number(film, "mean"))
          .isCloseTo(Cli.number(evaluation, "mean"), within(1e-4)); // its rewards are floats
    }
  }

  /// The first scene is the untrained policy, the last one the model's; the run kept checkpoints of
  /// neither, and only of some between.
  @Test
  void a_history_shows_the_policy_from_before_training_to_its_end() throws IOException {
    Path run = dir.resolve("run");
    Cli.run(
            ("train ppo CartPole-v1 --preset default --steps 1024 --set rolloutSteps=128"
                    + " --set batchSize=128 --set epochs=2 --eval-episodes 1 --checkpoint-every 300"
                    + " --keep-checkpoints 2 --quiet --out "
                    + run)
                .split(" "))
        .succeeded();
    Path film = dir.resolve("a.gif");

    Map<String, Object> result =
        Cli.run(
                ("render " + run + " --history 4 --max-frames 400 --size 0.5x --json -o " + film)
                    .split(" "))
            .json();

    List<?> means = (List<?>) result.get("history");
    assertThat(means).hasSize(4);
    Map<String, Object> last =
        Cli.run(
                ("render " + run + " --max-frames 100 --json -o " + dir.resolve("b.gif"))
                    .split(" "))
            .json();
    assertThat(means.getLast()).isEqualTo(last.get("mean"));
    assertThat(result.get("mean")).isEqualTo(last.get("mean"));
    assertThat(means.getFirst()).isNotEqualTo(means.getLast());
    assertThat(frames(film)).hasSize((int) result.get("frames"));
  }

  @Test
  void a_policy_is_not_filmed_in_another_world() {
    Path run = dir.resolve("run");
    Cli.run(
            ("train ppo GoalGrid-v0 --steps 64 --set rolloutSteps=64 --eval-episodes 1 --quiet"
                    + (" --out " + run))
                .split(" "))
        .succeeded();

    String line = "render " + run + " -o " + dir.resolve("a.png") + " --env ";
    assertThat(Cli.run((line + "Acrobot-v1").split(" ")).failed(2))
        .startsWith("the policy's observation space is Box(")
        .endsWith("Maybe the policy was trained on another environment.");
    assertThat(Cli.run((line + "CartPole-v1").split(" ")).failed(2)).startsWith("the policy's ");
    assertThat(dir.resolve("a.png")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CartPole-v1                        | the film needs a file: -o FILE.gif, .mp4 or .png.
          CartPole-v1 -o a.avi               | the output is a.avi; its name must end in .gif, .mp4 or .png.
          CartPole-v1 -o .                   | -o is .; it is a directory, not a regular file.
          Endless-v0 -o a.gif                | Endless does not draw itself; it must implement Renderable.
          CartPol -o a.gif                   | there is no file or directory 'CartPol', and no env is named 'CartPol'. Did you mean CartPole-v1
          CartPole-v1?x=1 -o a.gif           | CartPole-v1 has no parameter 'x'.
          runs/model.zip -o a.gif            | there is no file or directory 'runs/model.zip'.
          nothing --env CartPole-v1 -o a.gif | there is no file or directory 'nothing', and no env is named
          MinAtar/Breakot-v1 -o a.gif        | there is no file or directory 'MinAtar/Breakot-v1', and no env is named 'MinAtar/Breakot-v1'. Did you mean MinAtar/Breakout-v1
          CartPole-v1 --env Acrobot-v1 -o a.gif | CartPole-v1 is an environment, and so is Acrobot-v1 of --env.
          CartPole-v1 --stochastic -o a.gif  | --stochastic is for a policy; without one, actions of CartPole-v1 are random anyway.
          CartPole-v1 -o a.gif --episodes 0  | --episodes is 0; it must be at least 1.
          CartPole-v1 -o a.png --history 3   | --history is for films; a .png is a single picture.
          CartPole-v1 -o a.gif --history 1   | --history is 1; it must be in [2, 100], from the untrained policy to the last one.
          CartPole-v1 -o a.gif --history 3   | --history is for the directory of a run; CartPole-v1 is an environment.
          CartPole-v1 -o a.gif --fps 60      | --fps is 60; it must be in [0.01, 50], since viewers slow down faster GIFs. Maybe write an .mp4.
          CartPole-v1 -o a.mp4 --fps 0       | --fps is 0; it must be in [0.01, 1000].
          CartPole-v1 -o a.png --fps 5       | --fps is for films; a .png is a single picture.
          CartPole-v1 -o a.gif --size 600    | --size is 600; it must be like 640x480 or 2x.
          CartPole-v1 -o a.gif --size 0x     | --size is 0x; it must be like 640x480 or 2x.
          CartPole-v1 -o a.gif --size 100x   | the film's width would be 60000 pixels; it must be in [1, 8192]. Maybe give another --size.
          CartPole-v1 -o a.gif --size 99x40  | --size is 99x40, which leaves 0 rows for the picture above 46 of text; it must leave 16. Maybe add --no-overlay.
          CartPole-v1 -o a.gif --max-frames x | --max-frames: "x" is not a number.
          """)
  void wrong_use_is_answered_with_a_sentence(String line, String expected) {
    assertThat(Cli.run(("render " + line).split(" +")).failed(2)).startsWith(expected);
    assertThat(Path.of("a.gif")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "mp4", "png"})
  void an_env_that_fails_leaves_the_old_film(String format) throws IOException {
    System.setProperty(OddEnvs.BREAK_AT, "3");
    Path file = Files.writeString(dir.resolve("a." + format), "the old one");

    assertThat(Cli.run("render", "Drawn-v0", "-o", file.toString()).err())
        .startsWith(
            "ascent: episode 0, step 3: step threw java.lang.IllegalArgumentException: the wheel came off"
                + " at ascent.cli.DrawnEnv.step(DrawnEnv.java:");

    assertThat(file).hasContent("the old one");
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_film_gets_its_folder_unless_a_file_is_in_the_way() throws IOException {
    assertThat(film("new/folder/a.gif", "Drawn-v0")).isNotEmptyFile();
    Files.writeString(dir.resolve("file"), "");

    String message =
        Cli.run("render", "Drawn-v0", "-o", dir.resolve("file/a.gif").toString()).failed(2);

    assertThat(message)
        .isEqualTo("-o is %1$s/file/a.gif, but %1$s/file is not a directory.".formatted(dir));
  }
}
