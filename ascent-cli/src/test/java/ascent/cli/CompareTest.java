package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ascent compare`.
class CompareTest {
  @TempDir Path folder;

  private Cli.Result compare(String... more) {
    String[] small = {
      "--env",
      "CartPole-v1",
      "--set",
      "rolloutSteps=32",
      "--set",
      "policyLayers=8",
      "--set",
      "valueLayers=8",
      "--eval-episodes",
      "2"
    };
    return Cli.run(
        Stream.of(new String[] {"compare"}, more, small)
            .flatMap(Arrays::stream)
            .toArray(String[]::new));
  }

  private Cli.Result upTo(String seeds, String... more) {
    String[] sides = {
      "ppo:default", "a2c:default", "--steps", "256", "--max-seeds", seeds, "--out", folder + "/c"
    };
    return compare(Stream.of(sides, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @Test
  void two_settings_train_with_the_same_seeds_until_the_last_and_the_same_command_keeps_them()
      throws IOException {
    String text =
        compare(
                "ppo:default",
                "ppo:default",
                "--set-b",
                "envs=4",
                "--steps",
                "256",
                "--max-seeds",
                "3",
                "--out",
                folder + "/c",
                "--quiet")
            .succeeded();

    assertThat(text.lines())
        .satisfiesExactly(
            a -> assertThat(a).startsWith("A = ppo:default: mean ").endsWith(", 256 steps"),
            b -> assertThat(b).startsWith("B = ppo:default, envs 4: mean "),
            verdict ->
                assertThat(verdict)
                    .matches(
                        "no difference larger than \\d+ points found within 3 seeds, .* s: A beats"
                            + " B with \\d+ % \\[[0-9.]+, [0-9.]+\\]"),
            report -> assertThat(report).isEqualTo("report " + folder + "/c/report.html"));
    assertThat(Files.readAllLines(folder.resolve("c/results.csv"))).hasSize(7);
    assertThat(Files.readString(folder.resolve("c/report.html")))
        .contains("Settings that differ", "<td class=\"text\">envs</td><td>1</td><td>4</td>");
    assertThat(folder.resolve("c/candidate=B/seed-3/model.zip")).exists();
  }

  @Test
  void the_same_command_keeps_what_is_done_and_goes_on() {
    Map<String, Object> first = upTo("2", "--json").json();

    Map<String, Object> again = upTo("3", "--json", "--threads", "1").json();

    assertThat(first).containsEntry("verdict", "undecided").containsEntry("kept", 0);
    assertThat(again).containsEntry("pairs", 3).containsEntry("kept", 4);
    assertThat(Json.list(again, "a", "scores").subList(0, 2))
        .isEqualTo(Json.list(first, "a", "scores"));
    assertThat(Json.at(again, "b", "algorithm")).isEqualTo("a2c");
  }

  @Test
  void two_policies_play_the_same_episodes_until_one_has_won() {
    train("short", "256");
    train("long", "20_000");

    Map<String, Object> json =
        Cli.run("compare", folder + "/short", folder + "/long", "--json").json();

    assertThat(json).containsEntry("verdict", "b");
    assertThat(Cli.number(json, "pairs")).isBetween(7.0, 100.0);
    assertThat(Cli.number(json, "chance_a_beats_b", "high")).isLessThan(0.5);
    assertThat(Cli.run("compare", folder + "/short", folder + "/long").succeeded())
        .contains("B beats A: ")
        .contains(" episodes, ");
    assertThat(Cli.run("compare", folder + "/long", folder + "/long").failed(2))
        .endsWith("have the same parameters; there is nothing to compare.");
    assertThat(Cli.run("compare", folder + "/short", folder + "/long", "--steps", "3").failed(2))
        .isEqualTo("--steps is for trainings; A and B are models.");
    assertThat(Cli.run("compare", folder + "/short", "ppo").failed(2))
        .isEqualTo(
            folder
                + "/short is a file and ppo is not; A and B must be two algorithms or two"
                + " models.");
  }

  private void train(String name, String steps) {
    Cli.run(
            "train",
            "ppo",
            "CartPole-v1",
            "--preset",
            "default",
            "--steps",
            steps,
            "--envs",
            "8",
            "--set",
            "rolloutSteps=32",
            "--eval-episodes",
            "1",
            "--quiet",
            "--out",
            folder.resolve(name).toString())
        .succeeded();
  }

  @Test
  void arguments_without_meaning_are_refused() {
    assertThat(Cli.run("compare", "ppo", "a2c").failed(2))
        .isEqualTo(
            "--env is missing; it names the environment to train ppo on, unless that is a model.");
    assertThat(compare("ppo", "ppo").failed(2))
        .isEqualTo(
            "A and B have the same settings; there is nothing to compare. Maybe --set-b key=value.");
    assertThat(compare("ppo", "ppo", "--set-b", "clipRang=0.1").failed(2))
        .contains("Did you mean clipRange");
    assertThat(compare("ppo", "ppo", "--set-b", "seed=2").failed(2))
        .startsWith("seed cannot be varied");
    assertThat(compare("ppo:tunedd", "ppo").failed(2)).contains("tuned");
    assertThat(compare("ppo", "a2c", "--alpha", "0").failed(2))
        .isEqualTo("alpha is 0; it must be in (0, 1).");
    assertThat(compare("ppo", "a2c", "--margin", "0.5").failed(2))
        .isEqualTo("margin is 0.5; it must be in (0, 0.5).");
    assertThat(compare("ppo", "a2c", "--max-seeds", "0").failed(2))
        .isEqualTo("max-seeds is 0; it must be at least 1.");
    assertThat(folder).isEmptyDirectory();
  }
}
