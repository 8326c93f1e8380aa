package ascent.cli.plan;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.cli.args.UsageException;
import ascent.config.Configs;
import ascent.config.Numbers;
import ascent.env.EnvFactories;
import ascent.env.registry.Curriculum;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Turns a [Request] into a [Plan]. Options override the preset; the preset overrides the defaults.
public final class Planner {
  /// Default steps between evaluations of a run that ends by their results.
  private static final long EVAL_EVERY_FOR_STOP = 2_048;

  /// Default seconds between checkpoints: what a crash loses. A checkpoint takes some ten
  /// milliseconds, so a share of the steps would cost runs of a second a fifth of their time.
  private static final long CHECKPOINT_SECONDS = 10;

  // Where checkpoints are kept, they come at the same steps in every run.
  private static final long MOST_BETWEEN_CHECKPOINTS = 100_000;
  private static final int CHECKPOINTS = 20;

  private Planner() {}

  /// Resolves a request.
  ///
  /// @throws UsageException if a name is unknown or a value is invalid
  public static Plan plan(Request request) {
    AlgorithmConfig defaults = algorithm(request.algorithm());
    String name = UsageException.checking(() -> Envs.find(request.env())).name();
    Preset preset = Presets.load().find(request.algorithm(), name, request.preset());
    EnvSpec env =
        UsageException.checking(() ->
            Curriculum.parse(request.options().getOrDefault("curriculum", ""))
                .target(Envs.find(request.env(), preset.parameters())));
    Map<String, String> origins = new HashMap<>();
    AlgorithmConfig config = config(request, defaults, preset, origins);
    RunSettings run = runAsTyped(request, env, preset, origins);
    UsageException.checking(() -> { // detects a broken env, or a wrapper that does not fit
      EnvFactories.tryOut(run.wrappers().around(env.factory()), run.envs() == 1);
      return run;
    });
    return new Plan(env, preset, config, run, Map.copyOf(origins));
  }

  /// An algorithm's default settings, by its name.
  ///
  /// @throws UsageException if there is none; the message names the nearest ones
  public static AlgorithmConfig algorithm(String name) {
    return UsageException.checking(() -> Algorithms.find(name));
  }

  private static AlgorithmConfig config(
      Request request, AlgorithmConfig defaults, Preset preset, Map<String, String> origins) {
    requireNoRunSettings(request.set());
    Sb3Names.refuse(request.set(), Configs.toMap((Record) defaults).keySet());
    Map<String, String> values = new LinkedHashMap<>();
    layer(values, preset.set(), origins, "preset " + preset.name());
    if (request.start() != null) {
      requireSameShape(request.set(), request.start().shape());
      Configs.describe(request.start().shape()).forEach(entry -> values.remove(entry.name()));
      layer(values, Configs.toMap(request.start().shape()), origins, "--from");
    }
    layer(values, request.set(), origins, "--set");
    return UsageException.checking(() -> (AlgorithmConfig) Configs.with((Record) defaults, values));
  }

  private static void requireSameShape(Map<String, String> set, Start.Shape shape) {
    Map<String, String> known = Configs.toMap(shape);
    for (String name : set.keySet()) {
      if (known.containsKey(name)) {
        Start.Shape asked = UsageException.checking(() -> Configs.with(shape, name, set.get(name)));
        String value = Configs.toMap(asked).get(name);
        if (!known.get(name).equals(value)) {
          throw new UsageException(
              "%s is %s; it must be the model's, %s, with --from. Maybe leave it out."
                  .formatted(name, value, known.get(name)));
        }
      }
    }
  }

  private static void requireNoRunSettings(Map<String, String> set) {
    for (String name : set.keySet()) {
      if (Configs.toMap(RunSettings.DEFAULT).containsKey(name)) {
        throw new UsageException(
            "%s is a setting of the run, not of the algorithm. Maybe use the option %s."
                .formatted(name, option(name)));
      }
    }
  }

  /// If only episodes are given, the steps are the maximum for that many episodes.
  private static RunSettings withBudget(
      Request request, RunSettings run, Map<String, String> origins) {
    Map<String, String> options = request.options();
    if (!options.containsKey("episodes") || options.containsKey("steps") || run.episodes() == 0) {
      return run;
    }
    origins.put("steps", "--episodes");
    return run.withSteps(Math.multiplyExact(run.episodes(), (long) run.maxEpisodeSteps()));
  }

