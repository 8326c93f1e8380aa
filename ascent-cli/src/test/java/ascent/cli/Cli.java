package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.cli.text.Output;
import ascent.io.DamagedFileException;
import ascent.io.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/// Runs `ascent` within this JVM.
final class Cli {
  private Cli() {}

  /// What came of a command line.
  record Result(int code, String out, String err) {

    /// The object that is the last line of stdout, which must have no other.
    Map<String, Object> json() {
      assertThat(code).as(err).isZero();
      List<String> lines = out.lines().toList();
      assertThat(lines).hasSize(1);
      try {
        return Json.object(Json.parse(lines.getFirst()));
      } catch (DamagedFileException e) {
        throw new AssertionError(out, e);
      }
    }

    /// Asserts success and gives stdout.
    String succeeded() {
      assertThat(code).as(err).isZero();
      return out;
    }

    /// Asserts failure with that code, with one line on stderr and none on stdout; gives the line.
    String failed(int expected) {
      assertThat(code).as(out + err).isEqualTo(expected);
      assertThat(out).isEmpty();
      assertThat(err.lines()).hasSize(1);
      assertThat(err).startsWith("ascent: ").doesNotContain("Exception").endsWith("\n");
      return err.substring("ascent: ".length()).strip();
    }
  }

  /// The number at a path into the tree of a JSON text.
  static double number(Object tree, Object... path) {
    return ((Number) Json.at(tree, path)).doubleValue();
  }

  static Result run(String... args) {
    return run(false, args);
  }

  /// As where stderr is a terminal.
  static Result live(String... args) {
    return run(true, args);
  }

  private static Result run(boolean live, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code;
    try (var outStream = new PrintStream(out, true, UTF_8);
        var errStream = new PrintStream(err, true, UTF_8)) {
      code = Main.run(args, new Output(outStream, errStream, live, 0));
    }
    return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
