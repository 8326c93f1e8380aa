package ascent.cli.run;

import ascent.agent.Agent;
import ascent.cli.args.Arguments;
import ascent.cli.args.ClassPaths;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.plan.Plan;
import ascent.cli.plan.Planner;
import ascent.cli.plan.Reliability;
import ascent.cli.text.Output;
import ascent.collect.RolloutCluster;
import ascent.train.Listener;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `ascent train ALGO ENV`.
public final class TrainCommand implements Command {
  private static final List<String> TASK = List.of("ALGO", "ENV");

  private final LiveView.Opener ui;

  /// @param ui opens the dashboard of `--ui`
  public TrainCommand(LiveView.Opener ui) {
    this.ui = ui;
  }

  /// The values of `--log`.
  public static List<String> logs() {
    return Display.LOGS;
  }

  @Override
  public Syntax syntax() {
    return TrainOptions.syntax();
  }

  @Override
  public void run(Arguments given, Output output) throws IOException {
    String config = given.option("--config");
    if (config == null) {
      start(given, output);
      return;
    }
    ConfigFile file = ConfigFile.read(Arguments.path(config), syntax());
    Arguments all = file.under(given);
    try {
      if (given.option(ClassPaths.NAME) == null) {
        ClassPaths.use(all);
      }
      start(all, output);
    } catch (UsageException | IllegalArgumentException e) {
      throw file.located(e, given);
    }
  }

  private static void requireTask(Arguments arguments) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < TASK.size(); i++) {
      if (arguments.argument(i).isEmpty()) {
        missing.add("'" + TASK.get(i) + "'");
      }
    }
    if (!missing.isEmpty()) {
      throw new UsageException(
          "Missing required parameter%s: %s. See: ascent train --help"
              .formatted(missing.size() == 1 ? "" : "s", String.join(", ", missing)));
    }
  }

  private void start(Arguments arguments, Output output) throws IOException {
    requireTask(arguments);
    if (arguments.option("--port") != null && !arguments.flag("--ui")) {
      throw new UsageException("--port is the dashboard's, so it needs --ui.");
    }
    var _ = Display.of(arguments); // wrong use is said before anything is done
    Recorders.check(arguments);
    Clusters.check(arguments);
    boolean fresh = arguments.option("--from") == null;
    Agent start = fresh ? null : Agent.load(TrainOptions.modelPath(arguments));
    Plan plan = Planner.plan(TrainOptions.request(arguments, start));
    int threads = arguments.threads();
    Duration stopAfter = arguments.duration("--stop-after");
    if (arguments.option("--seeds") != null) {
      TrainSeeds.run(arguments, plan, output);
      return;
    }
    String out = arguments.option("--out");
    String name = NewDirectory.name(plan.config().algorithm(), plan.env().id(), plan.run().seed());
    Trainer trainer = Trainer.of(plan.env()).with(plan.config()).with(plan.run()).threads(threads);
    if (arguments.flag("--dry-run")) {
      trainer.check();
      Path directory = NewDirectory.preview(out, name);
      DryRun.show(plan, directory, threads, arguments.flag("--json"), output);
      return;
    }
    Trainer limited = stopAfter == null ? trainer : trainer.stopAfter(stopAfter);
    Trainer started = start == null ? limited : limited.from(TrainOptions.modelPath(arguments));
    try (RolloutCluster cluster = Clusters.open(arguments);
        NewDirectory directory = NewDirectory.of(out, name)) {
      Path path = directory.path();
      Trainer kept = (cluster == null ? started : started.source(cluster)).out(path);
      for (Listener recorder : Recorders.of(arguments, path, output)) {
        kept = kept.listen(recorder);
      }
      if (cluster != null && !Display.of(arguments).quiet()) {
        kept = kept.listen(new ClusterNotes(cluster, output));
      }
      if (!arguments.flag("--ui")) {
        train(kept, plan, threads, path, arguments, output);
        return;
      }
      try (LiveView view = ui.open(path, arguments.port(), output)) {
        train(kept.listen(view.listener()), plan, threads, path, arguments, output);
        view.stay();
      }
    }
  }

  private static void train(
      Trainer trainer, Plan plan, int threads, Path directory, Arguments arguments, Output output) {
    Display display = Display.of(arguments);
    TrainingResult result =
        Runs.train(
            progress -> trainer.listen(progress).train(),
            () -> display.progress(output, plan.run().steps()),
            directory,
            output);
    Runs.noteStop(result, directory, output);
    Report report = new Report(result, plan.env(), threads, directory);
    report.show(display.json(), output);
    Reliability expected = plan.preset().reliability();
    if (expected != null && plan.isPresetUnchanged() && result.stopReason().isEmpty()) {
      report.compare(expected, output);
    }
  }
}
