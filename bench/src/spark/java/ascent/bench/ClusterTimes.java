package ascent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Times of clusters on this machine, as [ClusterProbe] and [ClusterCheck] measured them.
///
/// @param rolloutMillis of the driver for a rollout, however many parts it has
/// @param partMillis of the driver for a part
/// @param restartMillis from the loss of an executor to the next one's first task
/// @param slowdowns times of parts as multiples of their mean
/// @param checks rollouts to compare the model with
record ClusterTimes(
    double rolloutMillis,
    double partMillis,
    double restartMillis,
    List<Double> slowdowns,
    List<ClusterCheck.Measured> checks) {
  private static final Path FILE = Page.root().resolve("bench/results/cluster-times.csv");

  ClusterTimes {
    slowdowns = List.copyOf(slowdowns);
    checks = List.copyOf(checks);
  }

  /// The p-quantile of the slowdowns, by nearest rank.
  double slowdown(double p) {
    double[] sorted = slowdowns.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[Math.max(0, (int) Math.ceil(p * sorted.length) - 1)];
  }

  /// Reads what was measured last.
  static ClusterTimes read() throws IOException {
    List<Double> slowdowns = new ArrayList<>();
    List<ClusterCheck.Measured> checks = new ArrayList<>();
    double[] costs = new double[3];
    for (String line : Files.readAllLines(FILE)) {
      String[] cells = line.split(",");
      int cost = Arrays.asList("rollout_ms", "part_ms", "restart_ms").indexOf(cells[0]);
      if (cost >= 0) {
        costs[cost] = Double.parseDouble(cells[1]);
      } else if (cells[0].equals("slowdown")) {
        slowdowns.add(Double.parseDouble(cells[1]));
      } else if (cells.length == 4 && !cells[1].equals("value")) {
        checks.add(
            new ClusterCheck.Measured(
                ClusterCheck.Trouble.valueOf(cells[0]),
                Integer.parseInt(cells[2]),
                Double.parseDouble(cells[1]),
                Double.parseDouble(cells[3])));
      }
    }
    return new ClusterTimes(costs[0], costs[1], costs[2], slowdowns, checks);
  }

  /// Writes a row for each value.
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("what,value,executors,error"));
    lines.add("rollout_ms," + rounded(rolloutMillis));
    lines.add("part_ms," + rounded(partMillis));
    lines.add("restart_ms," + rounded(restartMillis));
    for (ClusterCheck.Measured check : checks) {
      lines.add(
          check.trouble().name()
              + ","
              + rounded(check.mean())
              + ","
              + check.executors()
              + ","
              + rounded(check.error()));
    }
    slowdowns.forEach(value -> lines.add("slowdown," + rounded(value)));
    Files.write(FILE, lines);
    IO.println("Written to " + FILE + ".");
  }

  private static double rounded(double value) {
    return Math.round(1e4 * value) / 1e4;
  }
}
