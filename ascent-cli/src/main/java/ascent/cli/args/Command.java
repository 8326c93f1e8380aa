package ascent.cli.args;

import ascent.cli.text.Output;
import java.io.IOException;

/// A subcommand of `ascent`.
public interface Command {

  /// What it takes.
  Syntax syntax();

  /// Does it.
  ///
  /// @throws UsageException if the arguments make no sense
  /// @throws IOException if a file is missing, damaged or cannot be written
  void run(Arguments arguments, Output output) throws IOException;
}
