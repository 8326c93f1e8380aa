package ascent.cli;

import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.command.AlgosCommand;
import ascent.cli.command.BenchCommand;
import ascent.cli.command.CheckCommand;
import ascent.cli.command.ConfigCommand;
import ascent.cli.command.EnvsCommand;
import ascent.cli.command.EvalCommand;
import ascent.cli.command.ImportCommand;
import ascent.cli.command.PresetsCommand;
import ascent.cli.completion.CompletionCommand;
import ascent.cli.dashboard.DashboardCommand;
import ascent.cli.dashboard.RunDashboard;
import ascent.cli.export.ExportCommand;
import ascent.cli.info.InfoCommand;
import ascent.cli.lab.LabCommand;
import ascent.cli.lab.LessonCommand;
import ascent.cli.plot.PlotCommand;
import ascent.cli.render.RenderCommand;
import ascent.cli.replay.ReplayCommand;
import ascent.cli.run.CloneCommand;
import ascent.cli.run.ResumeCommand;
import ascent.cli.run.TrainCommand;
import ascent.cli.study.CompareCommand;
import ascent.cli.study.StudyCommand;
import ascent.cli.tune.TuneCommand;
import ascent.lab.course.Course;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The subcommands of `ascent`.
final class Commands {
  /// Their names, in the order of the help.
  static final List<String> NAMES =
      List.of(
          "train",
          "resume",
          "study",
          "compare",
          "tune",
          "eval",
          "replay",
          "clone",
          "export",
          "import",
          "plot",
          "render",
          "dashboard",
          "check",
          "envs",
          "algos",
          "presets",
          "config",
          "lesson",
          "lab",
          "bench",
          "info",
          "completion");

  /// Those that train right away.
  static final Set<String> TRAINING = Set.of("train", "resume");

  private Commands() {}

  static Command named(String name) {
    return switch (name) {
      case "train" -> new TrainCommand(RunDashboard::open);
      case "resume" -> new ResumeCommand();
      case "tune" -> new TuneCommand();
      case "eval" -> new EvalCommand();
      case "replay" -> new ReplayCommand();
      case "check" -> new CheckCommand();
      case "import" -> new ImportCommand();
      case "clone" -> new CloneCommand();
      case "study" -> new StudyCommand();
      case "compare" -> new CompareCommand();
      case "export" -> new ExportCommand();
      case "plot" -> new PlotCommand();
      case "render" -> new RenderCommand();
      case "dashboard" -> new DashboardCommand();
      case "envs" -> new EnvsCommand();
      case "algos" -> new AlgosCommand();
      case "presets" -> new PresetsCommand();
      case "config" -> new ConfigCommand();
      case "lesson" -> new LessonCommand(Course.ALL);
      case "lab" -> new LabCommand();
      case "bench" -> new BenchCommand();
      case "info" -> new InfoCommand();
      case "completion" -> new CompletionCommand(Commands::specs);
      default -> throw new IllegalArgumentException("There is no command " + name + ".");
    };
  }

  /// The commands for picocli.
  private static List<CommandSpec> specs() {
    return NAMES.stream().map(name -> spec(named(name))).toList();
  }

  /// A parser for these arguments. It has all subcommands, or only the one named first, since each
  /// takes time to set up.
  static CommandLine parserFor(String[] args) {
    CommandSpec ascent =
        Syntax.of("ascent", "Train policies with policy gradients, and evaluate them.")
            .footer(
                "",
                "Results go to stdout, progress to stderr. Exit codes: 0 done, 1 failed,",
                "2 usage error.")
            .spec()
            .versionProvider(new Versions());
    ascent.usageMessage().synopsisSubcommandLabel("COMMAND");
    boolean plain = args.length > 0 && NAMES.contains(args[0]);
    for (String name : plain ? List.of(args[0]) : NAMES) {
      ascent.addSubcommand(name, spec(named(name)));
    }
    return new CommandLine(ascent).setExpandAtFiles(false);
  }

  private static CommandSpec spec(Command command) {
    CommandSpec spec = command.syntax().spec().versionProvider(new Versions());
    for (Command below : command.commands()) {
      CommandSpec inner = spec(below);
      spec.addSubcommand(inner.name(), inner);
    }
    return spec;
  }

  /// The command of that name below another one.
  static Optional<Command> below(Command group, String name) {
    return group.commands().stream()
        .filter(command -> command.syntax().spec().name().equals(name))
        .findFirst();
  }
}
