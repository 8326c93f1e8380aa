package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `train --config FILE`.
class ConfigFileTest {
  @TempDir Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("run.yaml"), text).toString();
  }

  private static void assertSetting(Object value, String expected) {
    assertThat(Json.at(value, "value")).isEqualTo(expected);
  }

  @Test
  void a_file_has_options_by_their_long_names_and_hyperparameters() throws IOException {
    String file =
        file(
            """
            algorithm: ppo
            env: CartPole-v1
            preset: default
            steps: 50_000        # as on the command line
            eval-every: 5000
            checkpointEvery: 700 # as config.json has it
            wrap: [sticky-actions:0.25, frame-stack:4]
            out: %s/run
            dry-run: true
            quiet: false
            set:
              gamma: 0.5
              policyLayers: [32, 16]
            """
                .formatted(folder));

    Map<String, Object> plan = Cli.run("train", "--config", file, "--json").json();

    assertThat(plan)
        .containsEntry("algorithm", "ppo")
        .containsEntry("preset", "default")
        .containsEntry("run", folder + "/run");
    Map<String, Object> run = Json.object(plan, "run_settings");
    assertSetting(run.get("steps"), "50000");
    assertSetting(run.get("evalEvery"), "5000");
    assertSetting(run.get("checkpointEvery"), "700");
    assertSetting(run.get("wrappers"), "sticky-actions:0.25,frame-stack:4");
    assertSetting(Json.at(plan, "algorithm_settings", "gamma"), "0.5");
    assertSetting(Json.at(plan, "algorithm_settings", "policyLayers"), "32,16");
  }

  @Test
  void the_command_line_beats_the_file() throws IOException {
    String file =
        file(
            """
            algorithm: ppo
            env: CartPole-v1
            steps: 50_000
            seed: 3
            set: {gamma: 0.5, vfCoef: 0.1}
            """);

    Map<String, Object> plan =
        Cli.run(
                ("train a2c Pendulum-v1 --steps 7 --set gamma=0.9 --dry-run --json --config "
                        + file)
                    .split(" "))
            .json();

    assertThat(plan).containsEntry("algorithm", "a2c").containsEntry("env", "Pendulum-v1");
    assertSetting(Json.at(plan, "run_settings", "steps"), "7");
    assertSetting(Json.at(plan, "run_settings", "seed"), "3");
    assertSetting(Json.at(plan, "algorithm_settings", "gamma"), "0.9");
    assertSetting(Json.at(plan, "algorithm_settings", "vfCoef"), "0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [ok]stepz: 3             | , line 3, column 1: there is no key stepz. Did you mean steps?
          [ok]config: other.yaml   | , line 3, column 1: there is no key config.
          [ok]steps:               | , line 3, column 7: steps has no value; leave it out or give one.
          [ok]steps: [1, 2]        | , line 3, column 8: steps must be a plain value.
          [ok]steps: many          | , line 3, column 8: steps is "many"; it must be a whole number of 64 bits.
          [ok]steps: 0             | , line 3, column 8: steps is 0; it must be at least 1.
          [ok]quiet: maybe         | , line 3, column 8: quiet is maybe; it must be true or false.
          [ok]threads: 0           | , line 3, column 10: threads is 0; it must be in [1, 1024].
          [ok]stop-after: soon     | , line 3, column 13: --stop-after is 'soon'; it must be like 30s, 5m or 1h30m.
          [ok]set: 3               | , line 3, column 6: set must be a mapping such as 'gamma: 0.98'.
          [ok]set:[nl]  gamma: 2   | , line 4, column 10: gamma is 2; it must be in [0, 1].
          [ok]set:[nl]  gama: 1    | , line 4, column 9: There is no setting gama. Did you mean gamma?
          [ok]seed: 1[nl]seed: 2   | , line 4, column 1: there are two keys seed.
          algorithm: ppo[nl]env: ? | , line 2, column 6: this is not YAML: mapping keys are not allowed here.
          steps: [3                | , line 2, column 1: this is not YAML: expected ',' or ']', but got <stream end>.
          ppo                      | , line 1, column 1: a configuration must be a mapping such as 'algorithm: ppo'.
          """)
  void a_mistake_has_its_line_and_column(String text, String message) throws IOException {
    String file =
        file(
            text.replace("[ok]", "algorithm: ppo\nenv: CartPole-v1\n").replace("[nl]", "\n")
                + "\n");

    assertThat(Cli.run("train", "--dry-run", "--config", file).failed(2))
        .startsWith(file + message);
  }

  @Test
  void what_the_command_line_has_wrong_is_not_the_files_fault() throws IOException {
    String file = file("algorithm: ppo\nenv: CartPole-v1\nsteps: 5\n");

    assertThat(Cli.run("train", "--config", file, "--steps", "0").failed(2))
        .isEqualTo("steps is 0; it must be at least 1.");
  }

  @Test
  void a_file_without_a_task_needs_it_on_the_command_line() throws IOException {
    assertThat(Cli.run("train", "ppo", "--config", file("steps: 5\n")).failed(2))
        .isEqualTo("Missing required parameter: 'ENV'. See: ascent train --help");
    assertThat(Cli.run("train", "--config", folder + "/none.yaml").failed(1))
        .contains("there is no such file");
  }

  /// A run that is stopped when solved, with wrappers and without defaults, leads to the same bits.
  @Test
  void the_settings_of_a_run_can_be_repeated() {
    String line =
        "train ppo CartPole-v1 --steps 600 --seed 5 --envs 2 --eval-episodes 2 --stop-at 400"
            + " --log-every 2ep --wrap sticky-actions:0.1 --set rolloutSteps=64 --quiet --json"
            + " --out ";
    Map<String, Object> first = Cli.run((line + folder + "/a").split(" ")).json();

    String again = "train --config " + folder + "/a --quiet --json --out " + folder + "/b";
    Map<String, Object> second = Cli.run(again.split(" ")).json();

    assertThat(second).containsEntry("parameters_sha256", first.get("parameters_sha256"));
    assertThat(folder.resolve("b/config.json"))
        .hasSameTextualContentAs(folder.resolve("a/config.json"));
  }

  /// All commands that read YAML, or JSON as YAML, refuse what is none in one sentence.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --config FILE.yaml",
        "study FILE.yaml",
        "tune ppo CartPole-v1 --space FILE.yaml",
        "train ppo CartPole-v1 --preset FILE.json"
      })
  void a_file_that_is_no_text_or_nested_without_end_is_refused(String line) throws IOException {
    for (String type : List.of(".yaml", ".json")) {
      Files.write(folder.resolve("binary" + type), new byte[] {'P', 'K', 3, (byte) 0x80});
      Files.writeString(folder.resolve("deep" + type), "[".repeat(100_000));
      Files.createDirectories(folder.resolve("folder" + type));
    }
    String binary = line.replace("FILE", folder + "/binary");
    String deep = line.replace("FILE", folder + "/deep");
    String directory = line.replace("FILE", folder + "/folder");

    assertThat(Cli.run(binary.split(" ")).failed(2)).endsWith(" is not a text in UTF-8.");
    assertThat(Cli.run(deep.split(" ")).failed(2))
        .endsWith(", line 1, column 65: more than 64 lists and mappings are within each other.");
    if (!line.contains("--config")) { // there it is a run's
      assertThat(Cli.run(directory.split(" ")).failed(1)).contains("it is a directory, not a file");
    }
  }
}
