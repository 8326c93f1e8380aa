package com.acme.paintshop;

import ascent.agent.Agent;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Prints the results page: five seeds against the rules and against Timefold's solver.
///
/// The rule's two numbers are chosen on days of a seed of their own, as PPO's settings were.
final class Results {
  private static final long TUNING_DAYS = 99;
  private static final long REPORTED_DAYS = 1_000;
  private static final int DAYS = 1_000;
  private static final int STEPS = 204_800;
  private static final long MOVES = 200_000; // of the solver, a day

  private Results() {}

  /// Arguments: the seeds; 1 to 5 if there are none.
  public static void main(String[] args) {
    List<String> seeds = args.length == 0 ? List.of("1", "2", "3", "4", "5") : List.of(args);
    double[] k = tuned();
    int[] earliestDue = Comparison.costs(Rules.EARLIEST_DUE, REPORTED_DAYS, DAYS);
    int[] apparent = Comparison.costs(Rules.apparentTardinessCost(k[0], k[1]), REPORTED_DAYS, DAYS);
    IO.println("| who decides | mean cost | saved against earliest due | saved against ATCS |");
    IO.println("| --- | ---: | ---: | ---: |");
    row("first come, first served", Rules.FIRST_COME, earliestDue, apparent);
    row("shortest, cleaning included", Rules.SHORTEST, earliestDue, apparent);
    row("earliest due", Rules.EARLIEST_DUE, earliestDue, apparent);
    String rule = "ATCS, k1 = " + k[0] + ", k2 = " + k[1];
    row(rule, Rules.apparentTardinessCost(k[0], k[1]), earliestDue, apparent);
    List<Double> means = new ArrayList<>();
    for (String seed : seeds) {
      Agent agent = TrainDispatcher.trainer(Long.parseLong(seed)).train(STEPS).agent();
      Dispatcher policy = new PolicyDispatcher(agent);
      means.add(row("PPO, seed " + seed, policy, earliestDue, apparent));
    }
    IO.println("| **PPO, all seeds** | " + spread(means) + " | | |");
    IO.println(
        String.format(
            Locale.ROOT,
            "| Timefold, all orders known beforehand (first 100 days) | %.1f | | |",
            hindsight(100)));
  }

  private static double row(String who, Dispatcher dispatcher, int[] first, int[] second) {
    int[] costs = Comparison.costs(dispatcher, REPORTED_DAYS, DAYS);
    Comparison a = Comparison.of(costs, first);
    Comparison b = Comparison.of(costs, second);
    IO.println(
        String.format(
            Locale.ROOT,
            "| %s | %.1f | %.1f ± %.1f | %.1f ± %.1f |",
            who,
            a.meanCost(),
            a.saved(),
            a.halfWidth(),
            b.saved(),
            b.halfWidth()));
    return a.meanCost();
  }

  private static String spread(List<Double> means) {
    double mean = means.stream().mapToDouble(x -> x).average().orElseThrow();
    double squares = means.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    double std = Math.sqrt(squares / Math.max(1, means.size() - 1));
    return String.format(Locale.ROOT, "%.1f ± %.1f", mean, std);
  }

  /// The best k1 and k2 of apparent tardiness cost, from a grid.
  private static double[] tuned() {
    double[] best = new double[2];
    double least = Double.POSITIVE_INFINITY;
    for (double k1 : new double[] {0.5, 0.75, 1, 1.5, 2, 3}) {
      for (double k2 : new double[] {0.25, 0.5, 0.75, 1, 1.5}) {
        int[] costs = Comparison.costs(Rules.apparentTardinessCost(k1, k2), TUNING_DAYS, 500);
        double mean = Comparison.of(costs, costs).meanCost();
        if (mean < least) {
          least = mean;
          best = new double[] {k1, k2};
        }
      }
    }
    return best;
  }

  /// What Timefold makes of days that it knows from the start: no dispatcher can know as much.
  private static double hindsight(int days) {
    double sum = 0;
    for (int day = 0; day < days; day++) {
      PaintPlan plan = Orders.day(Rng.stream(REPORTED_DAYS, "eval", day));
      sum -= Planner.solve(plan, MOVES).score().softScore();
    }
    return sum / days;
  }
}
