package ascent.bench;

import ascent.agent.Agent;
import ascent.cli.bench.Figures;
import com.acme.formation.Keeping;
import java.io.IOException;
import java.util.List;

/// Keeping a satellite behind another, on Orekit.
final class OrekitPage {
  private static final int SEEDS = 5;
  private static final long TUNING = 99;
  private static final int FEW = 60;
  private static final long REPORTED = 1_000;
  private static final int EPISODES = 300;
  private static final double[] AHEAD = {0.25, 0.375, 0.5, 0.625, 0.75}; // revolutions
  private static final double[] BANDS = {15, 20, 25, 30, 35, 40, 45}; // m

  private OrekitPage() {}

  private record Law(double ahead, double band, boolean waits) {
    double[] costs(long seed, int episodes) {
      return Keeping.law(ahead, band, waits, seed, episodes);
    }

    @Override
    public String toString() {
      return "predicts %s revolutions, band ± %.0f m".formatted(ahead, band);
    }
  }

  static void publish() throws IOException {
    long start = System.nanoTime();
    Law simple = tuned(false);
    Law waiting = tuned(true);
    double[] nothing = Keeping.nothing(REPORTED, EPISODES);
    double[] first = simple.costs(REPORTED, EPISODES);
    double[] best = waiting.costs(REPORTED, EPISODES);
    PairedCosts costs =
        new PairedCosts(2, "the simple law", first, "the law that waits", best)
            .rule("nobody", nothing)
            .rule("control law, " + simple, first)
            .rule("control law that waits, " + waiting, best);
    double training = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      long before = System.nanoTime();
      Agent agent = Keeping.trainer(seed).train(Keeping.STEPS).agent();
      training += (System.nanoTime() - before) * 1e-9 / SEEDS;
      costs.policy("PPO, seed " + seed, Keeping.policy(agent, REPORTED, EPISODES));
    }
    new Page("Satellites in formation: PPO against a control law", List.of("simulators", "orekit"))
        .add(
            """
            The example of [docs/simulators/orekit.md](../../docs/simulators/orekit.md), Orekit 13.1. Costs are for ten revolutions: the mean
            over %d episodes that no training used (streams `"eval"` of seed %,d). "Saved" is the mean of the differences on the same episodes,
            with its 95 %% confidence interval; in the last row the mean over the seeds with the interval over the seeds.\
            """
                .formatted(EPISODES, REPORTED))
        .add(
            """
            PPO: %,d decisions, the settings of `Keeping`, chosen with seed 101 on the episodes of seed %d. The numbers of the laws are the best
            of %d pairs, each law's own, on %d episodes of seed %d.\
            """
                .formatted(Keeping.STEPS, TUNING, AHEAD.length * BANDS.length, FEW, TUNING))
        .add(costs.markdown())
        .add(
            "Training took %s s a seed on average, and the page %s minutes."
                .formatted(
                    Figures.text(training, 0),
                    Figures.text((System.nanoTime() - start) * 1e-9 / 60, 1)))
        .publish("orekit");
  }

  /// The law that costs least, on episodes of its own.
  private static Law tuned(boolean waits) {
    Law best = new Law(AHEAD[0], BANDS[0], waits);
    double least = Double.POSITIVE_INFINITY;
    for (double ahead : AHEAD) {
      for (double band : BANDS) {
        Law law = new Law(ahead, band, waits);
        double cost = PairedCosts.mean(law.costs(TUNING, FEW));
        if (cost < least) {
          least = cost;
          best = law;
        }
      }
    }
    return best;
  }
}
