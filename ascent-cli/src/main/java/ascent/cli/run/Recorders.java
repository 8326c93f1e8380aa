package ascent.cli.run;

import ascent.cli.args.Arguments;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.train.Listener;
import ascent.train.log.JsonLines;
import ascent.train.log.MLflow;
import ascent.train.log.TensorBoard;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The options of `train` and `resume` that record a run for other programs.
final class Recorders {
  private static final String TENSORBOARD = "--tensorboard";
  private static final String MLFLOW = "--mlflow";
  private static final String EXPERIMENT = "--mlflow-experiment";
  private static final String RUN = "--mlflow-run";

  private Recorders() {}

  /// Adds the options.
  static Syntax addTo(Syntax syntax) {
    return syntax
        .flag(
            TENSORBOARD,
            "Write event files for TensorBoard in the run's directory; `tensorboard --logdir runs`"
                + " shows them. `ascent resume` continues them without the option.")
        .option(
            MLFLOW,
            "URI",
            "Record the run on this tracking server of MLflow, such as http://127.0.0.1:5000.")
        .option(EXPERIMENT, "NAME", "Experiment on that server (default: ascent).")
        .option(RUN, "NAME", "Name of the run there (default: that of its directory).");
  }

  /// Checks the options, as far as that is possible before there is a run.
  ///
  /// @throws UsageException if one of them is wrong
  static void check(Arguments arguments) {
    for (String option : List.of(EXPERIMENT, RUN)) {
      if (arguments.flag(option) && !arguments.flag(MLFLOW)) {
        throw new UsageException(
            "%s names something on a server, so it needs %s.".formatted(option, MLFLOW));
      }
    }
    if (arguments.flag(MLFLOW)) {
      var _ = server(arguments);
    }
  }

  /// The listeners that the options ask for.
  ///
  /// @param directory of the run
  /// @throws IOException if the server of `--mlflow` cannot be reached
  static List<Listener> of(Arguments arguments, Path directory, Output output) throws IOException {
    List<Listener> recorders = new ArrayList<>();
    if (arguments.flag(TENSORBOARD) || TensorBoard.isIn(directory)) {
      recorders.add(new TensorBoard(directory));
    }
    if (arguments.flag(MLFLOW)) {
      Path name = directory.toAbsolutePath().normalize().getFileName();
      String run = arguments.option(RUN, name == null ? "run" : name.toString());
      recorders.add(MLflow.connect(server(arguments), arguments.option(EXPERIMENT, "ascent"), run));
    }
    if (Display.of(arguments).printsRows()) {
      recorders.add(new JsonLines(output::result));
    }
    return recorders;
  }

  private static URI server(Arguments arguments) {
    String text = arguments.option(MLFLOW, "");
    try {
      return MLflow.checked(new URI(text));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new UsageException(
          "%s is '%s'; it must be the address of a tracking server, such as http://127.0.0.1:5000."
              .formatted(MLFLOW, text));
    }
  }
}
