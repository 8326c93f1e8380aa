package ascent.bench;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.cli.plan.Preset;
import ascent.cli.plan.Presets;
import ascent.config.Check;
import ascent.config.Configs;
import ascent.config.Help;
import ascent.env.Env;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What [LearningBench] is to train.
///
/// @param env as it was named: the one that the final policies are scored on
/// @param config of the algorithm
/// @param run of the first seed; its environment has the preset's parameters too
/// @param changed what the preset and the arguments say, in this order
record LearningPlan(
    EnvSpec env,
    AlgorithmConfig config,
    RunSettings run,
    Study study,
    Map<String, String> changed) {

  private static final String EVAL_EVERY = "2048"; // steps between evaluations of 20 episodes

  /// What belongs neither to a run nor to its algorithm.
  record Study(
      @Help("a preset to start from; empty for none") String preset,
      @Help("how many seeds: seed, seed + 1, …") int seeds,
      @Help("threads of a run") int threads,
      @Help("the page's name; empty for ALGO-ENV-PRESET") String page) {
    static final Study DEFAULT = new Study("", 10, 1, "");

    Study {
      Check.that(seeds >= 1, "seeds", seeds, "at least 1");
    }
  }

  /// Reads `ALGO ENV key=value…`. A key is one of [Study], of [RunSettings] (`steps`, `envs`,
  /// `seed`, …) or of the algorithm's settings.
  static LearningPlan parse(List<String> arguments) {
    Check.that(arguments.size() >= 2, "arguments", arguments, "ALGO ENV key=value…");
    AlgorithmConfig defaults = Algorithms.find(arguments.get(0));
    EnvSpec env = Envs.find(arguments.get(1));
    Map<String, String> given = pairs(arguments.subList(2, arguments.size()));
    Study study = Configs.with(Study.DEFAULT, take(given, Study.DEFAULT));
    Map<String, String> changed = preset(defaults.algorithm(), env, study.preset());
    budget(changed, given);
    changed.putAll(given);
    Map<String, String> rest = new LinkedHashMap<>(changed);
    RunSettings run =
        Configs.with(RunSettings.DEFAULT, Map.of("env", env.id(), "evalEvery", EVAL_EVERY));
    if (!Double.isNaN(env.rewardThreshold())) {
      run = run.withRewardThreshold(env.rewardThreshold());
    }
    run = Configs.with(run, take(rest, run));
    AlgorithmConfig config = (AlgorithmConfig) Configs.with((Record) defaults, rest);
    return new LearningPlan(env, config, run, study, changed);
  }

  private static Map<String, String> pairs(List<String> arguments) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      Check.that(equals > 0, "argument", argument, "like gamma=0.99");
      pairs.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return pairs;
  }

  /// Takes the keys that are a record's out of a map.
  private static Map<String, String> take(Map<String, String> map, Record record) {
    Map<String, String> taken = new LinkedHashMap<>(map);
    taken.keySet().retainAll(Configs.toMap(record).keySet());
    map.keySet().removeAll(taken.keySet());
    return taken;
  }

  /// A budget that was asked for replaces the preset's, be it of steps or of episodes, as on the
  /// command line.
  private static void budget(Map<String, String> preset, Map<String, String> given) {
    if (given.containsKey("steps")) {
      preset.remove("episodes");
    } else if (given.containsKey("episodes")) {
      long episodes =
          Configs.with(RunSettings.DEFAULT, take(new LinkedHashMap<>(given), RunSettings.DEFAULT))
              .episodes();
      if (episodes > 0) {
        preset.put(
            "steps",
            "" + Math.multiplyExact(episodes, (long) RunSettings.DEFAULT.maxEpisodeSteps()));
      }
    }
  }

  /// What a preset of `ascent presets` says, run settings and all.
  private static Map<String, String> preset(String algorithm, EnvSpec env, String name) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (name.isEmpty()) {
      return settings;
    }
    Preset preset = Presets.load().find(algorithm, env.name(), name);
    settings.put("steps", "" + preset.steps());
    if (preset.episodes() > 0) {
      settings.put("episodes", "" + preset.episodes());
    }
    settings.put("envs", "" + preset.envs());
    if (!preset.parameters().isEmpty()) {
      settings.put("env", Envs.find(env.id(), preset.parameters()).id());
    }
    settings.putAll(preset.set());
    return settings;
  }

  String title() {
    String preset = study.preset().isEmpty() ? "" : ", preset " + study.preset();
    return config.algorithm().toUpperCase(Locale.ROOT) + " on " + env.id() + preset;
  }

  String file() {
    String preset = study.preset().isEmpty() ? "" : "-" + study.preset();
    String name = config.algorithm() + "-" + env.id().replace('/', '-') + preset;
    return study.page().isEmpty() ? name : study.page();
  }

  /// What the figures are, and the settings they came from.
  String description() {
    String settings =
        changed.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" "));
    return """
    `%s`, the rest at its defaults; threads: %d. The return is the mean over episodes of the final policy,
    deterministic, on environments of its own. "Steps to" is the first
    evaluation (20 deterministic episodes every %,d steps, counted in the seconds) at or above the threshold.
    %s\
    """
        .formatted(settings, study.threads(), run.evalEvery(), reproducible());
  }

  private String reproducible() {
    String figures = "Scores, steps and parameters (the start of their SHA-256) are the same ";
    return runsNativePhysics()
        ? figures
            + "in every run on one machine;\nBox2D is native code, whose last bits may differ on another."
        : figures + "on every machine.";
  }

  private boolean runsNativePhysics() {
    try (Env opened = env.factory().get()) {
      return opened.getClass().getPackageName().equals("ascent.box2d");
    }
  }
}
