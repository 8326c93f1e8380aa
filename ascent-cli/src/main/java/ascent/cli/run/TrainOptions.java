package ascent.cli.run;

import ascent.agent.Agent;
import ascent.algo.LearnerConfig;
import ascent.cli.args.Arguments;
import ascent.cli.args.Strict;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.plan.Request;
import ascent.cli.plan.Start;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `ascent train` can be told, and the training that it asks for.
final class TrainOptions {
  private static final String EPISODES = "ep"; // after a number
  private static final String SECONDS = "s";

  private TrainOptions() {}

  static Syntax syntax() {
    Syntax syntax =
        Syntax.of("train", "Train a policy and keep the run in a directory.")
            .optional("ALGO", "Algorithm; see `ascent algos`. Required, here or in --config.")
            .optional("ENV", "Environment; see `ascent envs`. Required, here or in --config.");
    addSettings(syntax);
    addEvaluation(syntax);
    syntax.option(
        "--config",
        "FILE",
        "Take options from a YAML file, by their long names, and hyperparameters under `set`;"
            + " or repeat the settings of a run, given its directory or config.json. Options of"
            + " the command line override the file's.");
    return Display.addTo(Clusters.addTo(Strict.addTo(Recorders.addTo(syntax).classPath())))
        .flag(
            "--ui",
            "Show the run in the browser, with buttons to stop and save it. Stays until Ctrl-C.")
        .option("--port", "P", Arguments.PORT_HELP)
        .flag("--dry-run", "Show every setting and where it comes from; run nothing.")
        .footer(
            "",
            "Options override the preset. Without --preset it is `tuned` if the environment",
            "has one, otherwise `default`. A run ends on a whole rollout, perhaps a few steps",
            "after --steps. Numbers may be written 100_000 or 1e5.",
            "",
            "Examples:",
            "  ascent train ppo CartPole-v1",
            "  ascent train ppo CartPole-v1 --stop-at 475 --seed 2",
            "  ascent train ppo CartPole-v1 --seeds 5",
            "  ascent train ppo Pendulum-v1 --steps 200_000 --set gamma=0.95 --out runs/p",
            "  ascent train a2c Pendulum-v1 --from runs/p --set learningRate=1e-4",
            "  ascent train --config run.yaml --seed 2");
  }

  private static void addSettings(Syntax syntax) {
    syntax
        .option("--steps", "N", "Environment steps in all (default: the preset's).")
        .option(
            "--episodes",
            "N",
            "Episodes in all; with --steps, whichever is used up first (default: the preset's).")
        .option("--envs", "N", "Environments stepped in parallel (default: the preset's).")
        .option("--seed", "S", "Random seed (default: 1).")
        .option(
            "--seeds",
            "N",
            "Train N seeds from --seed on, each on one thread and several at a time, and summarise"
                + " them; see `ascent study`.")
        .option("--threads", "N", Runs.THREADS_HELP)
        .option(
            "--preset",
            "PRESET|FILE",
            "Start from this preset; see `ascent presets`. Or from a .json file, as `ascent tune`"
                + " writes it.")
        .repeated(
            "--set",
            "key=value",
            "Set a hyperparameter; may be repeated. See `ascent config ALGO`.")
        .repeated(
            "--wrap",
            "WRAPPER",
            "Wrap the environment; may be repeated, the innermost first. WRAPPER is frame-stack:K,"
                + " rescale-action, reward-shaping:RULE, sticky-actions:P, time-aware:N or"
                + " time-limit:N; RULE is bonus:M:G or potential:GAMMA:W@C:...")
        .repeated(
            "--curriculum",
            "key=V@STEP,...",
            "Change a parameter of the environment at steps, as in length=10@0,20@50000; may be"
                + " repeated. Evaluations use the last stage.")
        .option(
            "--from",
            "MODEL",
            "Start from the parameters of a model, checkpoint or run of any algorithm on the same"
                + " spaces; the network is the model's.")
        .option(
            "--out",
            "DIR",
            "Directory of the run, new or empty (default: runs/ALGO-ENV-SEED, with"
                + " -2, -3, ... if that is taken).");
  }

