package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.agent.Provenance;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `ascent replay RUN --at STEP`, of a run of four rollouts of 64 steps.
class UpdateReplayCommandTest {
  @TempDir private Path dir;
  private Path run;
  private final @Nullable String commit = System.getProperty("ascent.commit");

  @BeforeEach
  void train() {
    run = dir.resolve("run");
    command(
            "train ppo CartPole-v1 --preset default --steps 256 --envs 2 --set rolloutSteps=32"
                + " --set batchSize=32 --set epochs=2 --log-every 1 --eval-episodes 1 --quiet --out "
                + run)
        .succeeded();
  }

  @AfterEach
  void restore_the_commit() {
    if (commit == null) {
      System.clearProperty("ascent.commit");
    } else {
      System.setProperty("ascent.commit", commit);
    }
  }

  private static Cli.Result command(String line) {
    return Cli.run(line.split(" "));
  }

  private Cli.Result replay(String options) {
    return command("replay " + run + " " + options);
  }

  @Test
  void everything_of_an_update_is_written_and_its_figures_are_shown() throws IOException {
    Path out = dir.resolve("out");

    String shown = replay("--at 150 --quiet --out " + out).succeeded();

    assertThat(shown)
        .startsWith(
            "update 3 of %s: steps 129 to 192, computed again from step 0\nas recorded in 3 rows of metrics.csv\nrollout: 64 samples of 2 environments; "
                .formatted(run))
        .contains("\nEPOCH  STEPS  APPROX_KL  RATIO ")
        .contains("\n1      2      ")
        .contains("\npolicy.head.weight  ")
        .endsWith(
            "\nin %s: update.json, rollout.csv, episodes.csv, gradients.csv, samples.csv, parameters.csv\n"
                .formatted(out));
    assertThat(lines(out, "rollout.csv")).hasSize(1 + 64);
    assertThat(lines(out, "gradients.csv")).hasSize(1 + 2 * 2);
    assertThat(lines(out, "samples.csv")).hasSize(1 + 2 * 64);
    assertThat(lines(out, "parameters.csv")).hasSize(1 + 12); // weights and biases of two nets
    assertThat(lines(out, "rollout.csv").getFirst())
        .isEqualTo(
            "row,step,env,episode,obs_0,obs_1,obs_2,obs_3,action_0,reward,terminated,truncated,log_prob,value,advantage,return");
    assertThat(lines(out, "samples.csv").get(1)).containsPattern("^0,\\d+,-[^,]+,1,"); // ratio 1
    Object json = Json.parse(Files.readAllBytes(out.resolve("update.json")));
    assertThat(Json.at(json, "to_step")).isEqualTo(192);
    assertThat(Json.at(json, "metrics", "time/total_timesteps")).isEqualTo(192);
  }

  private static List<String> lines(Path folder, String name) throws IOException {
    return Files.readAllLines(folder.resolve(name));
  }

  /// Whole episodes have the returns of episodes.csv; the steps of all parts are the rollout's.
  @Test
  void the_episodes_of_an_update_are_those_of_the_run() throws IOException {
    Path out = dir.resolve("out");
    replay("--at 192 --quiet --out " + out).succeeded();

    List<String> returns = new ArrayList<>();
    int steps = 0;
    for (String line : lines(out, "episodes.csv").subList(1, lines(out, "episodes.csv").size())) {
      String[] cells = line.split(",", -1);
      steps += Integer.parseInt(cells[3]) - Integer.parseInt(cells[2]) + 1;
      if (cells[5].equals("1")) {
        returns.add(cells[0] + ":" + cells[8]);
      }
    }
    List<String> recorded = new ArrayList<>();
    for (String line : lines(run, "episodes.csv").subList(1, lines(run, "episodes.csv").size())) {
      String[] cells = line.split(",", -1);
      int step = Integer.parseInt(cells[0]);
      if (step > 128 && step <= 192) {
        recorded.add(cells[1] + ":" + cells[2]);
      }
    }
    assertThat(steps).isEqualTo(64);
    assertThat(returns).isNotEmpty().containsExactlyInAnyOrderElementsOf(recorded);
  }

