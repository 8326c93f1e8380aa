package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.FolderLock;
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
import org.junit.jupiter.params.provider.ValueSource;

/// `eval --record`, `clone`, and `train --from`: from an expert to a clone to more training.
class CloneTest {
  private static final String SMALL = "--set policyLayers=8 --set valueLayers=8";

  @TempDir Path dir;

  private static Cli.Result run(String line, String... more) {
    List<String> words = new ArrayList<>(Arrays.asList(line.split(" ", -1)));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private String expert() {
    String run = dir.resolve("expert").toString();
    run("train ppo CartPole-v1 --steps 320 --envs 2 --set rolloutSteps=32 --eval-episodes 1 --quiet "
            + SMALL
            + " --out "
            + run)
        .succeeded();
    return run;
  }

  private String pairs(String expert) {
    String file = dir.resolve("pairs.safetensors").toString();
    Cli.Result result = run("eval " + expert + " --episodes 5 --json --record " + file);
    double steps = 5 * Cli.number(result.json(), "mean"); // a reward of 1 a step
    assertThat(result.err()).isEqualTo("ascent: %d pairs are in %s\n".formatted((int) steps, file));
    return file;
  }

  @Test
  void what_an_expert_played_is_cloned_and_trained_on() throws IOException {
    String pairs = pairs(expert());
    String clone = dir.resolve("clone").toString();

    Map<String, Object> json =
        run("clone CartPole-v1 --eval-episodes 5 --quiet --json "
                + SMALL
                + " --data "
                + pairs
                + " --out "
                + clone)
            .json();

    assertThat(json.keySet())
        .containsExactly(
            "algorithm",
            "env",
            "seed",
            "samples",
            "held_out",
            "nll",
            "held_out_nll",
            "held_out_accuracy",
            "evaluation",
            "parameters_sha256",
            "run");
    assertThat(json.get("algorithm")).isEqualTo("behavior-cloning");
    assertThat(Cli.number(json, "held_out_accuracy")).isBetween(0.0, 1.0);
    Map<String, Object> eval = run("eval " + clone + " --episodes 5 --json").json();
    assertThat(eval.get("mean")).isEqualTo(Json.at(json, "evaluation", "mean"));

    for (String algorithm : List.of("ppo", "a2c")) { // at rate 0 it stays what it was
      Path tuned = dir.resolve(algorithm);
      Map<String, Object> same =
          run("train %s CartPole-v1 --steps 64 --set learningRate=0 --eval-episodes 1 --quiet --json"
                      .formatted(algorithm)
                  + " --from "
                  + clone
                  + " --out "
                  + tuned)
              .json();
      assertThat(same.get("parameters_sha256")).isEqualTo(json.get("parameters_sha256"));
      assertThat(Files.readString(tuned.resolve("config.json")))
          .contains("\"from\": \"clone\"")
          .contains((String) json.get("parameters_sha256"));
    }
  }

  @Test
  void progress_is_a_line_an_epoch_and_people_get_a_summary() {
    String pairs = pairs(expert());
    Cli.Result result =
        run(
            "clone CartPole-v1 --eval-episodes 2 --set epochs=3 --data "
                + pairs
                + " --out "
                + dir.resolve("c"));
    assertThat(result.succeeded().lines())
        .hasSize(4)
        .anyMatch(line -> line.matches("behavior-cloning on CartPole-v1: [\\d,]+ pairs .*"))
        .anyMatch(line -> line.matches("-log π [\\d.]+; held out: [\\d.]+, accuracy [\\d.]+ %"))
        .anyMatch(line -> line.equals("run " + dir.resolve("c")));
    assertThat(result.err().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("ascent: -log π "));
  }

  @Test
  void a_dry_run_shows_what_comes_from_the_model() {
    String expert = expert();
    Map<String, Object> plan =
        run("train a2c CartPole-v1 --dry-run --json --from " + expert).json();
    Map<String, Object> layers = Json.object(plan, "algorithm_settings", "policyLayers");
    assertThat(layers.get("value")).isEqualTo("8");
    assertThat(layers.get("from")).isEqualTo("--from");
    assertThat(Json.at(plan, "run_settings", "from", "value")).isEqualTo("expert");
  }

  @Test
  void a_network_that_is_not_the_models_is_refused() {
    String expert = expert();
    assertThat(run("train a2c CartPole-v1 --set policyLayers=16,16 --from " + expert).failed(2))
        .isEqualTo(
            "policyLayers is 16,16; it must be the model's, 8, with --from. Maybe leave it out.");
    assertThat(
            run("train a2c Pendulum-v1 --steps 64 --from " + expert + " --out " + dir.resolve("x"))
                .failed(2))
        .contains("observation space");
    run("train a2c CartPole-v1 --dry-run --set policyLayers=8 --from " + expert).succeeded();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clone CartPole-v1 | --data is missing",
        "clone CartPol --data x | no env is named 'CartPol'",
        "clone CartPole-v1 --data x --set epochs=0 | epochs is 0; it must be at least 1.",
        "train ppo CartPole-v1 --set from=x | from is a setting of the run, not of the algorithm."
            + " Maybe use the option --from.",
        "train behavior-cloning CartPole-v1 | no algorithm is named 'behavior-cloning'"
      })
  void wrong_use_is_one_sentence(String row) {
    String[] parts = row.split(" \\| ", -1);
    assertThat(run(parts[0]).failed(2)).contains(parts[1]);
  }

  @Test
  void files_that_are_not_there_or_do_not_fit_are_failures() throws IOException {
    String missing = dir.resolve("missing").toString();
    assertThat(run("clone CartPole-v1 --data " + missing).failed(1))
        .isEqualTo(missing + ": there is no such file");
    assertThat(run("train ppo CartPole-v1 --from " + missing).failed(1))
        .isEqualTo(missing + ": there is no such file");
    String pairs = pairs(expert());
    assertThat(run("clone Pendulum-v1 --data " + pairs).failed(1))
        .contains("observations has the shape [")
        .contains("; it must be [n, 3].");
  }

  @Test
  void a_directory_that_another_run_has_claimed_is_left_alone() throws IOException {
    String pairs = pairs(expert());
    Path out = Files.createDirectory(dir.resolve("clone"));
    try (FolderLock lock = FolderLock.acquire(out)) {
      assertThat(
              run("clone CartPole-v1 --quiet " + SMALL + " --data " + pairs, "--out", "" + out)
                  .failed(2))
          .contains(lock.folder().toString());
      assertThat(out.resolve("model.zip")).doesNotExist();
    }
  }
}
