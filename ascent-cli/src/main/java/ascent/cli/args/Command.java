package ascent.cli.args;

import ascent.cli.text.Output;
import java.io.IOException;
import java.util.List;

/// A subcommand of `ascent`.
public interface Command {

  /// The syntax of its arguments.
  Syntax syntax();

  /// The commands below it, if it is a group of commands.
  default List<Command> commands() {
    return List.of();
  }

  /// Runs it.
  ///
  /// @throws UsageException if the arguments are invalid
  /// @throws IOException if a file is missing, damaged or cannot be written
  void run(Arguments arguments, Output output) throws IOException;
}
