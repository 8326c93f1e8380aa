package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ascent.io.FolderLock;
import ascent.probe.Walk;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A run that fails, wherever it fails, leaves no file of this process open.
@EnabledOnOs(OS.LINUX)
class DescriptorsTest {
  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void train() {
    run = folder.resolve("run");
    trainer().out(run).train(96);
  }

  private static Trainer trainer() {
    return Trainer.of(Walk.pushed(37)).with(Walk.CONFIG).envs(3).threads(1).logEvery(1);
  }

  @FunctionalInterface
  private interface Failing {
    void run() throws IOException;
  }

  /// Those of files below the temporary folder.
  private List<String> open() throws IOException {
    List<String> open = new ArrayList<>();
    for (File descriptor : new File("/proc/self/fd").listFiles()) {
      Path file = descriptor.toPath();
      if (Files.isSymbolicLink(file)) { // that of this list is closed by now
        String target = Files.readSymbolicLink(file).toString();
        if (target.startsWith(folder.toRealPath().toString())) {
          open.add(target);
        }
      }
    }
    return open;
  }

  private void assertClosed(Failing failing) throws IOException {
    assertThat(catchThrowable(failing::run)).isNotNull();
    assertThat(open()).isEmpty();
  }

  private void resume() throws IOException {
    Trainer.resume(run, Walk.pushed(37)).train(192);
  }

  @Test
  void a_directory_with_other_files() throws IOException {
    assertClosed(() -> trainer().out(run).train(96));
    Files.delete(run.resolve(FolderLock.NAME));
    assertClosed(() -> trainer().out(run).train(96));
  }

  @Test
  void metrics_of_other_columns() throws IOException {
    Files.writeString(run.resolve("metrics.csv"), "a,b\n1,2\n");
    assertClosed(this::resume);
  }

  @Test
  void metrics_that_were_cut_short() throws IOException {
    Path metrics = run.resolve("metrics.csv");
    Files.writeString(metrics, Files.readAllLines(metrics).getFirst() + "\n");
    assertClosed(this::resume);
  }

  @Test
  void settings_that_cannot_be_written() throws IOException {
    Files.delete(run.resolve("config.json"));
    Files.createDirectory(run.resolve("config.json"));
    assertClosed(this::resume);
  }

  @Test
  void a_damaged_checkpoint() throws IOException {
    Files.write(run.resolve("checkpoint.zip"), new byte[] {'P', 'K', 3, 4, 0, 0});
    assertClosed(this::resume);
  }

  /// Something stands at the checkpoint's place from the middle of the run on.
  @Test
  void a_checkpoint_that_cannot_be_written() throws IOException {
    Path checkpoint = run.resolve("checkpoint.zip");
    assertClosed(() ->
        Trainer.resume(run, Walk.pushed(37)).onUpdate(_ -> replaceByFolder(checkpoint)).train(192));
  }

  private static void replaceByFolder(Path file) {
    try {
      Files.deleteIfExists(file);
      Files.createDirectories(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_directory_that_was_moved() throws IOException {
    Path moved = folder.resolve("moved");
    assertClosed(
        () -> Trainer.resume(run, Walk.pushed(37)).onUpdate(_ -> move(run, moved)).train(192));
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
