package ascent.cli.completion;

import ascent.algo.Algorithms;
import ascent.algo.BehaviorCloningConfig;
import ascent.algo.LearnerConfig;
import ascent.cli.export.ExportCommand;
import ascent.cli.plan.Preset;
import ascent.cli.plan.Presets;
import ascent.cli.run.TrainCommand;
import ascent.config.Configs;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.lab.course.Course;
import ascent.lab.estimator.EstimatorSettings.Knob;
import ascent.lab.estimator.EstimatorSweep;
import ascent.lab.estimator.EstimatorSweep.Measure;
import ascent.lab.exact.TabularTasks;
import ascent.lab.lesson.Lesson;
import ascent.lab.rlhf.algo.PolicyAlgorithms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What a value can be, by the label that the help gives it.
///
/// @param byLabel words to choose from; they contain nothing that a shell would interpret
/// @param settings what `--set` takes, by algorithm
record Words(Map<String, List<String>> byLabel, Map<String, List<String>> settings) {
  /// The shells that there are scripts for.
  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private static final Set<String> FILES =
      Set.of("FILE", "DIR", "RUN", "RUNS_DIR", "MODEL", "PATH", "A", "B");
  private static final String SETTING = "key=";

  /// The algorithm whose settings a command takes, if it is not its first argument.
  static final Map<String, String> FIXED_ALGORITHM =
      Map.of("clone", BehaviorCloningConfig.DEFAULT.algorithm());

  /// What is installed, and what the class path adds.
  static Words current() {
    Map<String, List<String>> words = new LinkedHashMap<>();
    List<LearnerConfig> learners = new ArrayList<>(Algorithms.all());
    words.put("ALGO", safe(learners.stream().map(LearnerConfig::algorithm)));
    words.put("ENV", safe(Envs.all().stream().map(EnvSpec::id)));
    words.put("PRESET", safe(Presets.load().all().stream().map(Preset::name).distinct()));
    words.put(
        "WRAPPER",
        List.of(
            "frame-stack:",
            "rescale-action",
            "reward-shaping:bonus:",
            "reward-shaping:potential:",
            "sticky-actions:",
            "time-aware:",
            "time-limit:"));
    words.put("THEME", List.of("light", "dark", "auto"));
    words.put("AXIS", List.of("steps", "episodes", "seconds"));
    words.put("SHELL", SHELLS);
    words.put("FORMAT", ExportCommand.formats());
    words.put("LOG", TrainCommand.logs());
    words.put("LESSON", safe(Course.ALL.lessons().stream().map(Lesson::name)));
    words.put("ALGORITHM", PolicyAlgorithms.NAMES);
    words.put("TASK", TabularTasks.NAMES);
    words.put("MEASURE", lower(Measure.values()));
    words.put("SETTING", Arrays.stream(Knob.values()).map(EstimatorSweep::name).toList());
    words.put("A", words.get("ALGO"));
    words.put("B", words.get("ALGO"));
    words.put("METHOD", List.of("tpe", "random", "halving"));
    words.put("SCORE", List.of("iqm", "mean", "worst-quartile"));
    Map<String, List<String>> settings = new LinkedHashMap<>();
    learners.add(BehaviorCloningConfig.DEFAULT);
    for (LearnerConfig learner : learners) {
      Stream<String> keys = Configs.describe((Record) learner).stream().map(e -> e.name() + "=");
      safe(Stream.of(learner.algorithm())).forEach(name -> settings.put(name, safe(keys)));
    }
    return new Words(Collections.unmodifiableMap(words), Collections.unmodifiableMap(settings));
  }

  private static List<String> lower(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  /// Those that a shell takes as they are. Names come from other people's jars, too.
  private static List<String> safe(Stream<String> words) {
    return words.filter(word -> word.matches("[A-Za-z0-9][A-Za-z0-9._/=+-]*")).toList();
  }

  /// The words for a label. A label such as `RUN|ENV` is one or the other.
  List<String> of(String label) {
    return parts(label).flatMap(part -> byLabel.getOrDefault(part, List.of()).stream()).toList();
  }

  /// The settings of an algorithm, with `=` after each; none if it is unknown.
  List<String> settingsOf(String algorithm) {
    return settings.getOrDefault(algorithm, List.of());
  }

  /// Whether a value of that label may be the path of a file or directory.
  static boolean isFile(String label) {
    return parts(label).anyMatch(FILES::contains);
  }

  /// Whether a value of that label is a setting of the algorithm.
  static boolean isSetting(String label) {
    return label.startsWith(SETTING);
  }

  private static Stream<String> parts(String label) {
    return Stream.of(label.split("\\|"));
  }
}
