package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `ascent study` and `ascent train --seeds`.
class StudyTest {
  @TempDir Path folder;

  private Cli.Result study(String... more) {
    String[] small = {
      "--steps", "512", "--set", "rolloutSteps=32", "--eval-episodes", "2", "--out", folder + "/s"
    };
    return Cli.run(
        Stream.of(new String[] {"study"}, more, small)
            .flatMap(Arrays::stream)
            .toArray(String[]::new));
  }

  private String yaml(String text) throws IOException {
    return Files.writeString(folder.resolve("study.yaml"), text).toString();
  }

  @Test
  void a_grid_is_a_table_a_csv_and_a_report() throws IOException {
    String out =
        study(
                "ppo",
                "CartPole-v1",
                "--grid",
                "clipRange=0.1,0.3",
                "--grid",
                "envs=4,8",
                "--seeds",
                "2",
                "--quiet")
            .succeeded();

    assertThat(out).startsWith("SETTING").contains("clipRange 0.3, envs 4 ");
    assertThat(out.lines().toList().getLast())
        .startsWith("8 runs, ")
        .endsWith("report " + folder + "/s/report.html");
    assertThat(Files.readAllLines(folder.resolve("s/results.csv"))).hasSize(9);
    assertThat(Files.readString(folder.resolve("s/report.html")))
        .contains("ascent study ppo CartPole-v1 --grid clipRange=0.1,0.3");
    assertThat(folder.resolve("s/clipRange=0.1+envs=8/seed-2/model.zip")).exists();
  }

  @Test
  void the_same_command_keeps_what_is_done() {
    study("ppo", "CartPole-v1", "--seeds", "2", "--quiet").succeeded();

    Map<String, Object> json = study("ppo", "CartPole-v1", "--seeds", "3", "--json").json();

    assertThat(json).containsEntry("runs", 3).containsEntry("kept", 2);
    assertThat(Json.list(json, "variants")).hasSize(1);
    assertThat(Json.list(json, "variants", 0, "runs")).hasSize(3);
    assertThat(Cli.number(json, "variants", 0, "iqm", "value")).isPositive();
    assertThat(Cli.number(json, "variants", 0, "spread", "runs")).isEqualTo(3);
  }

  @Test
  void other_settings_in_the_same_folder_are_wrong_use() {
    study("ppo", "CartPole-v1", "--seeds", "1", "--quiet").succeeded();

    assertThat(study("ppo", "CartPole-v1", "--seeds", "1", "--set", "gamma=0.9").failed(2))
        .contains("is a run with gamma 0.99; the study asks for 0.9. Maybe use another folder.");
  }

