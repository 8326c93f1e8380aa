package ascent.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.io.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunnerTest {
  @TempDir Path folder;

  private static StudyResult run(Study study, Path folder, int atOnce) throws IOException {
    return new StudyRunner(study, folder, atOnce).run(StudyListener.NONE);
  }

  @Test
  void every_cell_is_the_directory_of_a_run_and_a_row_of_the_results() throws IOException {
    StudyResult result = run(Studies.of(2, 256, "0.001", "0.01"), folder, 2);

    assertThat(folder.resolve("learningRate=0.001/seed-2/model.zip")).exists();
    assertThat(folder.resolve("learningRate=0.01/seed-1/metrics.csv")).exists();
    List<String> rows = Studies.rows(folder);
    assertThat(rows.getFirst())
        .isEqualTo(
            "learningRate,seed,steps,episodes,mean_return,std_return,eval_episodes,solved_at_step,parameters_sha256,failure");
    assertThat(rows).hasSize(5);
    assertThat(rows.get(2)).startsWith("0.001,2,256,");
    assertThat(result.outcomes()).hasSize(4);
    assertThat(result.kept()).isZero();
    assertThat(result.summaries()).extracting(s -> s.outcomes().size()).containsExactly(2, 2);
  }

  @Test
  void how_many_run_at_a_time_does_not_change_the_results() throws IOException {
    Study study = Studies.of(2, 256, "0.001", "0.01");
    run(study, folder.resolve("one"), 1);
    run(study, folder.resolve("three"), 3);

    assertThat(Studies.rows(folder.resolve("three")))
        .isEqualTo(Studies.rows(folder.resolve("one")));
  }

  @Test
  void a_study_that_was_interrupted_comes_to_the_numbers_of_one_that_was_not() throws IOException {
    Study study = Studies.of(2, 512, "0.001", "0.01");
    run(study, folder.resolve("whole"), 2);
    Path broken = folder.resolve("broken");
    // 4 runs of 16 iterations; a failure saves its run and the one beside it
    for (int after : new int[] {3, 20, 20}) {
      assertThatThrownBy(() -> new StudyRunner(study, broken, 2).run(breakingAfter(after)))
          .hasMessageContaining("interrupted");
    }

    StudyResult result = run(study, broken, 2);

    assertThat(Studies.rows(broken)).isEqualTo(Studies.rows(folder.resolve("whole")));
    assertThat(result.kept()).isBetween(1, 3);
  }

  private static StudyListener breakingAfter(int iterations) {
    return new StudyListener() {
      private int left = iterations;

      @Override
      public void progressed(Cell cell, long steps) {
        if (left-- == 0) {
          throw new IllegalStateException("interrupted");
        }
      }
    };
  }

  @Test
  void runs_that_are_done_are_kept_and_seeds_may_be_added() throws IOException {
    run(Studies.of(1, 128, "0.001"), folder, 1);
    Path model = folder.resolve("learningRate=0.001/seed-1/model.zip");
    FileTime before = Files.getLastModifiedTime(model);
    Map<String, Boolean> kept = new TreeMap<>();

    StudyResult result =
        new StudyRunner(Studies.of(2, 128, "0.001", "0.01"), folder, 2)
            .run(
                new StudyListener() {
                  @Override
                  public void finished(Cell cell, Outcome outcome, boolean done) {
                    kept.put(cell.variant().label() + " " + cell.seed(), done);
                  }
                });

    assertThat(result.kept()).isEqualTo(1);
    assertThat(kept)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "learningRate 0.001 1", true,
                "learningRate 0.001 2", false,
                "learningRate 0.01 1", false,
                "learningRate 0.01 2", false));
    assertThat(Files.getLastModifiedTime(model)).isEqualTo(before);
  }

  @Test
  void a_run_that_was_killed_before_its_first_checkpoint_begins_anew() throws IOException {
    Study study = Studies.of(1, 128, "0.001");
    run(study, folder.resolve("whole"), 1);
    Path cell = Files.createDirectories(folder.resolve("killed/learningRate=0.001/seed-1"));
    Files.writeString(cell.resolve("config.json"), "{}");
    Files.writeString(cell.resolve("metrics.csv"), "cut of");

    run(study, folder.resolve("killed"), 1);

    assertThat(Studies.rows(folder.resolve("killed")))
        .isEqualTo(Studies.rows(folder.resolve("whole")));
  }

  @Test
  void the_plan_has_every_run_from_the_beginning_on_and_those_done_before() throws IOException {
    Study study = Studies.of(2, 64, "0.001", "0.01");
    List<StudyPlan> seen = new ArrayList<>();
    new StudyRunner(study, folder, 1)
        .run(
            new StudyListener() {
              @Override
              public void progressed(Cell cell, long steps) {
                try {
                  seen.add(StudyPlan.read(folder));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });

    StudyPlan plan = seen.getFirst();
    assertThat(plan.algorithm()).isEqualTo("ppo");
    assertThat(plan.runs())
        .containsExactly(
            new StudyPlan.PlannedRun("learningRate 0.001", 1, 64, "learningRate=0.001/seed-1"),
            new StudyPlan.PlannedRun("learningRate 0.01", 1, 64, "learningRate=0.01/seed-1"),
            new StudyPlan.PlannedRun("learningRate 0.001", 2, 64, "learningRate=0.001/seed-2"),
            new StudyPlan.PlannedRun("learningRate 0.01", 2, 64, "learningRate=0.01/seed-2"));

    run(Studies.of(1, 64, "0.001", "0.01"), folder, 1);
    assertThat(StudyPlan.read(folder)).isEqualTo(plan);
  }

  @Test
  void a_study_that_was_killed_before_its_first_run_begins_anew_but_a_foreign_file_stays()
      throws IOException {
    Study study = Studies.of(1, 64, "0.001");
    Path killed = Files.createDirectories(folder.resolve("killed"));
    StudyPlan.of(study, killed).write(killed);
    run(study, killed, 1);
    assertThat(killed.resolve("results.csv")).exists();

    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("study.json"), "{\"mine\": 1}");
    assertThatThrownBy(() -> run(study, foreign, 1))
        .hasMessageEndingWith("which has other files; it must be new, empty or this study's.");
    assertThat(foreign.resolve("study.json")).hasContent("{\"mine\": 1}");
  }

  @Test
  void runs_with_other_settings_are_not_taken_for_these() throws IOException {
    run(Studies.of(1, 128, "0.001"), folder, 1);

    assertThatThrownBy(() -> run(Studies.of(1, 256, "0.001"), folder, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "seed-1 is a run with steps 128; the study asks for 256. Maybe use another folder.");
  }

  @Test
  void a_run_that_diverges_is_counted_and_the_others_go_on() throws IOException {
    StudyResult result = run(Studies.of(2, 128, "0.001", "1e30"), folder, 2);

    Summary good = result.summaries().getFirst();
    Summary bad = result.summaries().getLast();
    assertThat(good.failed()).isZero();
    assertThat(bad.failed()).isEqualTo(2);
    assertThat(bad.statistics()).isNull();
    assertThat(bad.outcomes().getFirst().failure()).contains("finite");
    assertThat(Studies.rows(folder).getLast()).contains("finite");
    // It fails again, so it is not tried again.
    assertThat(run(Studies.of(2, 128, "0.001", "1e30"), folder, 2).kept()).isEqualTo(4);
  }

  @Test
  void a_folder_that_another_study_is_using_is_refused() throws IOException {
    try (FolderLock _ = FolderLock.acquire(folder)) {
      assertThatThrownBy(() -> run(Studies.of(1, 128, "0.001"), folder, 1))
          .isInstanceOf(FolderLock.InUseException.class);
    }
  }

  @Test
  void progress_adds_up_to_the_steps() throws IOException {
    List<Long> steps = new ArrayList<>();
    new StudyRunner(Studies.of(2, 128, "0.001"), folder, 2)
        .run(
            new StudyListener() {
              @Override
              public void progressed(Cell cell, long more) {
                steps.add(more);
              }
            });

    assertThat(steps.stream().mapToLong(s -> s).sum()).isEqualTo(2 * 128);
  }

  @Test
  void variants_that_cannot_be_told_apart_are_refused() {
    assertThatThrownBy(() -> Studies.of(1, 128, "0.001", "0.001"))
        .hasMessage("variants is learningRate 0.001; it must be different from each other.");
    assertThatThrownBy(() -> new Study(List.of(), List.of(1L)))
        .hasMessage("variants is 0; it must be at least 1.");
    assertThatThrownBy(() -> new Study(Studies.of(1, 128, "0.001").variants(), List.of(1L, 2L, 1L)))
        .hasMessage("seeds is [1, 2, 1]; it must be distinct.");
    assertThatThrownBy(() -> new StudyRunner(Studies.of(1, 128, "0.001"), folder, 0))
        .hasMessage("atOnce is 0; it must be at least 1.");
  }

  @Test
  void the_fingerprint_is_of_the_settings_and_not_of_the_seeds() {
    String print = Studies.of(1, 128, "0.001").fingerprint();

    assertThat(print).matches("[0-9a-f]{8}").isEqualTo(Studies.of(9, 128, "0.001").fingerprint());
    assertThat(print).isNotEqualTo(Studies.of(1, 256, "0.001").fingerprint());
  }

  @Test
  void the_folder_of_another_study_or_of_something_else_is_refused_and_left_as_it_is()
      throws IOException {
    run(Studies.of(1, 64, "0.001"), folder.resolve("other"), 1);
    String results = Files.readString(folder.resolve("other/results.csv"));
    Path notes = Files.createDirectories(folder.resolve("notes"));
    Files.writeString(notes.resolve("results.csv"), "mine");

    assertThatThrownBy(() -> run(Studies.of(1, 64, "0.01"), folder.resolve("other"), 1))
        .hasMessageEndingWith(
            "has runs in learningRate=0.001 that are not of this study. Maybe use another folder.");
    assertThatThrownBy(() -> run(Studies.of(1, 64, "0.01"), notes, 1))
        .hasMessageEndingWith("which has other files; it must be new, empty or this study's.");

    assertThat(Files.readString(folder.resolve("other/results.csv"))).isEqualTo(results);
    assertThat(Files.readString(notes.resolve("results.csv"))).isEqualTo("mine");
  }
}
