package ascent.bench;

import ascent.cli.bench.Figures;
import ascent.cli.text.Table;
import ascent.study.stats.Estimate;
import ascent.study.stats.StudentInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the same episodes cost with rules and with policies.
///
/// Episodes differ more than those who decide in them; so each is compared with a rule on the same
/// episodes. Intervals are Student's, at 95 %: over the episodes for a rule or a seed, over the
/// seeds for all of them.
final class PairedCosts {
  private static final double LEVEL = 0.95;

  private final int digits;
  private final double[] first;
  private final double[] second;
  private final Table table;
  private final List<double[]> policies = new ArrayList<>();

  /// @param digits of costs behind the decimal point
  /// @param rule that all are compared with
  /// @param first its costs
  /// @param best the best of the rules, that all are compared with, too
  /// @param second its costs
  PairedCosts(int digits, String rule, double[] first, String best, double[] second) {
    this.digits = digits;
    this.first = first;
    this.second = second;
    this.table =
        new Table("who decides", "mean cost", "saved against " + rule, "saved against " + best);
  }

  /// The costs of a rule.
  PairedCosts rule(String who, double[] costs) {
    table.row(who, Figures.text(mean(costs), digits), saved(first, costs), saved(second, costs));
    IO.println(table.last());
    return this;
  }

  /// The costs of one seed's policy.
  PairedCosts policy(String who, double[] costs) {
    policies.add(costs);
    return rule(who, costs);
  }

  /// How much less than the second rule the policies cost, over the seeds.
  Estimate savedByPolicies() {
    return StudentInterval.ofMean(LEVEL, means(second));
  }

  String markdown() {
    table.row(
        "**the policies, over the seeds**",
        text(StudentInterval.ofMean(LEVEL, means(new double[first.length])), -1),
        text(StudentInterval.ofMean(LEVEL, means(first)), 1),
        text(savedByPolicies(), 1));
    return table.markdown();
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /// For each policy the mean of what it costs less than a rule.
  private double[] means(double[] rule) {
    return policies.stream().mapToDouble(costs -> mean(rule) - mean(costs)).toArray();
  }

  private String saved(double[] rule, double[] costs) {
    double[] saved = new double[rule.length];
    for (int i = 0; i < rule.length; i++) {
      saved[i] = rule[i] - costs[i];
    }
    return Arrays.equals(rule, costs) ? "0" : text(StudentInterval.ofMean(LEVEL, saved), 1);
  }

  private String text(Estimate estimate, int sign) {
    double half = (estimate.high() - estimate.low()) / 2;
    return Figures.text(sign * estimate.value(), digits) + " ± " + Figures.text(half, digits);
  }
}
