package ascent.cli.run;

import ascent.cli.args.Arguments;
import ascent.cli.args.Syntax;
import ascent.cli.text.Output;
import ascent.train.Listener;
import ascent.train.log.JsonLines;
import ascent.train.log.TensorBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The options of `train` and `resume` that record a run for other programs.
final class Recorders {
  private static final String TENSORBOARD = "--tensorboard";

  private Recorders() {}

  /// Adds the options.
  static Syntax addTo(Syntax syntax) {
    return syntax.flag(
        TENSORBOARD,
        "Write event files for TensorBoard in the run's directory; `tensorboard --logdir runs`"
            + " shows them. `ascent resume` continues them without the option.");
  }

  /// The listeners that the options ask for.
  ///
  /// @param directory of the run
  static List<Listener> of(Arguments arguments, Path directory, Output output) throws IOException {
    List<Listener> recorders = new ArrayList<>();
    if (arguments.flag(TENSORBOARD) || TensorBoard.isIn(directory)) {
      recorders.add(new TensorBoard(directory));
    }
    if (Display.of(arguments).printsRows()) {
      recorders.add(new JsonLines(output::result));
    }
    return recorders;
  }
}
