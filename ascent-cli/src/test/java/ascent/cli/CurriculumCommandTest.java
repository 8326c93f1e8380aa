package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.DamagedFileException;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ascent train --curriculum`.
class CurriculumCommandTest {
  @TempDir Path folder;

  private Cli.Result train(String steps, String... more) {
    String[] line = {"train", "ppo", "FrozenLake-v1", "--steps", steps, "--set", "rolloutSteps=32"};
    String[] rest = {"--set", "batchSize=32", "--envs", "2", "--eval-episodes", "1", "--quiet"};
    return Cli.run(Stream.of(line, rest, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void a_run_is_resumed_over_a_change_with_the_same_bits() throws IOException {
    String run = folder.resolve("run").toString();
    String stages = "slippery=false@0,true@100";
    String whole = hash(train("256", "--curriculum", stages, "--json", "--out", run));
    String half = folder.resolve("half").toString();
    train(
            "256",
            "--curriculum",
            stages,
            "--checkpoint-every",
            "64",
            "--keep-checkpoints",
            "9",
            "--out",
            half)
        .succeeded();
    Files.copy(
        Path.of(half, "checkpoints", "step-64.zip"),
        Path.of(half, "checkpoint.zip"),
        StandardCopyOption.REPLACE_EXISTING);
    Cli.Result resumed = Cli.run("resume", half, "--quiet", "--json");
    assertThat(Cli.number(resumed.json(), "resumed_at_step")).isEqualTo(64);
    assertThat(hash(resumed)).isEqualTo(whole);
    assertThat(config(half, "env")).isEqualTo("FrozenLake-v1");
    assertThat(config(half, "curriculum")).isEqualTo(stages);
  }

  private static String hash(Cli.Result result) {
    return String.valueOf(result.json().get("parameters_sha256"));
  }

  private static Object config(String run, String setting)
      throws IOException, DamagedFileException {
    return Json.at(Json.parse(Files.readAllBytes(Path.of(run, "config.json"))), "run", setting);
  }

  @Test
  void mistakes_are_wrong_use() {
    assertThat(train("64", "--curriculum", "slipery=false@0").failed(2))
        .startsWith("FrozenLake-v1 has no parameter 'slipery'. Did you mean slippery?");
    assertThat(train("64", "--curriculum", "slippery=false").failed(2))
        .isEqualTo("the curriculum of slippery is 'false'; it must be like 10@0,20@50000.");
    assertThat(train("64", "--curriculum", "map=4x4@0,8x8@32", "--out", folder + "/x").failed(2))
        .startsWith("From step 0 of the curriculum on, the observation space of");
  }
}
