package ascent.bench;

import ascent.agent.Agent;
import ascent.cli.bench.Figures;
import com.acme.grid.Redispatch;
import java.io.IOException;
import java.util.List;

/// Redispatch after a line is lost, on PowSyBl.
final class PowsyblPage {
  private static final int SEEDS = 5;
  private static final long TUNING_DAYS = 99;
  private static final int FEW = 200;
  private static final long REPORTED_DAYS = 1_000;
  private static final int DAYS = 1_000;
  private static final double[] MARGINS = {1, 0.975, 0.95, 0.925, 0.9, 0.875, 0.85, 0.8};

  private PowsyblPage() {}

  static void publish() throws IOException {
    long start = System.nanoTime();
    double margin = tuned();
    double[] nothing = Redispatch.nothing(REPORTED_DAYS, DAYS);
    double[] greedy = Redispatch.greedy(1, REPORTED_DAYS, DAYS);
    double[] careful = Redispatch.greedy(margin, REPORTED_DAYS, DAYS);
    PairedCosts costs =
        new PairedCosts(0, "doing nothing", nothing, "the tuned search", careful)
            .rule("nobody: the schedule stays", nothing)
            .rule("greedy search", greedy)
            .rule("greedy search, margin " + margin + " (tuned)", careful);
    double training = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      long before = System.nanoTime();
      Agent agent = Redispatch.trainer(seed).train(Redispatch.STEPS).agent();
      training += (System.nanoTime() - before) * 1e-9 / SEEDS;
      costs.policy("PPO, seed " + seed, Redispatch.policy(agent, REPORTED_DAYS, DAYS));
    }
    String table = costs.markdown();
    new Page("A power grid: PPO against a greedy search", List.of("simulators", "powsybl"))
        .add(
            """
            The example of [docs/simulators/powsybl.md](../../docs/simulators/powsybl.md), PowSyBl's Open Load Flow 2.3.0. Costs are € a day: the mean
            over %,d days that no training used (streams `"eval"` of seed %,d). "Saved" is the mean of the differences on the same days, with
            its 95 %% confidence interval; in the last row the mean over the seeds with the interval over the seeds.\
            """
                .formatted(DAYS, REPORTED_DAYS))
        .add(
            """
            PPO: %,d decisions, the settings of `Redispatch`, chosen with seed 101 on the days of seed %d. The search
            tries each action in the model at each hour, with the typical demand of the next hour; its margin is the best of
            %d on %d days of seed %d.\
            """
                .formatted(Redispatch.STEPS, TUNING_DAYS, MARGINS.length, FEW, TUNING_DAYS))
        .add(table)
        .add(
            "Training took %s s a seed on average, and the page %s minutes."
                .formatted(
                    Figures.text(training, 0),
                    Figures.text((System.nanoTime() - start) * 1e-9 / 60, 1)))
        .publish("powsybl");
  }

  /// The margin with which the search costs least, on days of its own.
  private static double tuned() {
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (double margin : MARGINS) {
      double cost = PairedCosts.mean(Redispatch.greedy(margin, TUNING_DAYS, FEW));
      if (cost < least) {
        least = cost;
        best = margin;
      }
    }
    return best;
  }
}
