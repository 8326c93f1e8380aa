package ascent.cli.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.Files.exists;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.OutputFiles;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.run.RunFailedException;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.io.AtomicFiles;
import ascent.io.Json;
import ascent.lab.course.Course;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonRun;
import ascent.study.plot.Picture;
import ascent.study.plot.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `ascent lesson [NAME]`.
public final class LessonCommand implements Command {
  private static final String FOLDER = "lessons";

  private final Course course;

  public LessonCommand(Course course) {
    this.course = course;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of("lesson", "Run a lesson of the course, or list the lessons.")
        .optional("LESSON", "The lesson (default: list them all).")
        .option("--seed", "S", "Seed of the first run (default: 1).")
        .option(
            "--seeds",
            "N",
            "Independent runs, with the seeds from --seed on (default: the lesson's own number).")
        .option(
            "--out",
            "DIR",
            "Directory for pictures and result.json, which are replaced (default:"
                + " lessons/NAME).")
        .option("--threads", "N", "Seeds that are run at the same time (default: all cores).")
        .flag("--quiet", "Show no progress.")
        .flag("--json", "Print the result as one JSON object.")
        .footer(
            "",
            "A lesson prints what a tutorial claims beside what is measured, and checks its",
            "own statements. Exit code 1 if one does not hold.",
            "",
            "Examples:",
            "  ascent lesson",
            "  ascent lesson stochastic-policies --seeds 3");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    String name = arguments.argument(0);
    if (name.isEmpty()) {
      list(arguments.flag("--json"), output);
      return;
    }
    System.setProperty("java.awt.headless", "true");
    Lesson lesson = UsageException.checking(() -> course.find(name));
    int threads = arguments.integer("--threads", Runtime.getRuntime().availableProcessors());
    long seed = arguments.longInteger("--seed", 1);
    int seeds = arguments.integer("--seeds", lesson.seeds());
    boolean quiet = arguments.flag("--quiet");
    LessonRun run =
        UsageException.checking(() ->
            new LessonRun(
                seed, seeds, threads, line -> note(output, quiet, lesson.name() + ": " + line)));
    Files files = Files.in(arguments.option("--out", Path.of(FOLDER, lesson.name()).toString()));
    LessonResult result = lesson.run(run);
    files.write(result, result.toMap(lesson, run));
    if (arguments.flag("--json")) {
      output.json(result.toMap(lesson, run));
    } else {
      print(result, files, output);
    }
    List<String> broken = new ArrayList<>();
    for (LessonResult.Check check : result.checks()) {
      if (!check.holds()) {
        broken.add(check.statement() + " (" + check.found() + ")");
      }
    }
    if (!broken.isEmpty()) {
      throw new RunFailedException(
          "%s does not show what it should: %s"
              .formatted(lesson.name(), String.join("; ", broken)));
    }
  }

  private static void note(Output output, boolean quiet, String line) {
    if (!quiet) {
      synchronized (output) {
        output.note(line);
      }
    }
  }

  private void list(boolean json, Output output) {
    if (json) {
      List<Map<String, Object>> lessons = new ArrayList<>();
      for (Lesson lesson : course.lessons()) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", lesson.name());
        object.put("tutorials", lesson.tutorials());
        object.put("seeds", lesson.seeds());
        object.put("summary", lesson.summary());
        lessons.add(object);
      }
      output.json(Map.of("lessons", lessons));
      return;
    }
    Table table = new Table("lesson", "tutorials", "seeds", "what it shows");
    for (Lesson lesson : course.lessons()) {
      table.row(
          lesson.name(),
          String.join(", ", lesson.tutorials()),
          Integer.toString(lesson.seeds()),
          lesson.summary());
    }
    output.table(table);
  }

  private static void print(LessonResult result, Files files, Output output) {
    Table table = new Table("what", "claim", "measured");
    result.rows().forEach(row -> table.row(row.what(), row.claim(), row.measured()));
    output.table(table);
    output.result("");
    for (LessonResult.Check check : result.checks()) {
      output.result(
          "%s %s: %s"
              .formatted(check.holds() ? "holds: " : "FAILS: ", check.statement(), check.found()));
    }
    output.result("");
    List<String> written = new ArrayList<>();
    files.of(result).forEach(file -> written.add(file.toString()));
    output.result(String.join(", ", written));
  }

  /// The files of a lesson.
  private record Files(Path folder) {
    private static final String RESULT = "result.json";

    /// Checks those that every lesson has, so that it does not run in vain.
    static Files in(String directory) throws IOException {
      Path folder = Arguments.path(directory);
      if (exists(folder.resolve("checkpoint.zip")) || exists(folder.resolve("config.json"))) {
        throw new UsageException(
            "out is %s, which has a run; it must be another directory.".formatted(directory));
      }
      Files files = new Files(folder);
      files.file("plot.png");
      files.file("plot.svg");
      files.file(RESULT);
      return files;
    }

    private Path file(String name) throws IOException {
      return OutputFiles.file("--out", folder.resolve(name).toString());
    }

    /// All of them, in the order in which they are named.
    List<Path> of(LessonResult result) {
      List<Path> files = new ArrayList<>();
      for (String name : pictures(result).keySet()) {
        files.add(folder.resolve(name + ".png"));
        files.add(folder.resolve(name + ".svg"));
      }
      files.add(folder.resolve(RESULT));
      return files;
    }

    private static Map<String, Picture> pictures(LessonResult result) {
      Map<String, Picture> pictures = new LinkedHashMap<>();
      pictures.put("plot", result.picture());
      pictures.putAll(result.more());
      return pictures;
    }

    void write(LessonResult result, Map<String, Object> content) throws IOException {
      for (Map.Entry<String, Picture> entry : pictures(result).entrySet()) {
        Picture picture = entry.getValue();
        AtomicFiles.write(file(entry.getKey() + ".png"), out -> picture.png(Theme.LIGHT, out));
        Path svg = file(entry.getKey() + ".svg");
        AtomicFiles.write(svg, picture.svg(Theme.AUTO).getBytes(UTF_8));
      }
      AtomicFiles.write(file(RESULT), Json.pretty(content).getBytes(UTF_8));
    }
  }
}