  private static void addEvaluation(Syntax syntax) {
    syntax
        .option(
            "--eval-every",
            "N",
            "Evaluate 20 deterministic episodes every N steps (default: never; 2048 with"
                + " --stop-at or --patience).")
        .option("--eval-episodes", "N", "Episodes of the evaluation at the end (default: 100).")
        .option(
            "--stop-at", "REWARD", "Stop at the first evaluation with this mean return or more.")
        .option(
            "--patience",
            "N",
            "Stop after N evaluations in a row without a new best mean return (default: never).")
        .option("--stop-after", "TIME", Runs.STOP_AFTER_HELP)
        .option(
            "--log-every",
            "N|Nep",
            "Write a row of metrics every N steps, or every N training episodes (default: 250; 1:"
                + " after every iteration).")
        .option(
            "--checkpoint-every",
            "N|Ns",
            "Write a checkpoint every N steps, or every N seconds (default: 10s; a twentieth of all"
                + " steps, at most 100000, with --keep-checkpoints; 0: only at the end).")
        .option(
            "--keep-checkpoints",
            "N",
            "Keep the last N checkpoints in DIR/checkpoints (default: 0, only the one to resume"
                + " at).")
        .option(
            "--max-episode-steps",
            "N",
            "Cut an episode of an evaluation after N steps (default: 10000).");
  }

  /// @param start the model of `--from`
  static Request request(Arguments arguments, @Nullable Agent start) {
    return new Request(
        arguments.argument(0),
        Strict.env(arguments, 1),
        arguments.option("--preset", ""),
        runSettings(arguments),
        arguments.pairs("--set"),
        start == null ? null : start(start, arguments));
  }

  private static Start start(Agent model, Arguments arguments) {
    Path name = modelPath(arguments).toAbsolutePath().normalize().getFileName();
    LearnerConfig config = model.info().config();
    return new Start(
        name == null ? "" : name.toString(),
        model.parametersSha256(),
        config.network(),
        config.distribution());
  }

  /// The model of `--from`.
  static Path modelPath(Arguments arguments) {
    return Arguments.path(arguments.option("--from", ""));
  }

  private static Map<String, String> runSettings(Arguments arguments) {
    Map<String, String> settings = new LinkedHashMap<>();
    put(settings, "steps", arguments.option("--steps"));
    put(settings, "episodes", arguments.option("--episodes"));
    putEvery(settings, "logEvery", EPISODES, "logEveryEpisodes", arguments.option("--log-every"));
    put(settings, "envs", arguments.option("--envs"));
    put(settings, "seed", Runs.seed(arguments));
    put(settings, "evalEvery", arguments.option("--eval-every"));
    put(settings, "evalEpisodes", arguments.option("--eval-episodes"));
    put(settings, "patience", arguments.option("--patience"));
    String checkpointEvery = arguments.option("--checkpoint-every");
    putEvery(settings, "checkpointEvery", SECONDS, "checkpointSeconds", checkpointEvery);
    put(settings, "keepCheckpoints", arguments.option("--keep-checkpoints"));
    put(settings, "maxEpisodeSteps", arguments.option("--max-episode-steps"));
    List<String> wrappers = arguments.options("--wrap");
    if (wrappers.stream().anyMatch(String::isBlank)) {
      throw new UsageException("--wrap is empty; it must be a wrapper, such as time-limit:500.");
    }
    put(settings, "wrappers", wrappers.isEmpty() ? null : String.join(",", wrappers));
    List<String> curriculum = arguments.options("--curriculum");
    put(settings, "curriculum", curriculum.isEmpty() ? null : String.join(";", curriculum));
    String stopAt = arguments.option("--stop-at");
    put(settings, "rewardThreshold", stopAt);
    put(settings, "stopWhenSolved", stopAt == null ? null : "true");
    return settings;
  }

  /// Puts a number of steps, or a number in another unit, whose name ends the value.
  private static void putEvery(
      Map<String, String> settings,
      String name,
      String unit,
      String nameInUnit,
      @Nullable String value) {
    if (value != null && value.endsWith(unit)) {
      put(settings, nameInUnit, value.substring(0, value.length() - unit.length()));
    } else {
      put(settings, name, value);
    }
  }

  private static void put(Map<String, String> settings, String name, @Nullable String value) {
    if (value != null) {
      settings.put(name, value);
    }
  }
}
