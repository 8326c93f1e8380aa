package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ascent.agent.Agent;
import ascent.algo.Schedule;
import ascent.io.FolderLock;
import ascent.probe.Walk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A run whose directory is taken away while it trains: it ends, and is whole in a new directory.
/// Windows does not let a directory in use be taken away.
@EnabledOnOs({OS.LINUX, OS.MAC})
class LostDirectoryTest {
  private static final long TOTAL = 480; // ten rollouts

  @TempDir Path folder;
  private Path run;
  private Path rescued;
  private String hash;

  private static Trainer trainer() {
    return Trainer.of(Walk.pushed(37))
        .with(Walk.CONFIG.withLearningRate(Schedule.parse("linear:0.02")))
        .envs(3)
        .threads(1)
        .logEvery(1)
        .evaluateEvery(48)
        .checkpointEvery(96);
  }

  @BeforeEach
  void train_a_run_that_keeps_its_directory() {
    run = folder.resolve("run");
    rescued = folder.resolve("run-rescued");
    hash = trainer().train(TOTAL).agent().parametersSha256();
  }

  @FunctionalInterface
  private interface Deed {
    void run() throws IOException;
  }

  /// Does something to the directory after 240 steps, between two checkpoints.
  private String trainAnd(Deed deed) {
    Trainer disturbed =
        trainer()
            .out(run)
            .onUpdate(metrics -> {
              if (metrics.steps() == 240) {
                run(deed);
              }
            });
    return failureOf(disturbed);
  }

  private static void run(Deed deed) {
    try {
      deed.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String failureOf(Trainer trainer) {
    var failure = new String[1];
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> trainer.train(TOTAL))
        .satisfies(e -> failure[0] = e.getMessage());
    return failure[0];
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private String sentence(Path kept) {
    return ("The directory of the run, %s, was removed, moved or replaced during the run."
            + " The run was saved in %s and can be resumed there.")
        .formatted(run, kept);
  }

  /// The rows of metrics.csv are all there, those before the loss as well, and the bits are those
  /// of a run that nobody disturbed.
  private void assertResumable(Path kept, long steps) throws IOException {
    assertThat(kept.toFile().list())
        .contains("checkpoint.zip", "config.json", "metrics.csv")
        .noneMatch(name -> name.endsWith(".ascent-tmp"));
    TrainingResult resumed = Trainer.resume(kept, Walk.pushed(37)).train();
    assertThat(resumed.resumedAtStep()).hasValue(steps);
    assertThat(resumed.agent().parametersSha256()).isEqualTo(hash);
    assertThat(Files.readAllLines(kept.resolve("metrics.csv"))).hasSize(1 + 10);
  }

  @Test
  void a_run_whose_directory_was_removed_is_saved_beside_it() throws IOException {
    String message = trainAnd(() -> delete(run));

    assertThat(message).isEqualTo(sentence(rescued));
    assertThat(folder.toFile().list()).containsExactly("run-rescued");
    assertResumable(rescued, 240);
  }

  @Test
  void a_run_whose_directory_was_moved_leaves_there_what_was_in_it() throws IOException {
    Path moved = folder.resolve("moved");
    String message = trainAnd(() -> Files.move(run, moved));

    assertThat(message).isEqualTo(sentence(rescued));
    assertThat(run).doesNotExist();
    assertThat(Agent.load(moved).info().steps()).isEqualTo(192);
    assertResumable(rescued, 240);
    // What was moved is a run as well, as of its last checkpoint.
    assertThat(Trainer.resume(moved, Walk.pushed(37)).train().agent().parametersSha256())
        .isEqualTo(hash);
  }

  @Test
  void another_directory_at_its_place_is_left_alone() throws IOException {
    String message =
        trainAnd(() -> {
          delete(run);
          Files.createDirectory(run);
          Files.writeString(run.resolve("notes"), "mine");
        });

    assertThat(message).isEqualTo(sentence(rescued));
    assertThat(run.toFile().list()).containsExactly("notes");
    assertResumable(rescued, 240);
  }

  @Test
  void another_run_at_its_place_is_left_alone() throws IOException {
    String message =
        trainAnd(() -> {
          delete(run);
          trainer().seed(2).out(run).train(48);
        });

    assertThat(message).isEqualTo(sentence(rescued));
    assertThat(Agent.load(run).info().steps()).isEqualTo(48);
    assertThat(Agent.load(run).info().run().seed()).isEqualTo(2);
  }

  /// Checkpoints are at 96, 192, 288, 384 and 480, and once more at the end.
  @Test
  void a_directory_removed_before_the_last_file_is_noticed() throws IOException {
    var checkpoints = new AtomicInteger();
    Trainer disturbed =
        trainer()
            .out(run)
            .listen(
                new Listener() {
                  @Override
                  public void checkpointed(Run training, Path file) {
                    if (checkpoints.incrementAndGet() == 6) {
                      LostDirectoryTest.run(() -> delete(run));
                    }
                  }
                });

    assertThat(failureOf(disturbed)).isEqualTo(sentence(rescued));
    assertThat(folder.toFile().list()).containsExactly("run-rescued");
    assertResumable(rescued, TOTAL);
  }

  @Test
  void a_second_loss_gets_a_number_and_a_lost_parent_is_made_again() throws IOException {
    Files.createDirectory(rescued);
    assertThat(trainAnd(() -> delete(run))).isEqualTo(sentence(folder.resolve("run-rescued-2")));

    run = folder.resolve("runs/mine");
    assertThat(trainAnd(() -> delete(folder.resolve("runs"))))
        .isEqualTo(sentence(folder.resolve("runs/mine-rescued")));
  }

  @Test
  void a_run_that_can_be_saved_nowhere_says_so() throws IOException {
    run = folder.resolve("runs/mine");
    String message =
        trainAnd(() -> {
          delete(folder.resolve("runs"));
          Files.writeString(folder.resolve("runs"), "a file in the way");
        });

    assertThat(message)
        .startsWith("The directory of the run, " + run + ", was removed, moved or replaced")
        .contains(" It could not be saved in another one: ")
        .contains(folder.resolve("runs").toString());
  }

  @Test
  void a_removed_lock_file_does_not_end_the_run() throws IOException {
    Trainer disturbed =
        trainer()
            .out(run)
            .onUpdate(_ -> run(() -> Files.deleteIfExists(run.resolve(FolderLock.NAME))));

    assertThat(disturbed.train(TOTAL).agent().parametersSha256()).isEqualTo(hash);
    assertThat(List.of(folder.toFile().list())).containsExactly("run");
  }
}