  /// A frame for the reset and one for each step: if an action or a stream were another one, an
  /// episode would end earlier or later.
  @Test
  void the_episodes_of_an_update_are_filmed_from_their_beginning() throws IOException {
    Path out = dir.resolve("out");
    Path film = dir.resolve("a.gif");
    replay("--at 192 --quiet --film " + film + " --out " + out).succeeded();

    int frames = 0;
    List<String> lines = lines(out, "episodes.csv");
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      int steps = Integer.parseInt(cells[3]) - Integer.parseInt(cells[2]) + 1;
      frames += 1 + steps + Integer.parseInt(cells[4]);
    }
    assertThat(frames).isGreaterThan(64 + 4);
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(film.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(frames);
    }
  }

  @Test
  void the_last_update_is_held_against_the_checkpoint() {
    Map<String, Object> result = replay("--at 256 --quiet --json --out " + dir.resolve("o")).json();

    assertThat(result)
        .containsEntry("equal_checkpoint", "checkpoint.zip")
        .containsEntry("equal_rows_of_metrics", 4)
        .containsEntry("replayed_from_step", 0)
        .containsEntry("directory", dir.resolve("o").toString());
  }

  @Test
  void a_branch_is_a_run_with_a_parent() throws IOException {
    Path out = dir.resolve("branch");

    Map<String, Object> result =
        replay("--at 100 --branch gamma=0.5 --branch steps=320 --quiet --json --out " + out).json();

    assertThat(result).containsEntry("steps", 320).containsEntry("run", out.toString());
    Object config = Json.parse(Files.readAllBytes(out.resolve("config.json")));
    assertThat(Json.at(config, "run", "from")).isEqualTo("run");
    assertThat(Json.at(config, "run", "fromStep")).isEqualTo("128");
    assertThat(Json.at(config, "config", "gamma")).isEqualTo("0.5");
    assertThat(lines(out, "metrics.csv").get(1)).startsWith("192,3,");
    String again =
        command("replay " + out + " --at 200 --quiet --out " + dir.resolve("o")).succeeded();
    assertThat(again)
        .contains("computed again from step 128\nas recorded in 2 rows of metrics.csv");
  }

  @Test
  void a_difference_fails_with_its_place_and_leaves_nothing() throws IOException {
    Path metrics = run.resolve("metrics.csv");
    Files.writeString(metrics, Files.readString(metrics).replace("\n128,2,", "\n128,7,"));
    Path out = dir.resolve("out");

    assertThat(replay("--at 192 --quiet --out " + out).failed(1))
        .startsWith(
            "the replay differs from the run: at step 128 time/iterations is 2, and 7 in its metrics.csv. Maybe its environment is not deterministic");
    assertThat(out).doesNotExist();
  }

  @Test
  void other_software_is_named() {
    String before = Provenance.current().commit();
    System.setProperty("ascent.commit", "abc");

    Cli.Result result = replay("--at 64 --quiet --out " + dir.resolve("o"));

    result.succeeded();
    assertThat(result.err())
        .isEqualTo(
            "ascent: the run was computed by commit %s, this is abc, so bits may differ; the replay is held against the run's records\n"
                .formatted(before));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --at 257                          | --at is 257; it must be in [1, 256], the steps that the run has taken.
          --at 0                            | --at is 0; it must be in [1, 256], the steps that the run has taken.
          --at x                            | --at: "x" is not a number.
          --branch gamma=0.5                | --branch needs --at STEP.
          --out x                           | --out needs --at STEP.
          --at 64 --film a.png              | --film is a.png; its name must end in .gif or .mp4.
          --at 64 --film a.gif --branch gamma=0.5 | --film is of the update at --at; --branch trains a new run.
          --at 64 --env CartPole-v1         | --env is for failed episodes; --at replays the run's own.
          --at 64 --branch gamma            | --branch is 'gamma'; it must be like gamma=0.99.
          --at 64 --branch gama=0.5         | There is no setting gama. Did you mean gamma
          --at 64 --branch gamma=2          | gamma is 2
          --at 64 --branch envs=4           | --branch cannot change envs; it can change settings of the algorithm, and steps.
          --at 64 --branch steps=64         | steps is 64; it must be more than the 64 of the branch.
          --at 64 --branch policyLayers=8   | policyLayers is 8; it must be the run's, 64,64, in a branch of it.
          --at 64 --branch optimizer=sgd    | optimizer is sgd; it must be the run's, adam, in a branch of it.
          """)
  void wrong_use_is_answered_with_a_sentence(String options, String expected) {
    assertThat(replay(options + " --quiet").failed(2)).startsWith(expected);
    assertThat(Path.of("replays")).doesNotExist();
  }

  @Test
  void a_directory_that_is_no_run_is_refused() {
    assertThat(command("replay " + dir + " --at 64").failed(1))
        .contains("it has no checkpoint.zip");
  }
}
