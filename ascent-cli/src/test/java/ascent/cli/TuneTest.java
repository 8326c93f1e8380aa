package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `ascent tune`.
class TuneTest {
  private static final String[] SMALL = {
    "--steps",
    "256",
    "--envs",
    "2",
    "--set",
    "rolloutSteps=32",
    "--eval-episodes",
    "2",
    "--trials",
    "5",
    "--seeds",
    "2",
    "--finalists",
    "2",
    "--final-seeds",
    "3",
    "--quiet",
    "--json",
    "--space",
    "learningRate=log(1e-4,1e-2)",
    "--space",
    "gamma=choice(0.9,0.99)",
  };

  @TempDir Path folder;

  private Cli.Result tune(String out, String... more) {
    List<String> line = new ArrayList<>(List.of("tune", "ppo", "CartPole-v1"));
    line.addAll(List.of(SMALL));
    line.addAll(List.of("--out", folder.resolve(out).toString()));
    line.addAll(Arrays.asList(more));
    return Cli.run(line.toArray(String[]::new));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }

  /// What a killed search has left: rounds without their last runs, and no results at the end.
  private void forgetTheLastRuns(Path search) throws IOException {
    for (String lost : List.of("round-02/trial=5/seed-1001", "round-01/trial=2/seed-1002")) {
      Files.delete(search.resolve(lost + "/result.json"));
    }
    for (String file : List.of("preset.json", "trials.csv", "tune.svg")) {
      Files.delete(search.resolve(file));
    }
  }

  @Test
  void a_search_ends_in_a_preset_that_train_takes_and_goes_on_where_it_was_interrupted()
      throws IOException {
    Map<String, Object> result = tune("a", "--threads", "1").json();

    assertThat(Json.list(result, "trials").size()).isEqualTo(5);
    assertThat(Json.list(result, "tuning_seeds").toString()).isEqualTo("[1001, 1002]");
    assertThat(Json.list(result, "reporting_seeds").toString()).isEqualTo("[1501, 1502, 1503]");
    assertThat(Json.list(result, "finals"))
        .extracting(f -> Json.at(f, "settings"))
        .hasSize(3)
        .last()
        .isEqualTo("before tuning");
    assertThat(text(folder.resolve("a/tune.svg"))).contains("learningRate");
    String trials = text(folder.resolve("a/trials.csv"));
    assertThat(trials.lines().findFirst().orElseThrow())
        .contains("trial,steps,", ",learningRate,", ",seed_1001,seed_1002,score");
    String preset = text(folder.resolve("a/preset.json"));

    forgetTheLastRuns(folder.resolve("a"));
    tune("a", "--threads", "2").json();

    assertThat(text(folder.resolve("a/trials.csv"))).isEqualTo(trials);
    assertThat(text(folder.resolve("a/preset.json")))
        .isEqualTo(preset.replace("--threads 1", "--threads 2"));
    Map<String, Object> best = Json.object(result, "best");
    Map<String, Object> plan =
        Cli.run(
                ("train ppo CartPole-v1 --dry-run --json --preset " + folder + "/a/preset.json")
                    .split(" "))
            .json();
    assertThat(Json.at(plan, "run_settings", "steps", "value")).isEqualTo("256");
    best.forEach((name, value) ->
        assertThat(Json.at(plan, "algorithm_settings", name, "value")).isEqualTo(value));
  }

