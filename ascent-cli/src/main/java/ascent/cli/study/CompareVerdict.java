package ascent.cli.study;

import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import ascent.study.stats.StoppingRule;
import ascent.study.stats.StoppingRule.Decision;
import ascent.study.stats.WinProbability;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What a comparison found, as text and as JSON.
///
/// @param decision the verdict and its pairs
/// @param rule that decided
/// @param seconds it took
/// @param unit of the pairs, such as `seeds`
record CompareVerdict(Decision decision, StoppingRule rule, double seconds, String unit) {
  private static final double PERCENT = 100;
  private static final double HALF = 0.5;

  /// A line on one side.
  static String side(String name, String text, double mean) {
    return "%s = %s: mean %s".formatted(name, text, Values.text(mean));
  }

  /// One line: who wins, with which probability, after how many pairs.
  String text() {
    Estimate chance = decision.wins().estimate(rule.alpha());
    String after =
        String.format(Locale.ROOT, "%d %s, %.1f s", decision.wins().pairs(), unit, seconds);
    return switch (decision.verdict()) {
      case A -> "A beats B: " + percent(chance) + ", " + after;
      case B -> "B beats A: " + percent(reversed(chance)) + ", " + after;
      case EQUIVALENT, UNDECIDED, OPEN ->
          "no difference larger than %s points found within %s: A beats B with %s"
              .formatted(points(chance), after, percent(chance));
    };
  }

  private static Estimate reversed(Estimate chance) {
    return new Estimate(1 - chance.value(), 1 - chance.high(), 1 - chance.low());
  }

  /// The share of the pairs and the interval, in percent.
  static String percent(Estimate chance) {
    return String.format(
        Locale.ROOT,
        "%.0f %% [%.1f, %.1f]",
        PERCENT * chance.value(),
        PERCENT * chance.low(),
        PERCENT * chance.high());
  }

  /// How far from ½ the probability can be, in percentage points.
  private static String points(Estimate chance) {
    double largest = Math.max(HALF - chance.low(), chance.high() - HALF);
    return String.format(Locale.ROOT, "%.0f", Math.ceil(PERCENT * largest));
  }

  /// The same as an object, to which a caller may add.
  Map<String, Object> object() {
    WinProbability wins = decision.wins();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("verdict", decision.verdict().name().toLowerCase(Locale.ROOT));
    object.put("chance_a_beats_b", wins.estimate(rule.alpha()));
    object.put("pairs", wins.pairs());
    object.put("wins", wins.wins());
    object.put("ties", wins.ties());
    object.put("losses", wins.losses());
    object.put("log_evidence", wins.logEvidence(HALF));
    object.put("alpha", rule.alpha());
    object.put("margin", rule.margin());
    object.put("max_pairs", rule.mostPairs());
    object.put("seconds", seconds);
    return object;
  }
}
