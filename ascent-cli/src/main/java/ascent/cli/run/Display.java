package ascent.cli.run;

import ascent.cli.args.Arguments;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.cli.text.Progress;
import ascent.config.Nearest;
import java.util.List;

/// How `train` and `resume` show a run: the options `--log`, `--json` and `--quiet`.
///
/// @param log how the rows of metrics are shown
/// @param json whether the result is a JSON object
/// @param quiet whether no progress is shown
record Display(Log log, boolean json, boolean quiet) {
  private static final String LOG = "--log";
  private static final String QUIET = "--quiet";

  /// The values of `--log`.
  private enum Log {
    BAR,
    TABLE,
    JSONL
  }

  /// Their names, in their order.
  static final List<String> LOGS = List.of("bar", "table", "jsonl");

  /// Adds the options.
  static Syntax addTo(Syntax syntax) {
    return syntax
        .option(
            LOG,
            "LOG",
            "bar: progress in one line; table: a table for each row of metrics, on stderr; jsonl:"
                + " a JSON object for each row on stdout, then the result as with --json"
                + " (default: bar).")
        .flag("--json", "Print the result as one JSON object.")
        .flag(QUIET, "Show no progress.");
  }

  static Display of(Arguments arguments) {
    String name = arguments.option(LOG, "bar");
    int known = LOGS.indexOf(name);
    if (known < 0) {
      throw new UsageException(
          "--log is '%s'; it must be bar, table or jsonl.%s"
              .formatted(name, Nearest.hint(name, LOGS)));
    }
    Log log = Log.values()[known];
    boolean quiet = arguments.flag(QUIET);
    if (quiet && log == Log.TABLE) {
      throw new UsageException(
          "--log table shows progress and --quiet shows none; only one of them may be given.");
    }
    return new Display(log, arguments.flag("--json") || log == Log.JSONL, quiet);
  }

  /// Whether each row of metrics is a line of stdout.
  boolean printsRows() {
    return log == Log.JSONL;
  }

  /// Shows the progress of a run.
  ///
  /// @param total the steps of the run
  Progress progress(Output output, long total) {
    return switch (log) {
      case BAR, JSONL -> Progress.of(output, quiet, total);
      case TABLE -> Progress.tables(output);
    };
  }
}