  @Test
  void a_file_says_the_same_as_options() throws IOException {
    study("ppo", "CartPole-v1", "--grid", "clipRange=0.1,0.3", "--seeds", "1", "--quiet")
        .succeeded();
    String file =
        yaml(
            """
            algorithm: ppo
            env: CartPole-v1
            steps: 512
            evalEpisodes: 2
            seeds: 1
            set:
              rolloutSteps: 32
            grid:
              clipRange: [0.1, 0.3]
            """);

    assertThat(Cli.run("study", file, "--out", folder + "/s", "--json").json())
        .containsEntry("kept", 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [ok]seedz: 3                  | , line 3, column 1: there is no key seedz. Did you mean seed, seeds?
          [ok]grid: 3                   | , line 3, column 7: grid must be a mapping such as 'gamma: 0.98'.
          [ok]grid:[nl]  clipRange: 0.3 | , line 4, column 14: clipRange must be a list of values such as [0.1, 0.2].
          [ok]seeds: many               | , line 3, column 8: seeds: "many" is not a number.
          algorithm: [ppo               | , line 2, column 1: this is not YAML: expected ',' or ']', but got <stream end>.
          - ppo                         | , line 1, column 1: a study must be a mapping such as 'algorithm: ppo'.
          seeds: 3                      | ` has no key algorithm.`
          """)
  void a_mistake_in_a_file_has_its_line_and_column(String text, String message) throws IOException {
    String file =
        yaml(
            text.replace("[ok]", "algorithm: ppo\nenv: CartPole-v1\n").replace("[nl]", "\n")
                + "\n");

    assertThat(Cli.run("study", file).failed(2)).isEqualTo(file + message);
  }

  @Test
  void arguments_without_meaning_are_refused() throws IOException {
    assertThat(Cli.run("study", "ppo").failed(2))
        .isEqualTo(
            "a study needs an environment after the algorithm ppo, or a file that ends in .yaml.");
    assertThat(Cli.run("study", folder + "/none.yaml").failed(1)).contains("there is no such file");
    assertThat(Cli.run("study", yaml("algorithm: ppo\n"), "--steps", "3").failed(2))
        .isEqualTo("--steps is not for a study in a file. Maybe change the file.");
    assertThat(study("ppo", "CartPole-v1", "--grid", "clipRange").failed(2))
        .isEqualTo("--grid is 'clipRange'; it must be like clipRange=0.1,0.2,0.3.");
    assertThat(study("ppo", "CartPole-v1", "--grid", "clipRange=0.1,0.1").failed(2))
        .isEqualTo("--grid has a value of clipRange twice: 0.1, 0.1.");
    assertThat(study("ppo", "CartPole-v1", "--grid", "seed=1,2").failed(2))
        .isEqualTo("seed cannot be varied in a study. Maybe use --seeds N.");
    assertThat(study("ppo", "CartPole-v1", "--grid", "clipRang=0.1").failed(2))
        .contains("Did you mean clipRange");
    assertThat(study("ppo", "CartPole-v1", "--seeds", "0").failed(2))
        .isEqualTo("seeds is 0; it must be in [1, 10000].");
    assertThat(folder.resolve("s")).doesNotExist();
  }

  @Test
  void values_with_commas_are_separated_by_semicolons() {
    List<?> variants =
        Json.list(
            study("ppo", "CartPole-v1", "--grid", "policyLayers=8,8;16", "--seeds", "1", "--json")
                .json(),
            "variants");

    assertThat(variants)
        .extracting(v -> Json.at(v, "factors", "policyLayers"))
        .containsExactly("8,8", "16");
  }

  @Test
  void several_seeds_of_train_are_a_study_without_a_grid() {
    Map<String, Object> json =
        Cli.run(
                "train",
                "ppo",
                "CartPole-v1",
                "--steps",
                "512",
                "--seeds",
                "2",
                "--seed",
                "7",
                "--eval-episodes",
                "2",
                "--out",
                folder + "/t",
                "--json")
            .json();

    assertThat(json).containsEntry("runs", 2);
    assertThat(folder.resolve("t/seed-7/model.zip")).exists();
    assertThat(folder.resolve("t/seed-8/model.zip")).exists();
    String alone =
        (String)
            Cli.run(
                    "train",
                    "ppo",
                    "CartPole-v1",
                    "--steps",
                    "512",
                    "--seed",
                    "8",
                    "--eval-episodes",
                    "2",
                    "--out",
                    folder + "/alone",
                    "--json")
                .json()
                .get("parameters_sha256");
    assertThat(Json.at(json, "variants", 0, "runs", 1, "parameters_sha256")).isEqualTo(alone);
  }

  @Test
  void a_model_to_start_from_is_for_one_run() {
    Cli.run(
            "train",
            "ppo",
            "CartPole-v1",
            "--steps",
            "512",
            "--eval-episodes",
            "1",
            "--quiet",
            "--out",
            folder + "/t")
        .succeeded();

    assertThat(
            Cli.run("train", "ppo", "CartPole-v1", "--from", folder + "/t", "--seeds", "2")
                .failed(2))
        .startsWith("--from is for one run");
  }
}
