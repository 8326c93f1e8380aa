package ascent.bench;

import ascent.bench.ClusterModel.Hazards;
import ascent.bench.ClusterModel.Load;
import ascent.bench.ClusterModel.Outcome;
import ascent.bench.ClusterModel.PartTime;
import ascent.cli.bench.Figures;
import ascent.cli.text.Table;
import ascent.rng.Rng;
import ascent.spark.SparkRollouts;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.Picture;
import ascent.study.plot.Theme;
import ascent.study.stats.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/// How rollouts scale to a thousand executors that are late and lost, by [ClusterModel]; and how
/// far the model is from clusters of this machine. Writes a page and a picture.
public final class ClusterSimulation {
  private static final int[] EXECUTORS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000};
  private static final int LEAST_ROLLOUTS = 60;
  private static final int PARTS = 4_000; // in all rollouts of a simulation of few executors
  private static final int STEPS = 64;
  private static final int EPISODE_STEPS = 200;
  private static final double HOUR = 3_600_000;
  private static final double DAY = 24 * HOUR;

  /// A simulator.
  ///
  /// @param envs environments per executor
  private record Simulator(double stepMillis, int envs) {
    String name() {
      return stepMillis < 1_000
          ? Figures.text(stepMillis, 0) + " ms"
          : Figures.text(stepMillis / 1_000, 0) + " s";
    }

    double partSeconds() {
      return 1e-3 * stepMillis * envs * STEPS;
    }
  }

  private static final List<Simulator> SIMULATORS =
      List.of(new Simulator(1, 64), new Simulator(20, 8), new Simulator(1_000, 1));

  private ClusterSimulation() {}

  /// @param args `measure` to measure the times first, instead of reading those measured last
  public static void main(String... args) throws IOException {
    if (args.length > 0) {
      if (!args[0].equals("measure")) {
        throw new IllegalArgumentException(
            "the argument is '%s'; it must be measure, or there must be none.".formatted(args[0]));
      }
      ClusterProbe.measure(ClusterCheck.measure()).write();
    }
    ClusterTimes times = ClusterTimes.read();
    SparkConf conf = new SparkConf().setMaster("local[1]").setAppName("simulation");
    SparkRollouts.PROPERTIES.forEach(conf::set);
    conf.set("spark.ui.enabled", "false").set("spark.driver.host", "127.0.0.1");
    try (JavaSparkContext context = new JavaSparkContext(conf);
        VirtualSpark spark = new VirtualSpark(context.sc())) {
      Table check = ClusterCheck.table(times, spark);
      IO.println(check.markdown());
      publish(times, check, new Simulated(times, spark));
    }
  }

  /// A way in which things go.
  private record Case(String name, Hazards hazards) {}

  private static List<Case> cases(ClusterTimes times) {
    PartTime even = (millis, _) -> millis;
    PartTime uneven = (millis, rng) -> millis * any(times.slowdowns(), rng);
    double never = Double.POSITIVE_INFINITY;
    return List.of(
        new Case("all alike", new Hazards(even, false, never)),
        new Case("stragglers", new Hazards(uneven, false, never)),
        new Case("second attempts", new Hazards(uneven, true, never)),
        new Case("a loss a day", new Hazards(uneven, true, DAY)),
        new Case("a loss an hour", new Hazards(uneven, true, HOUR)));
  }

  private static double any(List<Double> values, Rng rng) {
    return values.get(rng.nextInt(values.size()));
  }

  /// All outcomes.
  private static final class Simulated {
    final List<Table> tables = new ArrayList<>();
    final List<Curve> curves = new ArrayList<>();

    Simulated(ClusterTimes times, VirtualSpark spark) {
      List<Case> cases = cases(times);
      for (Simulator each : SIMULATORS) {
        List<String> head = new ArrayList<>(List.of("executors"));
        cases.forEach(c -> head.add(c.name));
        head.addAll(
            List.of("a rollout takes, s", "parts computed again", "second attempts that won"));
        Table table = new Table(head.toArray(String[]::new));
        List<List<Double>> efficiency = new ArrayList<>();
        cases.forEach(_ -> efficiency.add(new ArrayList<>()));
        for (int executors : EXECUTORS) {
          Load load =
              new Load(executors, each.envs * executors, STEPS, each.stepMillis, EPISODE_STEPS);
          List<String> row = new ArrayList<>(List.of("" + executors));
          int rollouts = Math.max(LEAST_ROLLOUTS, PARTS / executors);
          Outcome outcome = null;
          for (int c = 0; c < cases.size(); c++) {
            outcome = ClusterModel.simulate(load, cases.get(c).hazards, times, spark, rollouts);
            efficiency.get(c).add(100 * outcome.efficiency());
            row.add(Figures.text(100 * outcome.efficiency(), 0) + " %");
          }
          row.add(Figures.text(outcome.seconds()));
          row.add(Figures.text(outcome.again(), 1));
          row.add(Figures.text(outcome.won(), 1));
          table.row(row.toArray(String[]::new));
          IO.println(each.name() + " " + table.last());
        }
        tables.add(table);
        curves.add(curve(each.name() + ", all alike", efficiency.getFirst()));
        curves.add(curve(each.name() + ", a loss a day", efficiency.get(cases.size() - 2)));
      }
    }

    private static Curve curve(String name, List<Double> percents) {
      List<Double> x = new ArrayList<>();
      List<Estimate> y = new ArrayList<>();
      for (int i = 0; i < EXECUTORS.length; i++) {
        x.add((double) EXECUTORS[i]);
        y.add(new Estimate(percents.get(i), Double.NaN, Double.NaN));
      }
      return new Curve(name, 1, x, y);
    }
  }

  private static void publish(ClusterTimes times, Table check, Simulated simulated)
      throws IOException {
    String svg =
        new CurvePlot(
                "Efficiency of rollouts on many executors, simulated",
                "Share of the executors' time that goes into steps, by the time of a step",
                "executors",
                "%",
                simulated.curves,
                Double.NaN)
            .picture(new Picture.Size(800, 480))
            .svg(Theme.AUTO);
    Path picture = Page.root().resolve("docs/images/cluster-simulation.svg");
    Files.writeString(picture, svg);
    IO.println("Written to " + picture + ".");
    Page page = new Page("A thousand executors, simulated", List.of("cluster-simulation"));
    page.add(
            """
            What a rollout costs on clusters that we do not have, event by event. The task scheduler of Spark %s itself decides which part goes to which executor,
            when a late part gets a second attempt and what becomes of the parts of a lost executor; its clock is the simulation's. Environments are cut into
            parts by the code that cuts them in a run, with the properties that `--cluster` sets. Modelled are\
            """
                .formatted(org.apache.spark.package$.MODULE$.SPARK_VERSION()))
        .add(
            """
            - the driver: %s ms for a rollout and %s ms for each part, one after the other, half of it before the part is sent and half after
              it came back. The first is the overhead of a rollout of two parts; the second is the processor time of the driver's process
              per further part, for parts of 8 kB;
            - an executor: the time of a part is that of its steps times a slowdown, drawn from %d parts measured on two executors of this machine beside
              its other work: 5 %% take less than %s of the mean, half less than %s, 5 %% more than %s, 1 %% more than %s, the slowest %s;
            - a loss: an executor lives for a day or an hour on average, and the next one comes after %s s, as measured from `kill -9` to its registration;
            - a rebuild: an executor that does not have a part's environments plays their running episodes again, which have %d steps in all.\
            """
                .formatted(
                    Figures.text(times.rolloutMillis()),
                    Figures.text(times.partMillis()),
                    times.slowdowns().size(),
                    Figures.text(times.slowdown(0.05), 2),
                    Figures.text(times.slowdown(0.5), 2),
                    Figures.text(times.slowdown(0.95), 2),
                    Figures.text(times.slowdown(0.99), 2),
                    Figures.text(times.slowdown(1), 2),
                    Figures.text(1e-3 * times.restartMillis(), 1),
                    EPISODE_STEPS))
        .add("## Efficiency")
        .add(
            """
            The share of the executors' time that goes into the steps of rollouts, each of %d steps per environment. Learning, and the network, come
            on top. Each column adds to the one before it; losses are those of each executor. The last three columns belong to the last case; counts
            are per rollout. Means of at least %d rollouts.\
            """
                .formatted(STEPS, LEAST_ROLLOUTS))
        .add(
            "![Efficiency over the number of executors](../../docs/images/cluster-simulation.svg)");
    for (int i = 0; i < SIMULATORS.size(); i++) {
      Simulator each = SIMULATORS.get(i);
      String title =
          "### %s a step, %d per executor: a part takes %s s"
              .formatted(each.name(), each.envs, Figures.text(each.partSeconds()));
      page.add(title).add(simulated.tables.get(i).markdown());
    }
    page.add("## How far off the model is")
        .add(ClusterCheck.EXPLANATION)
        .add(check.markdown())
        .publish("cluster-simulation");
  }
}
