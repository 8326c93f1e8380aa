package ascent.cli.dashboard;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.text.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// `ascent dashboard [RUNS_DIR]`.
public final class DashboardCommand implements Command {
  private static final String FOLDER = "runs";

  @Override
  public Syntax syntax() {
    return Syntax.of("dashboard", "Show runs in the browser while they train, start and stop them.")
        .optional("RUNS_DIR", "Directory of runs, or of one run (default: runs).")
        .option("--port", "P", Arguments.PORT_HELP)
        .classPath();
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    int port = arguments.port();
    try (var dashboard = new Dashboard(folder(arguments.argument(0)), port)) {
      output.result("The dashboard is at " + dashboard.url() + "; Ctrl-C ends it.");
      stay(dashboard, output);
    }
  }

  /// Waits for the end of this process.
  static void stay(Dashboard dashboard, Output output) {
    try (Output.LastWords _ = output.lastWords(dashboard::lastWords)) {
      Thread.currentThread().join(); // never ends by itself
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The default one need not exist yet.
  private static Path folder(String named) throws NoSuchFileException {
    Path folder = Arguments.path(named.isEmpty() ? FOLDER : named);
    if (Files.exists(folder) ? !Files.isDirectory(folder) : !named.isEmpty()) {
      throw new NoSuchFileException(
          folder.toString(),
          null,
          Files.exists(folder) ? "it is not a directory" : "there is no such directory");
    }
    return folder;
  }
}