  @Test
  void a_search_goes_on_with_another_number_of_finalists() {
    assertThat(Json.list(tune("a").json(), "finals")).hasSize(3);
    List<String> line = new ArrayList<>(List.of("tune", "ppo", "CartPole-v1"));
    line.addAll(List.of(SMALL));
    line.set(line.indexOf("--finalists") + 1, "1");
    line.addAll(List.of("--out", folder.resolve("a").toString()));

    assertThat(Json.list(Cli.run(line.toArray(String[]::new)).json(), "finals")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ppo", "a2c", "trpo", "reinforce", "actor-critic", "linear-softmax"})
  void every_algorithm_has_ranges_that_it_takes(String algorithm) {
    Map<String, Object> plan =
        Cli.run("tune", algorithm, "CartPole-v1", "--dry-run", "--json").json();

    assertThat(Json.object(plan, "space")).containsKeys("learningRate", "gamma");
  }

  @Test
  void settings_that_are_given_are_not_varied() {
    Map<String, Object> plan =
        Cli.run(
                "tune",
                "ppo",
                "CartPole-v1",
                "--set",
                "gamma=0.9",
                "--space",
                "envs=power(1, 4)",
                "--dry-run",
                "--json")
            .json();

    assertThat(Json.object(plan, "space"))
        .doesNotContainKey("gamma")
        .containsEntry("envs", "power(1, 4)");
  }

  /// 9 candidates of a ninth of the steps, 3 of a third, 1 of all, with three seeds each; then four
  /// with five seeds.
  @Test
  void halving_shows_its_rungs() {
    assertThat(
            Cli.run(
                    "tune",
                    "ppo",
                    "CartPole-v1",
                    "--method",
                    "halving",
                    "--trials",
                    "9",
                    "--steps",
                    "9000",
                    "--dry-run")
                .succeeded())
        .contains(
            "Candidates: 9 of 1000 steps, 3 of 3000 steps, 1 of 9000 steps, 3 seeds each;"
                + " 59 runs in all, in runs/tune-ppo-CartPole-v1-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --method grid                  | --method is grid; it must be one of tpe, random, halving.
          --score worst                  | --score is worst; it must be one of iqm, mean, worst-quartile.
          --trials 0                     | trials is 0; it must be in [1, 10000].
          --space gamma                  | --space is 'gamma'; it must be like learningRate=log(1e-5,1e-2), or one file that ends in .yaml.
          --space gama=uniform(0,1)      | There is no setting gama. Did you mean gamma?
          --space gamma=uniform(0,2)     | gamma is 2; it must be in [0, 1].
          --space gamma=log(0,1)         | gamma is 0.0 to 1.0; it must be above 0.
          --space gamma=normal(0,1)      | gamma is 'normal(0,1)'; it must be like log(1e-5,1e-2)
          --min-steps 0                  | least is 0; it must be in [1,
          """)
  void a_mistake_is_one_sentence(String options, String message) {
    String line = "tune ppo CartPole-v1 --method halving --dry-run " + options;
    if (options.startsWith("--method")) {
      line = "tune ppo CartPole-v1 --dry-run " + options;
    }

    assertThat(Cli.run(line.split(" ")).failed(2)).startsWith(message);
  }

  @Test
  void a_file_of_ranges_has_its_mistakes_by_line_and_column() throws IOException {
    Path file =
        Files.writeString(folder.resolve("space.yaml"), "gamma: [0.9, 0.99]\nepochs: int(4)\n");

    assertThat(Cli.run("tune", "ppo", "CartPole-v1", "--space", file.toString()).failed(2))
        .isEqualTo(
            file
                + ", line 2, column 9: epochs is 'int(4)'; it must have two ends, as in int(1,8).");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a2c": {}}                                        | ` has no preset for the algorithm ppo. It has: a2c.`
          {"ppo": {"Acrobot-v1": {}}}                        | ` has no preset for the environment CartPole-v1. It has: Acrobot-v1.`
          {"ppo": {"CartPole-v1": {}}}                       | ` has 0 presets for ppo on CartPole-v1; it must have one.`
          {"ppo": {"CartPole-v1": {"x": {"step": 1}}}}       | `, line 1, column 32: there is no key step. Did you mean steps?`
          {"ppo": {"CartPole-v1": {"x": {"steps": 0}}}}      | `, line 1, column 41: steps is 0; it must be at least 1.`
          {"ppo": {"CartPole-v1": {"x": {"steps": 1,}        | `, line 2, column 1: this is not YAML: `
          """)
  void a_preset_that_does_not_fit_is_refused(String json, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("p.json"), json + "\n");

    assertThat(
            Cli.run("train", "ppo", "CartPole-v1", "--dry-run", "--preset", file.toString())
                .failed(2))
        .startsWith(file + message);
    assertThat(
            Cli.run("train", "ppo", "CartPole-v1", "--dry-run", "--preset", folder + "/q.json")
                .failed(2))
        .isEqualTo("preset is " + folder + "/q.json; there is no such file.");
  }
}
