package ascent.cli.text;

import ascent.config.Printable;
import ascent.io.Json;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The output of a command: results to one stream, progress and notes to the other.
///
/// @param out for results
/// @param err for progress and notes
/// @param live whether `err` is a terminal
/// @param columns the width of a line, in characters; 0 where none was given
/// @param lastWords cleans up when the command is interrupted, and returns a message on what is
///   left; may return nothing
public record Output(
    PrintStream out,
    PrintStream err,
    boolean live,
    int columns,
    AtomicReference<Supplier<String>> lastWords) {
  private static final int LONGEST = 4_000; // characters of a note

  public Output(PrintStream out, PrintStream err, boolean live, int columns) {
    this(out, err, live, columns, new AtomicReference<>(() -> ""));
  }

  /// The width that a value of the environment variable COLUMNS gives; 0 for none or nonsense.
  public static int columns(@Nullable String value) {
    return value != null && value.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(value) : 0;
  }

  /// Prints a line of the result, or several. Other control characters are escaped, in the way of
  /// JSON's strings too.
  public void result(String line) {
    out.print(Printable.lines(line) + "\n");
    out.flush();
  }

  /// Prints a table as the result, or as a part of it.
  public void table(Table table) {
    result(table.text(columns == 0 ? Table.WIDTH : columns));
  }

  /// Prints the result as one JSON object on one line.
  public void json(Map<String, ?> result) {
    result(Json.compact(result));
  }

  /// Prints a line that is not part of the result. Control characters are escaped, and a very long
  /// line is cut.
  public void note(String line) {
    err.print("ascent: " + Printable.excerpt(line, LONGEST) + "\n");
    err.flush();
  }

  /// Sets the last words until it is closed.
  public LastWords lastWords(Supplier<String> words) {
    Supplier<String> before = lastWords.getAndSet(words);
    return () -> lastWords.set(before);
  }

  /// The scope in which last words apply.
  @FunctionalInterface
  public interface LastWords extends AutoCloseable {
    @Override
    void close();
  }
}
