package ascent.sb3;

import ascent.algo.AlgorithmConfig;
import ascent.algo.LearnerConfig;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.config.Configs;
import ascent.config.Numbers;
import ascent.distribution.DistributionConfig;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of a model's algorithm under the names that they have here.
final class Sb3Settings {
  /// Fields of a model by our names. Those that an algorithm does not have are left out.
  private static final Map<String, String> NUMBERS = new LinkedHashMap<>();

  private static final Map<String, String> SCHEDULES = new LinkedHashMap<>();

  private static final Set<String> WHOLE =
      Set.of(
          "n_steps",
          "batch_size",
          "n_epochs",
          "n_critic_updates",
          "cg_max_steps",
          "line_search_max_iter",
          "sub_sampling_factor");

  private static final Set<String> NULL_IS_OFF = Set.of("target_kl", "clip_range_vf");

  static {
    NUMBERS.put("rolloutSteps", "n_steps");
    NUMBERS.put("batchSize", "batch_size");
    NUMBERS.put("epochs", "n_epochs");
    NUMBERS.put("gamma", "gamma");
    NUMBERS.put("gaeLambda", "gae_lambda");
    NUMBERS.put("maxGradNorm", "max_grad_norm");
    NUMBERS.put("criticUpdates", "n_critic_updates");
    NUMBERS.put("cgMaxSteps", "cg_max_steps");
    NUMBERS.put("cgDamping", "cg_damping");
    NUMBERS.put("lineSearchMaxIter", "line_search_max_iter");
    NUMBERS.put("lineSearchShrinkingFactor", "line_search_shrinking_factor");
    NUMBERS.put("subSamplingFactor", "sub_sampling_factor");
    NUMBERS.put("targetKl", "target_kl");
    NUMBERS.put("entCoef", "ent_coef");
    NUMBERS.put("vfCoef", "vf_coef");
    SCHEDULES.put("learningRate", "learning_rate");
    SCHEDULES.put("clipRange", "clip_range");
    SCHEDULES.put("clipRangeVf", "clip_range_vf");
  }

  private Sb3Settings() {}

  /// @throws Sb3FormatException if a setting has a value that Ascent does not allow
  static AlgorithmConfig read(
      Sb3Data data,
      Sb3Algorithm algorithm,
      NetworkConfig network,
      PolicyArguments arguments,
      NormalizationConfig normalization)
      throws Sb3FormatException {
    Record defaults = (Record) algorithm.defaults();
    Set<String> known = Configs.toMap(defaults).keySet();
    Map<String, String> settings = new LinkedHashMap<>();
    for (Map.Entry<String, String> field : NUMBERS.entrySet()) {
      if (known.contains(field.getKey())) {
        data.number(field.getValue())
            .ifPresent(value -> settings.put(field.getKey(), Numbers.text(value.floatValue())));
      }
    }
    SCHEDULES.forEach((ours, theirs) -> {
      if (known.contains(ours)) {
        data.schedule(theirs).map(Schedule::toString).ifPresent(text -> settings.put(ours, text));
      }
    });
    if (known.contains("normalizeAdvantage") && data.has("normalize_advantage")) {
      boolean on = data.flag("normalize_advantage");
      boolean choice = defaults instanceof PPOConfig;
      settings.put("normalizeAdvantage", choice ? on ? "minibatch" : "none" : Boolean.toString(on));
    }
    settings.putAll(Configs.toMap(network));
    settings.putAll(Configs.toMap(arguments.optimizer()));
    settings.putAll(Configs.toMap(normalization));
    settings.putAll(Configs.toMap(new Shape(arguments.distribution())));
    try {
      return (AlgorithmConfig) Configs.with(defaults, settings);
    } catch (IllegalArgumentException e) {
      throw new Sb3FormatException("its setting " + e.getMessage(), e);
    }
  }

  /// The fields of a model by their names there. What is off is null there, or so large that it has
  /// no effect.
  ///
  /// @param notes takes what cannot be written exactly
  static Map<String, @Nullable Object> write(
      LearnerConfig config, Sb3Algorithm algorithm, List<String> notes) {
    boolean same = config.getClass() == algorithm.defaults().getClass();
    if (!same) {
      notes.add(
          "Stable-Baselines3 has no %s; the file is one of %s with default settings."
              .formatted(config.algorithm(), algorithm.title()));
    }
    Record settings = (Record) (same ? config : algorithm.defaults());
    Map<String, String> ours = Configs.toMap(settings);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    NUMBERS.forEach((name, theirs) -> put(fields, theirs, ours.get(name), notes, name));
    SCHEDULES.forEach((name, theirs) -> put(fields, theirs, ours.get(name), notes, name));
    String normalize = ours.get("normalizeAdvantage");
    if (normalize != null) {
      fields.put("normalize_advantage", !Set.of("none", "false").contains(normalize));
      if (normalize.equals("rollout")) {
        notes.add("normalizeAdvantage is rollout; in Stable-Baselines3 it is per minibatch.");
      }
    }
    for (String theirs : List.of("ent_coef", "vf_coef", "max_grad_norm")) { // TRPO ignores them
      fields.putIfAbsent(theirs, 0.0);
    }
    return fields;
  }

  private static void put(
      Map<String, @Nullable Object> fields,
      String theirs,
      @Nullable String text,
      List<String> notes,
      String ours) {
    if (text == null) {
      return;
    }
    Schedule schedule = Schedule.parse(text);
    float value = schedule.at(0);
    if (!(schedule instanceof Schedule.Constant)) {
      notes.add("%s is %s; the file has its first value, %s.".formatted(ours, text, value));
    }
    if (WHOLE.contains(theirs)) {
      fields.put(theirs, (int) value);
    } else if (NULL_IS_OFF.contains(theirs) && Float.isInfinite(value)) {
      fields.put(theirs, null);
    } else {
      fields.put(theirs, Double.parseDouble(Numbers.text(Math.min(value, Float.MAX_VALUE))));
    }
  }

  /// A distribution as a setting, with the settings of its own.
  private record Shape(DistributionConfig distribution) {}
}
