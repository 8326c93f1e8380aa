package ascent.cli.args;

import ascent.cli.text.Output;
import java.io.IOException;

/// A subcommand of `ascent`.
public interface Command {

  /// The syntax of its arguments.
  Syntax syntax();

  /// Runs it.
  ///
  /// @throws UsageException if the arguments are invalid
  /// @throws IOException if a file is missing, damaged or cannot be written
  void run(Arguments arguments, Output output) throws IOException;
}
