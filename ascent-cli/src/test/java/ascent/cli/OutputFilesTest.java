package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.env.registry.Envs;
import ascent.io.Hashes;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a command may write to, and what it may not: all is known before the work begins.
class OutputFilesTest {
  @TempDir Path dir;
  private Path run;

  @BeforeEach
  void train() {
    run = dir.resolve("run");
    Trainer.of(Envs.find("CartPole-v1"))
        .with(PPOConfig.DEFAULT.withRolloutSteps(16).withBatchSize(16).withEpochs(1))
        .evaluateEvery(16) // for best.zip
        .out(run)
        .train(16);
  }

  private Cli.Result record(Path file) {
    return Cli.run("eval", run.toString(), "--episodes", "1", "--record", file.toString());
  }

  private static Map<String, String> hashes(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        hashes.put(file.toString(), Hashes.sha256(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }

  @Test
  void no_file_of_a_run_is_overwritten() throws IOException {
    Map<String, String> before = hashes(run);
    List<Path> files = new ArrayList<>(before.keySet().stream().map(Path::of).toList());
    assertThat(files).hasSizeGreaterThanOrEqualTo(6).contains(run.resolve("best.zip"));
    files.add(run.resolve("failure.json")); // which a failure would write later

    for (Path file : files) {
      assertThat(record(file).failed(2))
          .isEqualTo(
              "--record is %s, a file of the run in that directory; it must be another file."
                  .formatted(file));
    }
    assertThat(hashes(run)).isEqualTo(before);
    assertThat(record(run.resolve("pairs.safetensors")).succeeded()).contains("return");
  }

  @Test
  void a_saved_model_is_not_overwritten_wherever_it_is() throws IOException {
    Path model = Files.copy(run.resolve("model.zip"), dir.resolve("good.zip"));

    assertThat(record(model).failed(2))
        .isEqualTo("--record is %s, a saved model; it must be another file.".formatted(model));
    assertThat(Agent.load(model).info().steps()).isEqualTo(16);
  }

  @Test
  void a_link_counts_as_what_it_leads_to() throws IOException {
    Path checkpoint = Files.createSymbolicLink(dir.resolve("c"), run.resolve("checkpoint.zip"));
    assertThat(record(checkpoint).failed(2)).contains("a file of the run in that directory");

    Path pairs = dir.resolve("far.safetensors");
    Path link = Files.createSymbolicLink(dir.resolve("l"), pairs.getFileName());
    record(link).succeeded(); // it leads to nothing yet
    assertThat(link).isSymbolicLink();
    assertThat(pairs).isRegularFile().isNotEmptyFile();
  }

  @Test
  void an_existing_file_is_replaced_as_the_help_says() throws IOException {
    Path pairs = Files.writeString(dir.resolve("pairs.safetensors"), "older ones");
    record(pairs).succeeded();
    assertThat(Files.size(pairs)).isGreaterThan(10);
    for (String command : List.of("eval", "render")) {
      assertThat(Cli.run(command, "--help").succeeded().replaceAll("\\s+", " "))
          .contains("An existing file is replaced.");
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void devices_pipes_and_directories_are_refused() throws Exception {
    Path pipe = dir.resolve("pipe.gif");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path device = Files.createSymbolicLink(dir.resolve("device.gif"), Path.of("/dev/null"));
    for (Path file : List.of(pipe, device)) {
      String reason = "; it is a device, pipe or socket, not a regular file.";
      assertThat(record(file).failed(2)).isEqualTo("--record is " + file + reason);
      assertThat(Cli.run("render", "CartPole-v1", "-o", file.toString()).failed(2))
          .isEqualTo("-o is " + file + reason);
    }
    assertThat(record(Path.of("/dev/null")).failed(2)).contains("it is a device");
    assertThat(record(dir).failed(2)).endsWith("it is a directory, not a regular file.");
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "");
    assertThat(record(file.resolve("new/pairs")).failed(2))
        .isEqualTo("--record is %1$s/new/pairs, but %1$s is not a directory.".formatted(file));
  }
}
