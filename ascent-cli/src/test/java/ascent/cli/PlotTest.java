package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ascent plot`, on real runs.
class PlotTest {
  @TempDir static Path folder;
  private static String runs;

  @BeforeAll
  static void train() {
    runs = folder.resolve("runs").toString();
    for (String clip : new String[] {"0.1", "0.3"}) {
      for (String seed : new String[] {"1", "2"}) {
        Cli.run(
                "train",
                "ppo",
                "CartPole-v1",
                "--steps",
                "2000",
                "--set",
                "clipRange=" + clip,
                "--seed",
                seed,
                "--eval-episodes",
                "1",
                "--quiet",
                "--threads",
                "1",
                "--out",
                runs + "/clip-" + clip + "-" + seed)
            .succeeded();
      }
    }
    Cli.run(
            "train",
            "ppo",
            "Pendulum-v1",
            "--steps",
            "256",
            "--set",
            "rolloutSteps=32",
            "--eval-episodes",
            "1",
            "--quiet",
            "--out",
            folder + "/pendulum")
        .succeeded();
  }

  @Test
  void without_a_file_there_is_a_line_of_text_per_curve() {
    String out = Cli.run("plot", runs).succeeded();

    assertThat(out.lines()).hasSize(3);
    assertThat(out).startsWith("rollout/ep_rew_mean, CartPole-v1, from ");
    assertThat(out.lines().skip(1))
        .allSatisfy(
            line -> assertThat(line).matches("clipRange 0\\.[13]  [▁▂▃▄▅▆▇█]{60}  .* \\[.*, .*]"));
  }

  @Test
  void a_png_and_an_svg_are_written_whole() throws IOException {
    Path png = folder.resolve("curves.png");
    Path svg = folder.resolve("curves.SVG");

    assertThat(Cli.run("plot", runs, "-o", png.toString(), "--size", "600x400").succeeded())
        .isEqualTo(png + ": 2 curves of rollout/ep_rew_mean, CartPole-v1\n");
    Cli.run("plot", runs, "-o", svg.toString(), "--theme", "auto", "--x", "episodes").succeeded();

    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1200);
    assertThat(Files.readString(svg)).startsWith("<svg ").contains(">clipRange 0.3</text>");
  }

  @Test
  void a_setting_groups_the_runs_and_json_has_the_last_values() {
    Map<String, Object> json =
        Cli.run(
                "plot",
                runs,
                "--group-by",
                "algorithm",
                "--y",
                "train/approx_kl",
                "--x",
                "episodes",
                "--json")
            .json();

    assertThat(json).containsEntry("metric", "train/approx_kl").containsEntry("x", "episodes");
    assertThat(Json.list(json, "curves")).hasSize(1);
    assertThat(Json.at(json, "curves", 0, "runs")).isEqualTo(4);
    assertThat(Cli.number(json, "curves", 0, "mean")).isBetween(0.0, 1.0);
  }

  @Test
  void a_metric_that_no_run_has_is_answered_with_the_nearest_ones() {
    assertThat(Cli.run("plot", runs, "--y", "train/aprox_kl").failed(2))
        .isEqualTo("There is no metric train/aprox_kl. Did you mean train/approx_kl?");
    assertThat(Cli.run("plot", runs, "--y", "eval/mean_reward").failed(2))
        .endsWith("has no value of eval/mean_reward. Maybe train with --eval-every.");
  }

  @Test
  void runs_of_two_environments_do_not_fit_one_plot() {
    assertThat(Cli.run("plot", runs, folder + "/pendulum").failed(2))
        .contains("is a run of CartPole-v1 and")
        .contains("one of Pendulum-v1; a plot is of one environment.");
  }

  @Test
  void the_actions_of_a_run_are_computed_again_and_drawn() throws IOException {
    String run = runs + "/clip-0.3-2";
    Path svg = folder.resolve("actions.svg");

    assertThat(Cli.run("plot", run, "--actions").succeeded().lines())
        .hasSize(4)
        .satisfies(lines -> assertThat(lines.get(1)).matches("action 0  [▁▂▃▄▅▆▇█]+  [0-9.]+ %"))
        .last()
        .asString()
        .startsWith("probability  median from 0.5");
    assertThat(
            Cli.run("plot", run, "--actions", "-o", svg.toString(), "--theme", "auto").succeeded())
        .isEqualTo(svg + ": actions of ppo, CartPole-v1\n");
    assertThat(Files.readString(svg)).contains(">action share</text>", ">probability</text>");
  }

  @Test
  void json_has_the_quantiles_of_numbers() {
    Map<String, Object> json = Cli.run("plot", folder + "/pendulum", "--actions", "--json").json();

    assertThat(Json.list(json, "steps")).hasSizeBetween(1, 8).last().isEqualTo(256);
    assertThat(Json.at(json, "actions", 0, "name")).isEqualTo("action");
    assertThat(Json.list(json, "actions", 0, "levels")).hasSize(5);
    assertThat(Cli.number(json, "actions", 0, "quantiles", 0, 0))
        .isLessThan(Cli.number(json, "actions", 0, "quantiles", 0, 4));
  }

  @Test
  void actions_are_of_one_run_that_can_be_computed_again() throws IOException {
    assertThat(Cli.run("plot", runs, "--actions").failed(2))
        .isEqualTo(
            "--actions is of one run; these are 4, the first of them %s/clip-0.1-1."
                .formatted(runs));
    assertThat(Cli.run("plot", runs + "/clip-0.1-1", "--actions", "--smooth", "0.1").failed(2))
        .isEqualTo("--smooth is for curves; it does not go with --actions.");
    Path records = Files.createDirectories(folder.resolve("records"));
    for (String file : new String[] {"config.json", "metrics.csv"}) {
      Files.copy(Path.of(runs, "clip-0.1-1", file), records.resolve(file));
    }
    assertThat(Cli.run("plot", records.toString(), "--actions").failed(1))
        .contains("it has no checkpoint.zip. Maybe it is not a run, or ended before its first");
  }

  @Test
  void a_run_whose_records_differ_is_not_drawn() throws IOException {
    Path damaged = folder.resolve("damaged");
    Files.createDirectories(damaged);
    for (String file : new String[] {"config.json", "metrics.csv", "checkpoint.zip"}) {
      Files.copy(Path.of(runs, "clip-0.1-2", file), damaged.resolve(file));
    }
    Path metrics = damaged.resolve("metrics.csv");
    List<String> lines = Files.readAllLines(metrics);
    lines.set(1, lines.get(1).replaceAll("0\\.[0-9]+", "0.5"));
    Files.write(metrics, lines);
    Path svg = folder.resolve("differs.svg");

    assertThat(Cli.run("plot", damaged.toString(), "--actions", "-o", svg.toString()).failed(1))
        .contains("the replay differs from the run");
    assertThat(svg).doesNotExist();
  }

  @Test
  void an_empty_run_and_a_folder_without_runs_are_named() throws IOException {
    Path empty = folder.resolve("empty");
    Files.createDirectories(empty);
    Path source = Path.of(runs, "clip-0.1-1");
    Files.copy(source.resolve("config.json"), empty.resolve("config.json"));
    String header = Files.readAllLines(source.resolve("metrics.csv")).getFirst();
    Files.writeString(empty.resolve("metrics.csv"), header + "\n");

    assertThat(Cli.run("plot", empty.toString()).failed(2))
        .isEqualTo("The run in " + empty + " is empty: it has no rows of metrics yet.");
    Path none = Files.createDirectory(folder.resolve("none"));
    assertThat(Cli.run("plot", none.toString()).failed(1)).contains("there is no run in it");
  }

  @Test
  void options_of_the_wrong_kind_are_refused_before_anything_is_written() {
    assertThat(Cli.run("plot", runs, "-o", "x.pdf").failed(2))
        .isEqualTo("-o is x.pdf; it must end in .png or .svg.");
    assertThat(Cli.run("plot", runs, "--x", "step").failed(2))
        .isEqualTo("--x is step; it must be one of steps, episodes, seconds. Did you mean steps?");
    assertThat(Cli.run("plot", runs, "-o", "x.png", "--theme", "auto").failed(2))
        .isEqualTo("--theme is auto; it must be light or dark but for an .svg.");
    assertThat(Cli.run("plot", runs, "--size", "800").failed(2))
        .isEqualTo("--size is 800; it must be like 800x480.");
    assertThat(Cli.run("plot", runs, "--threshold", "high").failed(2))
        .isEqualTo("--threshold: \"high\" is not a number.");
    assertThat(Cli.run("plot", runs, "-o", runs + "/clip-0.1-1/metrics.csv").failed(2))
        .contains("it must end in .png or .svg.");
    assertThat(Cli.run("plot", runs, "-o", folder + "/nobody/there.png").succeeded()).isNotEmpty();
    assertThat(Cli.run("plot").failed(2)).contains("RUN");
  }
}
