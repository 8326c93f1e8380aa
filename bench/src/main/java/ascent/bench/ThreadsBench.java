package ascent.bench;

import static ascent.cli.bench.Figures.text;

import ascent.cli.bench.Figures;
import ascent.cli.plan.Preset;
import ascent.cli.plan.Presets;
import ascent.cli.text.Table;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What a second thread does to short trainings with every preset called `tuned`: pairs of runs of
/// about two seconds, on one thread and on two, in turns.
public final class ThreadsBench {
  private static final int PAIRS = 5;
  private static final double SECONDS = 2;
  private static final long FIRST_STEPS = 20_000;

  private final Path runs;
  private int run;

  private ThreadsBench(Path runs) {
    this.runs = runs;
  }

  public static void main(String... args) throws IOException {
    Path runs = Files.createTempDirectory("ascent-threads");
    try {
      new ThreadsBench(runs).measure();
    } finally {
      CommandLine.delete(runs);
    }
  }

  private void measure() throws IOException {
    Table table = new Table("preset", "steps", "one thread", "two threads", "ratio", "range");
    for (Preset preset : Presets.load().all()) {
      if (preset.name().equals("tuned")) {
        table.row(row(preset));
        IO.println(table.last());
      }
    }
    new Page("One thread and two", List.of("threads"))
        .add(
            """
            Steps per second of `./ascent train ALGO ENV --preset tuned --steps N --threads 1` and of the same with `--threads 2`, each a
            process of its own. %d pairs in turns; the ratio is the median of the pairs' ratios. N is what one thread does in at
            most %s seconds by the speed of a shorter run, so a large part of a run is the time in which the JVM's compiler needs the second core.\
            """
                .formatted(PAIRS, text(SECONDS, 0)))
        .add(table.markdown())
        .publish("threads");
  }

  private String[] row(Preset preset) throws IOException {
    long steps = FIRST_STEPS;
    for (int i = 0; i < 2; i++) {
      steps = Math.max(FIRST_STEPS, Math.round(SECONDS * train(preset, steps, 1)));
    }
    double[] one = new double[PAIRS];
    double[] two = new double[PAIRS];
    double[] ratios = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      one[i] = train(preset, steps, 1);
      two[i] = train(preset, steps, 2);
      ratios[i] = two[i] / one[i];
    }
    double least = Arrays.stream(ratios).min().orElseThrow();
    double most = Arrays.stream(ratios).max().orElseThrow();
    return new String[] {
      preset.algorithm() + " " + preset.env(),
      text(steps, 0),
      text(Figures.median(one), 0),
      text(Figures.median(two), 0),
      text(Figures.median(ratios), 2),
      text(least, 2) + " … " + text(most, 2)
    };
  }

  /// @return steps per second
  private double train(Preset preset, long steps, int threads) throws IOException {
    String line =
        "train %s %s --preset tuned --steps %d --threads %d --eval-episodes 1 --json --quiet --out %s"
            .formatted(preset.algorithm(), preset.env(), steps, threads, runs.resolve("" + run++));
    Object json = Json.parse(CommandLine.ascent(line.split(" ")).stdout().strip());
    return ((Number) Json.object(json).get("steps_per_second")).doubleValue();
  }
}
