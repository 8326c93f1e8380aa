package ascent.bench;

import static ascent.cli.bench.Figures.text;

import ascent.cli.text.Table;
import ascent.lab.course.Course;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonRun;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Runs the lessons of the course with their own numbers of seeds, and fails if a check of one does
/// not hold. The seeds are others than those that the lessons' settings were found on.
///
/// Arguments: names of lessons. Without arguments: all of them, and the page that is published.
public final class LessonsBench {
  private static final long FIRST_SEED = 2_001; // no lesson was written with these
  private static final String NO_CLAIM = "–";

  private final Table checks =
      new Table("lesson", "seeds", "what should hold", "holds", "found", "seconds");
  private final Table claims = new Table("lesson", "what", "claim", "measured");
  private boolean holds = true;

  private LessonsBench() {}

  public static void main(String... args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    List<Lesson> lessons =
        args.length == 0
            ? Course.ALL.lessons()
            : Arrays.stream(args).map(Course.ALL::find).toList();
    LessonsBench bench = new LessonsBench();
    long start = System.nanoTime();
    lessons.forEach(bench::run);
    if (args.length == 0) {
      bench.publish(1e-9 * (System.nanoTime() - start));
    }
    if (!bench.holds) {
      System.exit(1);
    }
  }

  private void run(Lesson lesson) {
    long start = System.nanoTime();
    int threads = Runtime.getRuntime().availableProcessors();
    LessonResult result = lesson.run(new LessonRun(FIRST_SEED, lesson.seeds(), threads, _ -> {}));
    String seconds = text((System.nanoTime() - start) * 1e-9, 0);
    for (LessonResult.Check check : result.checks()) {
      checks.row(
          lesson.name(),
          Integer.toString(lesson.seeds()),
          check.statement(),
          check.holds() ? "yes" : "NO",
          check.found(),
          seconds);
      IO.println(checks.last());
    }
    for (LessonResult.Row row : result.rows()) {
      if (!row.claim().equals(NO_CLAIM)) {
        claims.row(lesson.name(), row.what(), row.claim(), row.measured());
      }
    }
    holds &= result.holds();
  }

  private void publish(double seconds) throws IOException {
    new Page("The lessons of the course, and what they check", List.of("lessons"))
        .add(
            "Seeds from %d on, which no setting of a lesson was chosen on; the lessons' pages show seeds from 1 on. All lessons took %s minutes."
                .formatted(FIRST_SEED, text(seconds / 60, 1)))
        .add(checks.markdown())
        .add("What the tutorials claim, and what was measured:")
        .add(claims.markdown())
        .publish("lessons");
  }
}
