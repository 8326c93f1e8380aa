package ascent.cli.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ascent.cli.args.Arguments;
import ascent.cli.args.UsageException;
import ascent.cli.run.RunFailedException;
import ascent.cli.text.Output;
import ascent.io.Json;
import ascent.lab.course.Course;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.Picture;
import ascent.study.stats.Estimate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `ascent lesson`, with a lesson whose check holds from three seeds on.
class LessonCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  private record Sum() implements Lesson {
    @Override
    public String name() {
      return "sum";
    }

    @Override
    public String summary() {
      return "Adds up its seeds.";
    }

    @Override
    public List<String> tutorials() {
      return List.of("000");
    }

    @Override
    public int seeds() {
      return 3;
    }

    @Override
    public LessonResult run(LessonRun run) {
      long sum = run.forEachSeed(seed -> seed).stream().mapToLong(s -> s).sum();
      run.progress().accept("added up");
      Curve curve =
          new Curve(
              "", 1, List.of(0.0, 1.0), List.of(new Estimate(0, 0, 0), new Estimate(1, 1, 1)));
      Picture picture =
          new CurvePlot("Sum", "", "x", "y", List.of(curve), Double.NaN)
              .picture(new Picture.Size(200, 150));
      return new LessonResult(
              List.of(new Row("sum", "6", Long.toString(sum))),
              List.of(new Check("the sum is at least 6", sum >= 6, Long.toString(sum))),
              picture,
              Map.of("sum", sum))
          .with("again", picture);
    }
  }

  private void run(String... args) throws IOException {
    LessonCommand command = new LessonCommand(new Course(List.of(new Sum())));
    var parsed = new CommandLine(command.syntax().spec()).parseArgs(args);
    command.run(
        new Arguments(parsed, List.of(args)),
        new Output(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, 0));
  }

  @Test
  void without_a_name_the_lessons_are_listed() throws IOException {
    run();
    assertThat(out.toString(UTF_8))
        .startsWith("LESSON")
        .containsPattern("(?m)^sum +000 +3 +Adds up its seeds\\.$");
    out.reset();
    run("--json");
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "{\"lessons\":[{\"name\":\"sum\",\"tutorials\":[\"000\"],\"seeds\":3,\"summary\":\"Adds"
                + " up its seeds.\"}]}\n");
  }

  @Test
  void the_first_seed_can_be_chosen() throws IOException {
    run("sum", "--out", folder.toString(), "--seed", "10", "--quiet", "--json");

    assertThat(out.toString(UTF_8))
        .contains("\"first_seed\":10,\"seeds\":3")
        .contains("\"sum\":33");
  }

  @Test
  void a_lesson_prints_its_table_and_writes_its_files() throws IOException {
    run("sum", "--out", folder.toString(), "--threads", "2");

    assertThat(out.toString(UTF_8))
        .containsPattern("(?m)^sum +6 +6$")
        .contains("holds:  the sum is at least 6: 6");
    assertThat(err.toString(UTF_8)).isEqualTo("ascent: sum: added up\n");
    assertThat(Files.readAllBytes(folder.resolve("plot.png"))).startsWith(0x89, 'P', 'N', 'G');
    assertThat(folder.resolve("plot.svg")).content().startsWith("<svg");
    assertThat(folder.resolve("again.svg")).hasSameTextualContentAs(folder.resolve("plot.svg"));
    assertThat(out.toString(UTF_8))
        .containsPattern(
            "plot\\.png, .*plot\\.svg, .*again\\.png, .*again\\.svg, .*result\\.json\n$");
    Object json = Json.parse(Files.readAllBytes(folder.resolve("result.json")));
    assertThat(Json.object(json)).containsEntry("lesson", "sum").containsEntry("holds", true);
    assertThat(Json.at(json, "rows", 0, "claim")).isEqualTo("6");
    assertThat(Json.at(json, "data", "sum")).isEqualTo(6);
  }

  /// 1 + 2 < 6. The files are there all the same, to look at.
  @Test
  void a_lesson_whose_check_does_not_hold_fails_the_command() {
    assertThatExceptionOfType(RunFailedException.class)
        .isThrownBy(
            () -> run("sum", "--seeds", "2", "--out", folder.toString(), "--json", "--quiet"))
        .withMessage("sum does not show what it should: the sum is at least 6 (3)");
    assertThat(out.toString(UTF_8)).contains("\"holds\":false");
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(folder.resolve("result.json")).exists();
  }

  @Test
  void unknown_lessons_and_wrong_numbers_are_usage_errors() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> run("sums"))
        .withMessage("There is no lesson sums. Did you mean sum?");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> run("sum", "--seeds", "0"))
        .withMessage("seeds is 0; it must be in [1, 1000].");
  }
}
