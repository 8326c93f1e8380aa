package ascent.cli.tune;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.study.tune.Bracket;
import ascent.study.tune.Range;
import ascent.study.tune.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// `ascent tune ALGO ENV`.
public final class TuneCommand implements Command {
  private static final long SHARE_OF_FIRST_RUNG = (long) Bracket.ETA * Bracket.ETA;

  @Override
  public Syntax syntax() {
    return Syntax.of("tune", "Search for good hyperparameters, and write them as a preset.")
        .argument("ALGO", "Algorithm; see `ascent algos`.")
        .argument("ENV", "Environment; see `ascent envs`.")
        .option(
            "--method",
            "METHOD",
            "How candidates are chosen: tpe, random or halving (default: tpe).")
        .option("--trials", "N", "Candidates (default: 32; halving: 27).")
        .option("--seeds", "N", "Seeds per candidate (default: 3).")
        .option(
            "--score",
            "SCORE",
            "How the scores of a candidate's seeds are combined: iqm, mean or worst-quartile"
                + " (default: iqm).")
        .repeated(
            "--space",
            "key=RANGE|FILE",
            "Vary a setting beside the usual ones, such as learningRate=log(1e-5,1e-2); or take"
                + " all ranges from a .yaml file. May be repeated. --dry-run lists the ranges.")
        .option("--finalists", "N", "How many of the best are run on fresh seeds (default: 3).")
        .option("--final-seeds", "N", "Fresh seeds for each of them (default: 5).")
        .option("--steps", "N", "Environment steps of a run (default: the preset's).")
        .option(
            "--min-steps",
            "N",
            "Steps of a run in the first rung of halving (default: a ninth of all).")
        .option("--envs", "N", "Environments stepped in parallel (default: the preset's).")
        .option(
            "--preset",
            "PRESET|FILE",
            "Preset for the settings that are not varied; see `ascent presets`.")
        .repeated(
            "--set", "key=value", "Set a hyperparameter, which is not varied; may be repeated.")
        .option("--eval-episodes", "N", "Episodes of the evaluation of a run (default: 100).")
        .option(
            "--seed", "S", "Seed of the search; seeds of runs are 1000 S + 1, ... (default: 1).")
        .option("--threads", "N", "How many runs at a time (default: all cores).")
        .option(
            "--out",
            "DIR",
            "Directory of the search (default: runs/tune-ALGO-ENV-HASH, whose hash is of the"
                + " settings).")
        .classPath()
        .flag("--dry-run", "Show the ranges and the number of runs; run nothing.")
        .flag("--json", "Print the result as one JSON object.")
        .flag("--quiet", "Show no progress.")
        .footer(
            "",
            "The same command continues a search that was interrupted, to the same result",
            "with any --threads. RANGE is log(a,b), uniform(a,b), int(a,b), power(a,b) or",
            "choice(a,b,c). The directory gets trials.csv, tune.svg and preset.json.",
            "",
            "Examples:",
            "  ascent tune ppo CartPole-v1 --steps 30_000 --out runs/tuned",
            "  ascent tune ppo Pendulum-v1 --trials 64 --score worst-quartile",
            "  ascent tune a2c Acrobot-v1 --method halving --space 'gamma=uniform(0.9,1)'",
            "  ascent train ppo CartPole-v1 --preset runs/tuned/preset.json");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    System.setProperty("java.awt.headless", "true");
    TuneSettings settings = TuneSettings.of(arguments);
    int threads = arguments.threads();
    TuneRequest request = request(arguments);
    long steps = request.plan().run().steps(); // all that is not varied is checked here
    Space space =
        Spaces.of(request.algorithm(), arguments.options("--space"), request.set().keySet());
    request.check(space);
    long least = arguments.longInteger("--min-steps", Math.max(1, steps / SHARE_OF_FIRST_RUNG));
    Tuning tuning = new Tuning(request, space, settings, steps, least);
    UsageException.checking(tuning::runs);
    String out = arguments.option("--out");
    Path folder = out == null ? tuning.folder() : Arguments.path(out);
    boolean json = arguments.flag("--json");
    if (arguments.flag("--dry-run")) {
      dryRun(tuning, folder, json, output);
      return;
    }
    Tuned tuned;
    try (var progress = new TuneProgress(tuning.runs(), arguments.flag("--quiet"), output);
        Output.LastWords _ = output.lastWords(() -> "continue by typing the same command again")) {
      tuned = tuning.run(folder, threads, progress);
    }
    new TuneFiles(tuning, tuned, arguments.line()).write(folder);
    TuneReport report = new TuneReport(tuning, tuned, folder);
    if (json) {
      output.json(report.object());
    } else {
      report.show(output);
    }
  }

  private static TuneRequest request(Arguments arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    Map<String, String> names =
        Map.of("--steps", "steps", "--envs", "envs", "--eval-episodes", "evalEpisodes");
    names.forEach((option, name) -> {
      String value = arguments.option(option);
      if (value != null) {
        options.put(name, value);
      }
    });
    return new TuneRequest(
        arguments.argument(0),
        arguments.argument(1),
        arguments.option("--preset", ""),
        Map.copyOf(options),
        arguments.pairs("--set"));
  }

  private static void dryRun(Tuning tuning, Path folder, boolean json, Output output) {
    String rungs =
        tuning.settings().method() == TuneSettings.Method.HALVING
            ? tuning.bracket().rungs().stream()
                .map(rung -> rung.candidates() + " of " + rung.steps() + " steps")
                .collect(Collectors.joining(", "))
            : tuning.settings().trials() + " of " + tuning.steps() + " steps";
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      Map<String, String> ranges = new LinkedHashMap<>();
      tuning.space().ranges().forEach(range -> ranges.put(range.name(), range.toString()));
      object.put("space", ranges);
      object.put("runs", tuning.runs());
      object.put("tune", folder.toString());
      output.json(object);
      return;
    }
    Table table = new Table("setting", "range");
    for (Range range : tuning.space().ranges()) {
      table.row(range.name(), range.toString());
    }
    output.table(table);
    output.result(
        "\nCandidates: %s, %d seeds each; %d runs in all, in %s"
            .formatted(rungs, tuning.settings().seeds(), tuning.runs(), folder));
  }
}
