package ascent.cli.study;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.study.Study;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `ascent study FILE.yaml`, `ascent study ALGO ENV --grid key=a,b,c --seeds N`.
public final class StudyCommand implements Command {
  /// Options that a file has as keys instead.
  private static final List<String> NOT_WITH_A_FILE =
      List.of(
          "--steps",
          "--episodes",
          "--envs",
          "--seed",
          "--seeds",
          "--preset",
          "--eval-every",
          "--eval-episodes");

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "study", "Train several settings with several seeds each, and report the scores.")
        .argument("FILE|ALGO", "A study in YAML, or an algorithm; see `ascent algos`.")
        .optional("ENV", "Environment, if an algorithm is given; see `ascent envs`.")
        .repeated(
            "--grid",
            "key=a,b,c",
            "Vary a setting; may be repeated, then every combination is tried. Values that have"
                + " commas are separated by semicolons.")
        .option("--seeds", "N", "Seeds per combination (default: 5).")
        .option("--seed", "S", "The first of them (default: 1).")
        .option("--steps", "N", "Environment steps of a run (default: the preset's).")
        .option("--episodes", "N", "Episodes of a run, if they are used up first.")
        .option("--envs", "N", "Environments stepped in parallel (default: the preset's).")
        .option("--preset", "PRESET", "Start from this preset; see `ascent presets`.")
        .repeated("--set", "key=value", "Set a hyperparameter of all runs; may be repeated.")
        .option("--eval-every", "N", "Evaluate 20 deterministic episodes every N steps.")
        .option("--eval-episodes", "N", "Episodes of the evaluation at the end (default: 100).")
        .option("--threads", "N", "How many runs at a time (default: all cores).")
        .option(
            "--out",
            "DIR",
            "Directory of the study (default: runs/study-ALGO-ENV-HASH, whose hash is of the"
                + " settings).")
        .classPath()
        .flag("--json", "Print the result as one JSON object.")
        .flag("--quiet", "Show no progress.")
        .footer(
            "",
            "The same command continues a study that was interrupted: runs that are done are",
            "kept, the others resume at their checkpoints. More seeds may be added that way.",
            "Each run uses one thread. The directory gets results.csv and report.html.",
            "",
            "Examples:",
            "  ascent study ppo CartPole-v1 --grid clipRange=0.1,0.2,0.3 --seeds 5",
            "  ascent study ppo CartPole-v1 --grid clipRange=0.1,0.3 --grid envs=4,8",
            "  ascent study study.yaml --out runs/my-study");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    System.setProperty("java.awt.headless", "true");
    int threads = arguments.threads();
    boolean file = arguments.argument(1).isEmpty();
    Study study = (file ? fromFile(arguments) : fromOptions(arguments)).study();
    Path folder = StudyRun.folder("study", arguments.option("--out"), study);
    new StudyRun(study, folder, threads, arguments.line())
        .run(arguments.flag("--json"), arguments.flag("--quiet"), output);
  }

  private static StudyRequest fromFile(Arguments arguments) throws IOException {
    String name = arguments.argument(0);
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".yaml") && !lower.endsWith(".yml")) {
      throw new UsageException(
          "a study needs an environment after the algorithm %s, or a file that ends in .yaml."
              .formatted(name));
    }
    for (String option : NOT_WITH_A_FILE) {
      if (arguments.option(option) != null) {
        throw new UsageException(option + " is not for a study in a file. Maybe change the file.");
      }
    }
    if (!arguments.options("--grid").isEmpty() || !arguments.options("--set").isEmpty()) {
      throw new UsageException(
          "--grid and --set are not for a study in a file. Maybe change the file.");
    }
    return StudyFile.read(Arguments.path(name));
  }

  private static StudyRequest fromOptions(Arguments arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    put(options, "steps", arguments.option("--steps"));
    put(options, "episodes", arguments.option("--episodes"));
    put(options, "envs", arguments.option("--envs"));
    put(options, "evalEvery", arguments.option("--eval-every"));
    put(options, "evalEpisodes", arguments.option("--eval-episodes"));
    return new StudyRequest(
        arguments.argument(0),
        arguments.argument(1),
        arguments.option("--preset", ""),
        options,
        arguments.pairs("--set"),
        GridOption.parse(arguments.options("--grid")),
        arguments.longInteger("--seed", 1),
        arguments.integer("--seeds", 5));
  }

  private static void put(Map<String, String> options, String name, @Nullable String value) {
    if (value != null) {
      options.put(name, value);
    }
  }
}
