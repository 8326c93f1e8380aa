package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The options that record a run for other programs.
class RecordersTest {
  @TempDir Path folder;

  private Cli.Result train(String... more) {
    String[] line = {"train", "ppo", "CartPole-v1", "--steps", "128", "--set", "rolloutSteps=32"};
    String[] kept = {"--set", "batchSize=32", "--eval-episodes", "1", "--out", run().toString()};
    String[] quiet = {"--envs", "2", "--quiet"};
    return Cli.run(Stream.of(line, kept, quiet, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private Path run() {
    return folder.resolve("run");
  }

  private List<Path> events() throws IOException {
    try (Stream<Path> files = Files.list(run())) {
      return files.filter(file -> file.getFileName().toString().contains("tfevents")).toList();
    }
  }

  @Test
  void event_files_are_in_the_directory_and_a_resumed_run_continues_them() throws IOException {
    train("--tensorboard").succeeded();
    assertThat(events()).hasSize(1);
    Cli.run("resume", run().toString(), "--steps", "256", "--quiet").succeeded();
    assertThat(events()).hasSize(2);
  }

  @Test
  void there_are_none_unless_asked_for() throws IOException {
    train().succeeded();
    Cli.run("resume", run().toString(), "--steps", "256", "--quiet").succeeded();
    assertThat(events()).isEmpty();
    Cli.run("resume", run().toString(), "--steps", "384", "--quiet", "--tensorboard").succeeded();
    assertThat(events()).hasSize(1);
  }
}
