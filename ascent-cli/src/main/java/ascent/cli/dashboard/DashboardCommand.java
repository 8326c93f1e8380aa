package ascent.cli.dashboard;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// `ascent dashboard [RUNS_DIR]`.
public final class DashboardCommand implements Command {
  private static final String FOLDER = "runs";
  private static final int MOST = 65_535;

  @Override
  public Syntax syntax() {
    return Syntax.of("dashboard", "Show runs in the browser while they train.")
        .optional("RUNS_DIR", "Directory of runs, or of one run (default: runs).")
        .option("--port", "P", "Port on 127.0.0.1 (default: 6161; 0: any free one).")
        .classPath();
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    int port = port(arguments);
    try (var dashboard = new Dashboard(folder(arguments.argument(0)), port)) {
      output.result("The dashboard is at " + dashboard.url() + "; Ctrl-C ends it.");
      waitForEnd();
    }
  }

  private static int port(Arguments arguments) {
    int port = arguments.integer("--port", Dashboard.PORT);
    if (port < 0 || port > MOST) {
      throw new UsageException("--port is %d; it must be in [0, %d].".formatted(port, MOST));
    }
    return port;
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

  private static void waitForEnd() {
    try {
      Thread.currentThread().join(); // never ends by itself
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
