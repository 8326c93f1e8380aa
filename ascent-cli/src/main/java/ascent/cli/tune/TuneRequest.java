package ascent.cli.tune;

import ascent.algo.AlgorithmConfig;
import ascent.cli.args.UsageException;
import ascent.cli.plan.Plan;
import ascent.cli.plan.Planner;
import ascent.cli.plan.Request;
import ascent.config.Configs;
import ascent.study.Variant;
import ascent.study.tune.Range;
import ascent.study.tune.Space;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is tuned, and the settings that are not varied.
///
/// @param algorithm by name
/// @param env by name
/// @param preset by name; empty for the usual one
/// @param options settings of the run, by name
/// @param set settings of the algorithm, by name
record TuneRequest(
    String algorithm,
    String env,
    String preset,
    Map<String, String> options,
    Map<String, String> set) {
  /// The one setting of a run that can be varied.
  private static final String ENVS = "envs";

  private static final String ROLLOUT = "rolloutSteps";
  private static final long LEAST_ROLLOUTS = 8; // of a run

  /// The default settings of the algorithm.
  AlgorithmConfig defaults() {
    return Planner.algorithm(algorithm);
  }

  /// The plan without a search.
  Plan plan() {
    return plan(Map.of(), 0);
  }

  /// The plan of a candidate.
  ///
  /// @param values of what is varied
  /// @param steps of the run; 0 for those of the preset or of the options
  Plan plan(Map<String, String> values, long steps) {
    Map<String, String> run = new LinkedHashMap<>(options);
    Map<String, String> algorithmic = new LinkedHashMap<>(set);
    values.forEach((name, value) -> (name.equals(ENVS) ? run : algorithmic).put(name, value));
    if (steps > 0) {
      run.put("steps", Long.toString(steps));
    }
    return Planner.plan(new Request(algorithm, env, preset, run, algorithmic, null));
  }

  /// A variant of a study.
  ///
  /// @param full the steps of a whole run, which are left to the preset
  Variant variant(Map<String, String> factors, Map<String, String> values, long steps, long full) {
    Plan plan = plan(values, steps == full ? 0 : steps);
    return new Variant(factors, plan.config(), plan.run());
  }

  /// Requires that each setting exists and takes both ends of its range.
  ///
  /// @throws UsageException naming the one that does not
  void check(Space space) {
    Record base = (Record) plan().config();
    for (Range range : space.ranges()) {
      for (double place : new double[] {0, 1}) {
        String value = range.at(place);
        if (range.name().equals(ENVS)) {
          plan(Map.of(ENVS, value), 0);
        } else {
          UsageException.checking(() -> Configs.with(base, range.name(), value));
        }
      }
    }
  }

  /// Whether a combination can be run, with about as many steps as the others: a run ends on a
  /// whole rollout, so that a long one would get more. A rollout that is varied is at most an
  /// eighth of the run.
  ///
  /// @param steps of the shortest run
  boolean isValid(Map<String, String> values, long steps) {
    Plan plan;
    try {
      plan = plan(values, 0);
    } catch (UsageException e) {
      return false;
    }
    if (!values.containsKey(ROLLOUT) && !values.containsKey(ENVS)) {
      return true; // then it is the same for all
    }
    String length = Configs.toMap((Record) plan.config()).getOrDefault(ROLLOUT, "0");
    return LEAST_ROLLOUTS * plan.run().envs() * Long.parseLong(length) <= steps;
  }
}
