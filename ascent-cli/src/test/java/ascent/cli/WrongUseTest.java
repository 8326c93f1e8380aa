package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wrong use ends with exit code 2 and one sentence that helps.
class WrongUseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trian ppo CartPole-v1                        | there is no command trian. Did you mean train?
          train pop CartPole-v1                        | no algorithm is named 'pop'. Did you mean ppo?
          train ppo CartPole                           | no env is named 'CartPole'. Did you mean CartPole-v1, SimpleCartPole-v0?
          train ppo CartPole-v1 --preset tunde         | Did you mean tuned? Known: default, tuned, tutorial.
          train ppo Endless-v0 --preset tuned          | ppo has no preset 'tuned' for Endless-v0
          train ppo CartPole-v1 --set gaeLamda=0.9     | There is no setting gaeLamda. Did you mean gaeLambda?
          train ppo CartPole-v1 --setps 100            | there is no option --setps. Did you mean --set
          train ppo CartPole-v1 --wandb                | there is no option --wandb.
          eval nothing --episode 3                     | there is no option --episode. Did you mean --episodes
          train ppo CartPole-v1 --preset pom.xml       | A file with a preset has a name that ends in .json. Known: default
          lab estimatrs                                | there is no command lab estimatrs. Did you mean estimators?
          lab draw                                     | there is no command lab draw. Known: estimators, generate
          lesson nope                                  | There is no lesson nope. `ascent lesson` lists them.
          compare a.zip b.zip                          | a.zip: there is no such model or run.
          config pop                                   | no algorithm is named 'pop'. Did you mean ppo?
          """)
  void unknown_names_answer_with_the_nearest_ones(String line, String expected) {
    assertThat(Cli.run(line.split(" ")).failed(2)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --steps 0                      | steps is 0; it must be at least 1.
          --steps many                   | steps is "many"; it must be a whole number
          --steps 1.5                    | steps is "1.5"; it must be a whole number
          --envs 0                       | envs is 0; it must be in [1, 1048576].
          --threads 0                    | threads is 0; it must be in [1, 1024].
          --threads two                  | --threads: "two" is not a number.
          --eval-every -1                | evalEvery is -1; it must be at least 0
          --eval-episodes 0              | evalEpisodes is 0; it must be at least 1.
          --checkpoint-every -5          | checkpointEvery is -5; it must be at least 0
          --checkpoint-every -5s         | checkpointSeconds is -5; it must be at least 0 (0 is off).
          --checkpoint-every 10S         | checkpointEvery is "10S"; it must be a whole number
          --checkpoint-every=            | checkpointEvery is ""; it must be a whole number
          --log-every=                   | logEvery is ""; it must be a whole number
          --max-episode-steps 0          | maxEpisodeSteps is 0; it must be at least 1.
          --stop-at high                 | --stop-at is "high"; it must be a number
          --stop-at 475 --eval-every 0   | evalEvery is 0; it must be at least 1 with --stop-at
          --seed 1e30                    | seed is "1e30"; it must be a whole number
          --verify-parts                 | --verify-parts is for a cluster, so it needs --cluster.
          --cluster-conf spark.a=b       | --cluster-conf is for a cluster, so it needs --cluster.
          --cluster nonsense             | the cluster is 'nonsense'; it must be spark://HOST:PORT, local-cluster[EXECUTORS,CORES,MEGABYTES],
          --cluster spark://host:7077    | --cluster needs the module ascent-spark and Apache Spark on the class path.
          --set gamma=1.5                | gamma is 1.5; it must be in [0, 1].
          --wrap frame-stak:4            | --wrap: no wrapper is named 'frame-stak'. Did you mean frame-stack?
          --wrap frame-stack             | --wrap: frame-stack: it must be like frame-stack:K.
          --wrap sticky-actions:2        | --wrap: sticky-actions:2: probability is 2; it must be in [0, 1).
          --wrap rescale-action          | the action space is Discrete(2); to rescale actions it must be a Box
          --wrap reward-shaping:tip:1    | --wrap: reward-shaping:tip:1: it must be like reward-shaping:bonus:M:G or
          --wrap reward-shaping:potential:0.99:1:1:1:1:1 | the number of terms of reward-shaping is 5; it must be at most 4, the size of the observation.
          --stop-after -5s               | --stop-after is '-5s'; it must not be negative.
          --seed 9223372036854775807 --seeds 2 | the last of 2 seeds from 9223372036854775807 on is beyond 9223372036854775807.
          --set wrappers=none            | wrappers is a setting of the run, not of the algorithm. Maybe use the option --wrap.
          --set gamma=high               | gamma is "high"; it must be a number
          --set batchSize=0              | batchSize is 0; it must be at least 1.
          --set clipRange=-0.1           | clipRange is -0.1; it must be
          --set learningRate=cubic:1     | learningRate: "cubic:1" is not a schedule; it must be like
          --set optimizer=adamw          | optimizer is "adamw"; it must be one of adam
          --set policyLayers=64,x        | policyLayers is "64,x"; it must be whole numbers
          --set gamma                    | --set is 'gamma'; it must be like gamma=0.99.
          --set =1                       | --set is '=1'; it must be like gamma=0.99.
          --set n_steps=64               | n_steps is called rolloutSteps here.
          --set gae_lambda=0.9           | gae_lambda is called gaeLambda here.
          --set n_envs=4                 | n_envs is called --envs here.
          --set net_arch=64,64           | net_arch is called policyLayers and valueLayers here.
          --set no_such_thing=1          | There is no setting no_such_thing.
          --seed 1,2,3                   | --seed is 1,2,3; a run has one seed. Maybe use --seed S --seeds N, for the N seeds from S on.
          --set envs=4                   | envs is a setting of the run, not of the algorithm. Maybe use the option --envs.
          --set rewardThreshold=4        | Maybe use the option --stop-at.
          """)
  void refused_values_name_the_setting_the_value_and_what_is_allowed(
      String options, String expected) {
    String line = "train ppo CartPole-v1 --dry-run " + options;

    assertThat(Cli.run(line.split(" +")).failed(2)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --eval-episodes 2147483647     | evalEpisodes is 2147483647; it must be at most 2147483639, the largest array.
          --set policyLayers=65536,65536 | the number of parameters, with a layer of 65536 × 65536 is 4295360512; it must be at most 2147483639
          --set rolloutSteps=1000000 --envs 1 --wrap frame-stack:1024 | rolloutSteps × envs × observation size is 1000000 × 1 × 4096 = 4096000000;
          --set rolloutSteps=2000000000  | rolloutSteps × envs is 16000000000; it must be at most 67108864.
          """)
  void what_no_array_holds_is_refused_before_there_is_a_directory(
      String options, String expected, @TempDir Path dir) {
    Path run = dir.resolve("run");
    String line = "train ppo CartPole-v1 --out " + run + " " + options;

    assertThat(Cli.run(line.split(" +")).failed(2)).contains(expected);
    assertThat(run).doesNotExist();
  }

  /// REINFORCE has neither: what they are called elsewhere would not help.
  @Test
  void a_foreign_name_of_a_setting_that_the_algorithm_lacks_is_just_unknown() {
    for (String name : List.of("clip_range", "n_epochs")) {
      String line = "train reinforce CartPole-v1 --dry-run --set " + name + "=1";
      assertThat(Cli.run(line.split(" ")).failed(2)).contains("There is no setting " + name);
    }
  }

  @Test
  void a_dry_run_refuses_sizes_that_the_run_would_refuse() {
    String sizes = "train ppo CartPole-v1 --dry-run --envs 1000 --set rolloutSteps=2000000000";
    assertThat(Cli.run(sizes.split(" ")).failed(2)).contains("rolloutSteps");
  }

  @Test
  void clone_knows_foreign_names_too() {
    assertThat(Cli.run("clone", "CartPole-v1", "--data", "none", "--set", "batch_size=8").failed(2))
        .contains("batch_size is called batchSize here.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train                           | Missing required parameters: 'ALGO', 'ENV'. See: ascent train --help
          train ppo                       | Missing required parameter: 'ENV'. See: ascent train --help
          train ppo CartPole-v1 x         | there is one argument too many: x. See: ascent train --help
          train ppo CartPole-v1 --steps   | Missing required parameter for option '--steps'
          resume                          | Missing required parameter: 'RUN'.
          eval                            | Missing required parameter: '
          bench --json=maybe              | --json
          """)
  void a_line_that_is_incomplete_says_what_is_missing(String line, String expected) {
    assertThat(Cli.run(line.split(" ")).failed(2)).contains(expected);
  }

  @Test
  void an_out_that_is_not_empty_is_refused(@TempDir Path dir) throws IOException {
    Files.writeString(dir.resolve("notes.txt"), "keep me", UTF_8);

    String message = Cli.run("train", "ppo", "CartPole-v1", "--out", dir.toString()).failed(2);

    assertThat(message).isEqualTo("out is " + dir + "; it must be a new or empty directory.");
    assertThat(dir).isDirectoryContaining("glob:**notes.txt");
  }

  @Test
  void an_out_that_is_a_file_is_refused(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "", UTF_8);

    assertThat(Cli.run("train", "ppo", "CartPole-v1", "--out", file.toString()).failed(2))
        .contains("it must be a new or empty directory");
  }

  @Test
  void debug_shows_the_trace() {
    Cli.Result result = Cli.run("train", "pop", "CartPole-v1", "--debug");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("UsageException").contains("\tat ascent.cli.");
  }

  @Test
  void an_empty_name_of_a_file_is_seen() {
    String empty = "the name of a file or directory is \"\"; it must not be empty.";
    assertThat(Cli.run("train", "ppo", "CartPole-v1", "--out", "").failed(2)).isEqualTo(empty);
    assertThat(Cli.run("train", "ppo", "CartPole-v1", "--from", "").failed(2)).isEqualTo(empty);
    assertThat(Cli.run("resume", "").failed(2)).isEqualTo(empty);
    assertThat(Cli.run("eval", "").failed(2)).isEqualTo(empty);
  }

  @Test
  void an_empty_wrapper_is_refused() {
    assertThat(Cli.run("train", "ppo", "CartPole-v1", "--wrap", "").failed(2))
        .isEqualTo("--wrap is empty; it must be a wrapper, such as time-limit:500.");
  }
}
