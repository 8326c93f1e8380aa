package ascent.cli.text;

import ascent.config.Printable;
import ascent.io.Json;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The output of a command: results to one stream, progress and notes to the other.
///
/// @param out for results
/// @param err for progress and notes
/// @param live whether `err` is a terminal
/// @param lastWords cleans up when the command is interrupted, and returns a message on what is
///   left; may return nothing
public record Output(
    PrintStream out, PrintStream err, boolean live, AtomicReference<Supplier<String>> lastWords) {
  private static final int LONGEST = 4_000; // characters of a note

  public Output(PrintStream out, PrintStream err, boolean live) {
    this(out, err, live, new AtomicReference<>(() -> ""));
  }

  /// Prints a line of the result, or several. Other control characters are escaped, in the way of
  /// JSON's strings too.
  public void result(String line) {
    out.print(Printable.lines(line) + "\n");
    out.flush();
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
