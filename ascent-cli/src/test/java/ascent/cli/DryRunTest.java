package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.config.Configs;
import ascent.io.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `train --dry-run` shows the settings of a run, where each comes from, and runs nothing.
class DryRunTest {

  private static Map<String, Object> plan(String line) {
    return plan("ppo", line);
  }

  private static Map<String, Object> plan(String algorithm, String line) {
    return Cli.run(("train " + algorithm + " " + line + " --dry-run --json").split(" ")).json();
  }

  private static void assertSetting(Object setting, String value, String from) {
    assertThat(setting).isEqualTo(Map.of("value", value, "from", from));
  }

  @Test
  void options_beat_the_preset_and_the_preset_beats_the_defaults(@TempDir Path dir) {
    Path out = dir.resolve("run");

    Map<String, Object> plan =
        plan("CartPole-v1 --steps 100_000 --seed 7 --set gamma=0.5 --out " + out);

    assertThat(plan.get("preset")).isEqualTo("tuned");
    assertThat(plan.get("run")).isEqualTo(out.toString());
    Map<String, Object> algorithm = Json.object(plan, "algorithm_settings");
    assertSetting(algorithm.get("gamma"), "0.5", "--set");
    assertSetting(algorithm.get("clipRange"), "linear:0.2", "preset tuned");
    assertSetting(algorithm.get("vfCoef"), "0.5", "default");
    Map<String, Object> run = Json.object(plan, "run_settings");
    assertSetting(run.get("steps"), "100000", "--steps");
    assertSetting(run.get("seed"), "7", "--seed");
    assertSetting(run.get("rewardThreshold"), "475", "CartPole-v1");
    assertSetting(run.get("evalEpisodes"), "100", "default");
    assertThat(out).doesNotExist();
  }

  @Test
  void without_a_tuned_preset_it_is_the_default_one() {
    Map<String, Object> plan = plan("Endless-v0");

    assertThat(plan.get("preset")).isEqualTo("default");
    assertSetting(Json.at(plan, "algorithm_settings", "rolloutSteps"), "2048", "default");
    assertSetting(Json.at(plan, "run_settings", "envs"), "1", "preset default");
    assertSetting(Json.at(plan, "run_settings", "rewardThreshold"), "inf", "default");
  }

  @Test
  void the_default_preset_has_the_algorithms_defaults() {
    for (AlgorithmConfig config : Algorithms.all()) {
      Map<String, Object> settings =
          Json.object(
              plan(config.algorithm(), "CartPole-v1 --preset default"), "algorithm_settings");

      Configs.toMap((Record) config)
          .forEach((name, value) -> assertSetting(settings.get(name), value, "default"));
    }
  }

  @Test
  void checkpoints_come_every_ten_seconds() {
    Map<String, Object> run = Json.object(plan("CartPole-v1"), "run_settings");
    assertSetting(run.get("checkpointSeconds"), "10", "default");
    assertSetting(run.get("checkpointEvery"), "0", "default");

    Map<String, Object> steps =
        Json.object(plan("CartPole-v1 --checkpoint-every 500"), "run_settings");
    assertSetting(steps.get("checkpointSeconds"), "0", "default");
    assertSetting(steps.get("checkpointEvery"), "500", "--checkpoint-every");

    Map<String, Object> seconds =
        Json.object(plan("CartPole-v1 --checkpoint-every 3s"), "run_settings");
    assertSetting(seconds.get("checkpointSeconds"), "3", "--checkpoint-every");
    assertSetting(seconds.get("checkpointEvery"), "0", "default");
  }

  /// A twentieth of the steps, rounded up, at most 100,000.
  @ParameterizedTest
  @CsvSource({"1, 1", "20, 1", "21, 2", "100_000, 5000", "1e6, 50000", "1e9, 100000"})
  void kept_checkpoints_come_at_a_twentieth_of_the_run(String steps, String every) {
    Map<String, Object> run =
        Json.object(plan("CartPole-v1 --keep-checkpoints 2 --steps " + steps), "run_settings");

    assertSetting(run.get("checkpointEvery"), every, "default for --keep-checkpoints");
    assertSetting(run.get("checkpointSeconds"), "0", "default");
  }

  @Test
  void stop_at_sets_the_threshold_and_evaluates_every_2048_steps() {
    Map<String, Object> run = Json.object(plan("CartPole-v1 --stop-at -200.5"), "run_settings");

    assertSetting(run.get("rewardThreshold"), "-200.5", "--stop-at");
    assertSetting(run.get("stopWhenSolved"), "true", "--stop-at");
    assertSetting(run.get("evalEvery"), "2048", "default for --stop-at");
  }

  @Test
  void stop_at_keeps_an_interval_that_was_given() {
    Map<String, Object> run =
        Json.object(plan("CartPole-v1 --stop-at 475 --eval-every 512"), "run_settings");

    assertSetting(run.get("evalEvery"), "512", "--eval-every");
  }

  @Test
  void wrappers_are_listed_from_the_environment_outwards() {
    Map<String, Object> run = plan("CartPole-v1 --wrap sticky-actions:0.25 --wrap frame-stack:4");

    assertSetting(
        Json.at(run, "run_settings", "wrappers"), "sticky-actions:0.25,frame-stack:4", "--wrap");
    assertSetting(Json.at(plan("CartPole-v1"), "run_settings", "wrappers"), "none", "default");
  }

  @Test
  void every_hyperparameter_can_be_set_to_what_is_shown() {
    for (AlgorithmConfig config : Algorithms.all()) {
      Map<String, String> values = Configs.toMap((Record) config);
      StringBuilder line = new StringBuilder("CartPole-v1");
      values.forEach((name, value) -> line.append(" --set ").append(name + "=" + value));

      Map<String, Object> settings =
          Json.object(plan(config.algorithm(), line.toString()), "algorithm_settings");

      assertThat(settings.size()).isEqualTo(values.size());
      values.forEach((name, value) -> assertSetting(settings.get(name), value, "--set"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rolloutSteps=1_024            | 1024
          gamma=.5                      | 0.5
          learningRate=linear:0.1..1e-3 | linear:0.1..0.001
          clipRange=inf                 | inf
          policyLayers=32,16            | 32,16
          sharedLayers=none             | none
          activation=leaky-relu         | leaky-relu
          optimizer=RMSPROP_TF          | rmsprop-tf
          """)
  void values_are_read_as_people_write_them(String pair, String shown) {
    Map<String, Object> settings =
        Json.object(plan("CartPole-v1 --set " + pair), "algorithm_settings");

    assertSetting(settings.get(pair.substring(0, pair.indexOf('='))), shown, "--set");
  }

  @Test
  void people_get_a_table() {
    String text = Cli.run("train", "ppo", "CartPole-v1", "--dry-run").succeeded();

    assertThat(text)
        .startsWith("ppo on CartPole-v1, preset tuned (tuned on seeds")
        .containsPattern("(?m)^RUN SETTING +VALUE +FROM$")
        .containsPattern("(?m)^envs +8 +preset tuned$")
        .containsPattern("(?m)^rolloutSteps +64 +preset tuned$");
  }
}
