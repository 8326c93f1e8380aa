package ascent.cli.text;

import ascent.io.Json;
import java.io.PrintStream;
import java.util.Map;

/// Where a command writes: results to one stream, everything about how it goes to the other.
///
/// @param out for results
/// @param err for progress and notes
/// @param live whether somebody watches `err` on a terminal
public record Output(PrintStream out, PrintStream err, boolean live) {

  /// Prints a line of the result.
  public void result(String line) {
    out.print(line + "\n");
    out.flush();
  }

  /// Prints the result as one JSON object on one line.
  public void json(Map<String, ?> result) {
    result(Json.compact(result));
  }

  /// Prints a line that is not part of the result.
  public void note(String line) {
    err.print("ascent: " + line + "\n");
    err.flush();
  }
}
