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
/// not hold.
///
/// Arguments: names of lessons. Without arguments: all of them, and the page that is published.
public final class LessonsBench {
  private LessonsBench() {}

  public static void main(String... args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    List<Lesson> lessons =
        args.length == 0
            ? Course.ALL.lessons()
            : Arrays.stream(args).map(Course.ALL::find).toList();
    Table table = new Table("lesson", "seeds", "what should hold", "holds", "found", "seconds");
    boolean holds = true;
    for (Lesson lesson : lessons) {
      holds &= run(lesson, table);
    }
    if (args.length == 0) {
      new Page("The lessons of the course, and what they check", List.of("lessons"))
          .add(table.markdown())
          .publish("lessons");
    }
    if (!holds) {
      System.exit(1);
    }
  }

  private static boolean run(Lesson lesson, Table table) {
    long start = System.nanoTime();
    int threads = Runtime.getRuntime().availableProcessors();
    LessonResult result = lesson.run(new LessonRun(lesson.seeds(), threads));
    String seconds = text((System.nanoTime() - start) * 1e-9, 0);
    for (LessonResult.Check check : result.checks()) {
      table.row(
          lesson.name(),
          Integer.toString(lesson.seeds()),
          check.statement(),
          check.holds() ? "yes" : "NO",
          check.found(),
          seconds);
      IO.println(table.last());
    }
    return result.holds();
  }
}
