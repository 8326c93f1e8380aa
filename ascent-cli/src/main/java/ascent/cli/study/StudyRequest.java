package ascent.cli.study;

import ascent.agent.RunSettings;
import ascent.cli.args.UsageException;
import ascent.cli.plan.Plan;
import ascent.cli.plan.Planner;
import ascent.cli.plan.Request;
import ascent.config.Check;
import ascent.config.Configs;
import ascent.study.Study;
import ascent.study.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/// What a study is asked for.
///
/// @param algorithm by name
/// @param env by name
/// @param preset by name; empty for the usual one
/// @param options settings of the run, by name
/// @param set settings of the algorithm, by name
/// @param grid values by setting, of the run or of the algorithm: every combination is a variant
/// @param firstSeed of the seeds, which are consecutive
/// @param seeds how many
record StudyRequest(
    String algorithm,
    String env,
    String preset,
    Map<String, String> options,
    Map<String, String> set,
    Map<String, List<String>> grid,
    long firstSeed,
    int seeds) {
  static final int MOST_SEEDS = 10_000;
  private static final int MOST_VARIANTS = 1_000;

  /// Settings of a run that a study decides itself.
  private static final Set<String> NOT_FACTORS =
      Set.of("env", "seed", "from", "fromSha256", "wrappers");

  /// The settings of a run, by name.
  static final Set<String> OF_RUN = Configs.toMap(RunSettings.DEFAULT).keySet();

  /// Resolves every setting of every variant.
  ///
  /// @throws UsageException if a name is unknown or a value is invalid
  Study study() {
    List<Variant> variants = new ArrayList<>();
    for (Map<String, String> factors : combinations()) {
      variants.add(variant(factors));
    }
    return UsageException.checking(() -> new Study(variants, seedList(firstSeed, seeds)));
  }

  /// Consecutive seeds.
  ///
  /// @throws IllegalArgumentException if there are none, or too many
  static List<Long> seedList(long first, int count) {
    boolean ok = count >= 1 && count <= MOST_SEEDS;
    Check.that(ok, "seeds", count, "in [1, " + MOST_SEEDS + "]");
    if (first > Long.MAX_VALUE - count) { // the end of the range, which is left out
      throw new IllegalArgumentException(
          "the last of %d seeds from %d on is beyond %d.".formatted(count, first, Long.MAX_VALUE));
    }
    return LongStream.range(first, first + count).boxed().toList();
  }

  /// The variant with these settings of the run or of the algorithm besides the common ones.
  ///
  /// @throws UsageException if a name is unknown or a value is invalid
  Variant variant(Map<String, String> factors) {
    factors.keySet().forEach(StudyRequest::check);
    Map<String, String> run = new LinkedHashMap<>(options);
    Map<String, String> algorithmic = new LinkedHashMap<>(set);
    factors.forEach((name, value) -> (OF_RUN.contains(name) ? run : algorithmic).put(name, value));
    Plan plan = Planner.plan(new Request(algorithm, env, preset, run, algorithmic, null));
    return new Variant(factors, plan.config(), plan.run());
  }

  /// All combinations of the grid's values, the last factor fastest.
  private List<Map<String, String>> combinations() {
    List<Map<String, String>> all = List.of(Map.of());
    for (Map.Entry<String, List<String>> factor : grid.entrySet()) {
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> some : all) {
        for (String value : factor.getValue()) {
          Map<String, String> one = new LinkedHashMap<>(some);
          one.put(factor.getKey(), value);
          more.add(one);
        }
      }
      all = more;
      if (all.size() > MOST_VARIANTS) {
        throw new UsageException(
            "the grid has more than %d combinations. Maybe leave out some values."
                .formatted(MOST_VARIANTS));
      }
    }
    return all;
  }

  private static void check(String factor) {
    if (NOT_FACTORS.contains(factor)) {
      throw new UsageException(
          "%s cannot be varied in a study.%s"
              .formatted(factor, factor.equals("seed") ? " Maybe use --seeds N." : ""));
    }
  }
}
