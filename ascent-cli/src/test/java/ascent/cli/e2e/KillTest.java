package ascent.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ascent.agent.Agent;
import ascent.algo.AlgorithmConfig;
import ascent.algo.PPOConfig;
import ascent.cli.Main;
import ascent.env.registry.Envs;
import ascent.io.Json;
import ascent.rng.Rng;
import ascent.train.Metrics;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the command, and then `resume`: the same bits as if nothing had happened.
@Timeout(300)
class KillTest {
  @TempDir Path folder;
  private final List<Jvm> started = new ArrayList<>();

  private Jvm ascent(String line) throws IOException {
    Jvm jvm = Jvm.start(folder, List.of(Jvm.VECTOR_MODULE), Main.class, line.split(" "));
    started.add(jvm);
    return jvm;
  }

  @AfterEach
  void end_what_is_left() {
    started.forEach(Jvm::close);
  }

  /// Waits until a checkpoint is there that was not there before.
  private static void awaitCheckpoint(Jvm jvm, Path run, FileTime before) throws Exception {
    Path checkpoint = run.resolve("checkpoint.zip");
    while (!Files.exists(checkpoint) || Files.getLastModifiedTime(checkpoint).equals(before)) {
      assertThat(jvm.isAlive()).as("out: %s, err: %s", jvm.out(), jvm.err()).isTrue();
      Thread.sleep(1);
    }
  }

  private static void killInTheMiddle(Jvm jvm, Path run) throws Exception {
    jvm.kill();
    assertThat(jvm.out()).as("killed before its end").isEmpty();
    assertThat(run.resolve("model.zip")).doesNotExist();
  }

  private static Map<String, Object> json(Jvm jvm) throws Exception {
    List<String> lines = jvm.lines();
    return Json.object(Json.parse(lines.getLast()));
  }

  /// Rollouts of 4 · 64 = 256 steps, a checkpoint after every fourth.
  @Test
  void a_run_that_is_killed_twice_comes_to_the_bits_of_one_that_was_not() throws Exception {
    PPOConfig config =
        PPOConfig.DEFAULT
            .withRolloutSteps(64)
            .withEpochs(2)
            .withNetwork(
                PPOConfig.DEFAULT
                    .network()
                    .withPolicyLayers(List.of(16))
                    .withValueLayers(List.of(16)));
    Path whole = folder.resolve("whole");
    Trainer trainer = Trainer.of(Envs.find("CartPole-v1")).with(config).envs(4).seed(7);
    TrainingResult expected = trainer.evaluateEvery(20_000).out(whole).train(50_000);

    Path run = folder.resolve("run");
    Jvm first =
        ascent(
            "train ppo CartPole-v1 --preset default --envs 4 --set rolloutSteps=64 --set epochs=2"
                + " --set policyLayers=16 --set valueLayers=16 --seed 7 --steps 50_000"
                + " --eval-every 20_000 --eval-episodes 1 --checkpoint-every 1_024 --threads 2"
                + " --quiet --json --out "
                + run);
    awaitCheckpoint(first, run, FileTime.fromMillis(0));
    killInTheMiddle(first, run);

    Jvm second = ascent("resume " + run + " --quiet --json --threads 1");
    awaitCheckpoint(second, run, Files.getLastModifiedTime(run.resolve("checkpoint.zip")));
    killInTheMiddle(second, run);
    long rowsKept = Files.readAllLines(run.resolve("metrics.csv")).size() - 1L;

    Map<String, Object> result = json(ascent("resume " + run + " --quiet --json"));
    assertThat(result.get("parameters_sha256")).isEqualTo(expected.agent().parametersSha256());
    assertThat(result.get("steps")).isEqualTo(50_176); // 196 rollouts
    int resumedAt = (int) result.get("resumed_at_step");
    assertThat(resumedAt).isGreaterThanOrEqualTo(2_048).isLessThan(50_000);
    assertThat(resumedAt % 1_024).isZero();
    assertThat(256 * rowsKept - resumedAt).as("steps done again").isBetween(0L, 1_024L + 256);
    assertThat(MetricsFile.of(run)).isEqualTo(MetricsFile.of(whole)).hasSize(197);
    assertThat(MetricsFile.episodes(run))
        .isEqualTo(MetricsFile.episodes(whole))
        .hasSizeGreaterThan(100);
  }

