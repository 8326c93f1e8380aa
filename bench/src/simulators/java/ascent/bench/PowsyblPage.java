package ascent.bench;

import ascent.agent.Agent;
import ascent.cli.bench.Figures;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.Picture;
import ascent.study.plot.Theme;
import ascent.study.stats.Estimate;
import ascent.study.stats.StudentInterval;
import com.acme.grid.Redispatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
    double[] nothing = days(Redispatch.nothing(REPORTED_DAYS, DAYS));
    double[] greedy = days(Redispatch.greedy(1, REPORTED_DAYS, DAYS));
    double[][] searched = Redispatch.greedy(margin, REPORTED_DAYS, DAYS);
    double[] careful = days(searched);
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
      double[][] decided = Redispatch.policy(agent, REPORTED_DAYS, DAYS);
      costs.policy("PPO, seed " + seed, days(decided));
      if (seed == 1) {
        draw(searched, decided);
      }
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
            PPO: %,d decisions, the settings of `Redispatch`, chosen with seed 101 on days of seeds 98 and %d,
            after the price of overloads had been raised once, when 500 of these 1,000 days had been seen. The search
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

  /// The cost of each day.
  private static double[] days(double[][] hours) {
    return Arrays.stream(hours).mapToDouble(day -> Arrays.stream(day).sum()).toArray();
  }

  /// Mean costs by the hour of the day.
  private static void draw(double[][] searched, double[][] decided) throws IOException {
    CurvePlot plot =
        new CurvePlot(
            "What an hour costs, in €",
            String.format(
                Locale.ROOT,
                "mean over %,d days and its 95 %% interval; a line fails between 5 and 19",
                DAYS),
            "hour",
            "€",
            List.of(curve("the tuned search", searched), curve("PPO, seed 1", decided)),
            Double.NaN);
    Path file = Page.root().resolve("docs", "images", "simulators-powsybl.svg");
    Files.writeString(file, plot.picture(new Picture.Size(760, 400)).svg(Theme.AUTO));
  }

  private static Curve curve(String who, double[][] costs) {
    List<Double> hours = new ArrayList<>();
    List<Estimate> means = new ArrayList<>();
    for (int hour = 0; hour < costs[0].length; hour++) {
      int column = hour;
      hours.add(hour + 1.0);
      means.add(
          StudentInterval.ofMean(
              0.95, Arrays.stream(costs).mapToDouble(day -> day[column]).toArray()));
    }
    return new Curve(who, costs.length, hours, means);
  }

  /// The margin with which the search costs least, on days of its own.
  private static double tuned() {
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (double margin : MARGINS) {
      double cost = PairedCosts.mean(days(Redispatch.greedy(margin, TUNING_DAYS, FEW)));
      if (cost < least) {
        least = cost;
        best = margin;
      }
    }
    return best;
  }
}
