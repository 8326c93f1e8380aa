package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ascent.io.FolderLock;
import ascent.probe.Walk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One trainer at a time uses a run's directory. Two processes are tested with the command line.
class RunLockTest {
  private static final long TOTAL = 96;

  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void name_the_run() {
    run = folder.resolve("run");
  }

  private Trainer trainer() {
    return Trainer.of(Walk.pushed(37)).with(Walk.CONFIG).envs(3).threads(1).logEvery(1);
  }

  @Test
  void two_trainers_of_one_process_do_not_share_a_run() throws IOException {
    Files.createDirectories(run);
    List<Throwable> failures = new ArrayList<>();

    String hash =
        trainer()
            .checkpointEvery(48)
            .out(run)
            .listen(
                new Listener() {
                  @Override
                  public void checkpointed(Run training, Path file) {
                    failures.add(catchThrowable(() -> trainer().out(run).train(TOTAL)));
                    failures.add(
                        catchThrowable(() -> Trainer.resume(run, Walk.pushed(37)).train()));
                  }
                })
            .train(TOTAL)
            .agent()
            .parametersSha256();

    assertThat(failures)
        .isNotEmpty()
        .allSatisfy(failure ->
            assertThat(failure)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("This process is using " + run + " already."));
    assertThat(hash).isEqualTo(trainer().train(TOTAL).agent().parametersSha256());
    Trainer.resume(run, Walk.pushed(37)).train(); // the lock was released
  }

  @Test
  void a_lock_that_a_killed_process_left_blocks_nobody() throws IOException {
    Files.createDirectories(run);
    Files.writeString(run.resolve(FolderLock.NAME), "1234567");

    trainer().out(run).train(TOTAL);

    assertThat(run.resolve("model.zip")).exists();
    assertThat(run.resolve(FolderLock.NAME)).isEmptyFile();
  }

  @Test
  void a_failure_to_begin_releases_the_lock() throws IOException {
    Files.createDirectories(run);
    Path foreign = Files.writeString(run.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> trainer().out(run).train(TOTAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("new or an empty directory");
    Files.delete(foreign);

    trainer().out(run).train(TOTAL);

    assertThat(run.resolve("model.zip")).exists();
  }
}