  /// Episodes of 200 steps are under way in all five environments whenever a rollout of 70 ends.
  @Test
  void a_killed_run_continues_in_the_middle_of_its_episodes() throws Exception {
    Path run = folder.resolve("run");
    Jvm killed =
        ascent(
            "train ppo Pendulum-v1 --preset default --envs 5 --set rolloutSteps=70 --set epochs=2"
                + " --set policyLayers=16 --set valueLayers=16 --set learningRate=linear:0.001"
                + " --steps 21_000 --checkpoint-every 1 --quiet --out "
                + run);
    awaitCheckpoint(killed, run, FileTime.fromMillis(0));
    killInTheMiddle(killed, run);
    TrainingResult resumed = Trainer.resume(run).train();

    Trainer again =
        Trainer.of(Envs.find("Pendulum-v1"))
            .with((AlgorithmConfig) resumed.agent().info().config());
    assertThat(resumed.resumedAtStep().getAsLong()).isBetween(350L, 20_000L);
    assertThat(resumed.agent().parametersSha256())
        .isEqualTo(again.envs(5).train(21_000).agent().parametersSha256());
  }

  /// A checkpoint of 2^20 weights with two moments each has 13 MB, which takes a while to write.
  @Test
  void a_run_that_is_killed_while_it_writes_a_checkpoint_has_the_one_before() throws Exception {
    PPOConfig config =
        PPOConfig.DEFAULT
            .withRolloutSteps(64)
            .withEpochs(1)
            .withNetwork(PPOConfig.DEFAULT.network().withPolicyLayers(List.of(1_024, 1_024)));
    Path run = folder.resolve("run");
    Trainer trainer =
        Trainer.of(Envs.find("CartPole-v1")).with(config).logEvery(1).checkpointEvery(128);
    String expected = trainer.train(512).agent().parametersSha256();
    Trainer breaking = trainer.out(run).onUpdate(KillTest::breakAfter256Steps);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> breaking.train(512))
        .withMessage("the first break");

    Jvm jvm = ascent("resume " + run + " --quiet");
    while (temporary(run).isEmpty()) {
      assertThat(jvm.isAlive()).as("out: %s, err: %s", jvm.out(), jvm.err()).isTrue();
      Thread.sleep(1);
    }
    killInTheMiddle(jvm, run);
    assertThat(temporary(run)).hasSize(1);

    assertThat(Agent.load(run).info().steps()).isEqualTo(256);
    TrainingResult resumed = Trainer.resume(run).train();
    assertThat(resumed.resumedAtStep()).hasValue(256);
    assertThat(resumed.agent().parametersSha256()).isEqualTo(expected);
    assertThat(temporary(run)).isEmpty();
  }

  private static List<String> temporary(Path run) {
    return Arrays.stream(run.toFile().list())
        .filter(name -> name.startsWith("checkpoint.zip.") && name.endsWith(".ascent-tmp"))
        .toList();
  }

  private static void breakAfter256Steps(Metrics metrics) {
    if (metrics.steps() > 256) {
      throw new AssertionError("the first break");
    }
  }

  /// Rollouts of 32 steps, each with a checkpoint: the disk is busy most of the time, and so are
  /// the moments at which the process is killed.
  @Test
  @Tag("learning")
  void a_run_survives_being_killed_at_any_moment() throws Exception {
    Path run = folder.resolve("run");
    String settings =
        "--quiet --json --eval-episodes 1 --checkpoint-every 1 --preset default --envs 4"
            + " --set rolloutSteps=8 --set batchSize=16 --set policyLayers=8 --set valueLayers=8"
            + " --steps 1_000_000 --out ";
    Rng rng = Rng.stream(1, "kill");
    FileTime before = FileTime.fromMillis(0);
    String line = "train ppo CartPole-v1 " + settings + run;
    List<Boolean> writing = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      Jvm jvm = ascent(line);
      awaitCheckpoint(jvm, run, before);
      Thread.sleep(rng.nextInt(300));
      killInTheMiddle(jvm, run);
      writing.add(!temporary(run).isEmpty());
      before = Files.getLastModifiedTime(run.resolve("checkpoint.zip"));
      line = "resume " + run + " --quiet --json";
    }
    // As far as it has come, it is as far as a run gets that is never killed.
    long steps = Agent.load(run).info().steps();
    String[] words = ("train ppo CartPole-v1 " + settings + folder.resolve("whole")).split(" ");
    words[Arrays.asList(words).indexOf("1_000_000")] = "" + steps;
    words[Arrays.asList(words).indexOf("--checkpoint-every") + 1] = "0";
    Map<String, Object> whole = json(ascent(String.join(" ", words)));
    assertThat(Agent.load(run).parametersSha256())
        .as("after %d steps; killed while writing: %s", steps, writing)
        .isEqualTo(whole.get("parameters_sha256"));
    assertThat(steps).isGreaterThan(10 * 32);
  }
}