  /// A message names what was typed: the option where its name is not the setting's.
  private static RunSettings runAsTyped(
      Request request, EnvSpec env, Preset preset, Map<String, String> origins) {
    try {
      return UsageException.checking(() -> run(request, env, preset, origins));
    } catch (UsageException e) {
      String message = String.valueOf(e.getMessage());
      for (String setting : List.of("wrappers", "rewardThreshold")) {
        if (request.options().containsKey(setting) && message.startsWith(setting)) {
          throw new UsageException(option(setting) + message.substring(setting.length()));
        }
      }
      throw e;
    }
  }

  private static RunSettings run(
      Request request, EnvSpec env, Preset preset, Map<String, String> origins) {
    Map<String, String> values = new LinkedHashMap<>();
    layer(values, Map.of("env", env.id()), origins, "ENV");
    if (!Double.isNaN(env.rewardThreshold())) {
      String threshold = Numbers.text(env.rewardThreshold());
      layer(values, Map.of("rewardThreshold", threshold), origins, env.id());
    }
    layer(values, size(preset, request.options()), origins, "preset " + preset.name());
    if (request.start() != null) {
      Start start = request.start();
      layer(values, Map.of("from", start.name(), "fromSha256", start.sha256()), origins, "--from");
    }
    for (String name : request.options().keySet()) {
      layer(values, Map.of(name, request.options().get(name)), origins, option(name));
    }
    RunSettings run = withBudget(request, Configs.with(RunSettings.DEFAULT, values), origins);
    Map<String, String> derived = derived(run, values, origins);
    return Configs.with(run, derived);
  }

  /// A preset's settings of the run's size. A requested budget of steps or episodes replaces both
  /// of the preset's.
  private static Map<String, String> size(Preset preset, Map<String, String> options) {
    Map<String, String> size = new LinkedHashMap<>();
    size.put("steps", "" + preset.steps());
    if (preset.episodes() > 0 && !options.containsKey("steps")) {
      size.put("episodes", "" + preset.episodes());
    }
    size.put("envs", "" + preset.envs());
    return size;
  }

  /// Settings derived from others, if they were not given.
  private static Map<String, String> derived(
      RunSettings run, Map<String, String> given, Map<String, String> origins) {
    Map<String, String> values = new LinkedHashMap<>();
    boolean chosen = given.containsKey("checkpointEvery") || given.containsKey("checkpointSeconds");
    if (!chosen && run.keepCheckpoints() == 0) {
      Map<String, String> seconds = Map.of("checkpointSeconds", "" + CHECKPOINT_SECONDS);
      layer(values, seconds, origins, "default");
    } else if (!chosen) {
      long every = Math.min(Math.ceilDiv(run.steps(), CHECKPOINTS), MOST_BETWEEN_CHECKPOINTS);
      layer(
          values, Map.of("checkpointEvery", "" + every), origins, "default for --keep-checkpoints");
    }
    boolean watches = run.stopWhenSolved() || run.patience() > 0;
    String option = run.stopWhenSolved() ? "--stop-at" : "--patience";
    if (watches && !given.containsKey("evalEvery")) {
      Map<String, String> every = Map.of("evalEvery", "" + EVAL_EVERY_FOR_STOP);
      layer(values, every, origins, "default for " + option);
    } else if (watches && run.evalEvery() == 0) {
      throw new IllegalArgumentException(
          "evalEvery is 0; it must be at least 1 with %s, which needs evaluations."
              .formatted(option));
    }
    return values;
  }

  private static void layer(
      Map<String, String> values,
      Map<String, String> more,
      Map<String, String> origins,
      String from) {
    values.putAll(more);
    more.keySet().forEach(name -> origins.put(name, from));
  }

  /// The option that gives a run setting.
  private static String option(String setting) {
    return switch (setting) {
      case "env" -> "ENV";
      case "wrappers" -> "--wrap";
      case "from", "fromSha256", "fromStep" -> "--from";
      case "logEveryEpisodes" -> "--log-every";
      case "checkpointSeconds" -> "--checkpoint-every";
      case "rewardThreshold", "stopWhenSolved" -> "--stop-at";
      default -> "--" + setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    };
  }
}
