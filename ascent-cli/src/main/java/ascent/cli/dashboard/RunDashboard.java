package ascent.cli.dashboard;

import ascent.cli.run.LiveView;
import ascent.cli.text.Output;
import ascent.train.Listener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/// The dashboard of `ascent train --ui`. It lists the runs beside the new one too.
public final class RunDashboard implements LiveView {
  private final Dashboard dashboard;
  private final Path directory;
  private final Listener listener;
  private final Output output;

  private RunDashboard(Dashboard dashboard, Path directory, Output output) {
    this.dashboard = dashboard;
    this.directory = directory;
    this.output = output;
    listener = dashboard.adopt(directory);
  }

  /// See [LiveView.Opener].
  public static LiveView open(Path directory, int port, Output output) throws IOException {
    Path run = directory.toAbsolutePath().normalize();
    Path runs = Objects.requireNonNullElse(run.getParent(), run);
    var dashboard = new Dashboard(runs, port);
    output.note("the dashboard is at " + dashboard.url());
    return new RunDashboard(dashboard, run, output);
  }

  @Override
  public Listener listener() {
    return listener;
  }

  @Override
  public void stay() {
    dashboard.release(directory);
    output.note("the dashboard stays at " + dashboard.url() + "; Ctrl-C ends it");
    DashboardCommand.stay(dashboard, output);
  }

  @Override
  public void close() {
    dashboard.close();
  }
}
