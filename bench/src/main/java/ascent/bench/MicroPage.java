package ascent.bench;

import static ascent.cli.bench.Figures.text;

import ascent.cli.text.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/// What the page of a JMH class looks like.
enum MicroPage {
  KERNELS(KernelBench.class, "Kernels") {
    @Override
    String note() {
      return """
      A layer 64 → 64 on so many rows, on one core: mean time of a call. The products and `project` are
      rated in GFLOP/s, `tanh`, `exp` and `adam` (on 9,155 parameters) in billions of elements a second.\
      """;
    }

    @Override
    Table table(List<RunResult> results) {
      Map<String, List<RunResult>> sides = new LinkedHashMap<>(); // scalar, vector
      for (RunResult result : results) {
        String row = method(result) + " " + parameter(result, "rows");
        sides.computeIfAbsent(row, _ -> new ArrayList<>()).add(result);
      }
      Table table =
          new Table("kernel", "rows", "scalar, ns", "vector, ns", "times faster", "vector, G/s");
      for (List<RunResult> pair : sides.values()) {
        RunResult first = pair.getFirst();
        String rows = parameter(first, "rows");
        double scalar = score(pair, "Scalar");
        double vector = score(pair, "Vector");
        double work = KernelBench.work(method(first), rows.isEmpty() ? 0 : Integer.parseInt(rows));
        table.row(
            method(first),
            rows,
            text(scalar),
            text(vector),
            text(scalar / vector),
            text(work / vector));
      }
      return table;
    }

    private double score(List<RunResult> pair, String side) {
      return pair.stream()
          .filter(result -> result.getParams().getBenchmark().contains("." + side + "."))
          .mapToDouble(result -> result.getPrimaryResult().getScore())
          .findFirst()
          .orElse(Double.NaN);
    }
  },

  UPDATE(UpdateBench.class, "PPO's minibatch step") {
    @Override
    String note() {
      return """
      Gather, forward, loss gradient, backward, clipping and Adam for a 4→64→64→2 actor and critic, on one
      core. For the fraction of the processor's peak see `./ascent bench`.\
      """;
    }

    @Override
    Table table(List<RunResult> results) {
      Table table = new Table("batch", "ns per sample", "samples/s", "bytes allocated per sample");
      for (RunResult result : results) {
        double nanos = result.getPrimaryResult().getScore();
        table.row(parameter(result, "batchSize"), text(nanos), text(1e9 / nanos, 0), bytes(result));
      }
      return table;
    }
  },

  ENVS(EnvBench.class, "Environments alone") {
    @Override
    String note() {
      return """
      Random actions, resets included, on one core.

      """
          + Gymnasium.NOTE;
    }

    @Override
    Table table(List<RunResult> results) {
      Table table =
          new Table(
              "environment",
              "ns per step",
              "steps/s",
              "Gymnasium, steps/s",
              "bytes allocated per step");
      for (RunResult result : results) {
        String env = parameter(result, "env");
        double nanos = result.getPrimaryResult().getScore();
        table.row(env, text(nanos), text(1e9 / nanos, 0), Gymnasium.speed(env), bytes(result));
      }
      return table;
    }
  },

  ACT(ActBench.class, "An agent's answer") {
    @Override
    String note() {
      return """
      One observation at a time, networks of 64 and 64, on one core: mean of calls one after another, and
      percentiles of single calls (clock reading included), in ns.\
      """;
    }

    @Override
    Table table(List<RunResult> results) {
      Table table = new Table("call", "environment", "mean", "50 %", "99 %", "99.9 %", "bytes");
      for (RunResult mean : results) {
        if (mean.getParams().getMode() == Mode.AverageTime) {
          Statistics single = samples(results, mean);
          table.row(
              method(mean),
              parameter(mean, "env"),
              text(mean.getPrimaryResult().getScore()),
              text(single.getPercentile(50)),
              text(single.getPercentile(99)),
              text(single.getPercentile(99.9)),
              bytes(mean));
        }
      }
      return table;
    }

    private Statistics samples(List<RunResult> results, RunResult mean) {
      return results.stream()
          .filter(result -> result.getParams().getMode() == Mode.SampleTime)
          .filter(result -> method(result).equals(method(mean)))
          .filter(result -> parameter(result, "env").equals(parameter(mean, "env")))
          .findFirst()
          .orElse(mean)
          .getPrimaryResult()
          .getStatistics();
    }
  };

  private final Class<?> benchmark;
  private final String title;

  MicroPage(Class<?> benchmark, String title) {
    this.benchmark = benchmark;
    this.title = title;
  }

  /// What the figures are.
  abstract String note();

  abstract Table table(List<RunResult> results);

  String title() {
    return title;
  }

  /// The name to run it by.
  String benchmark() {
    return benchmark.getSimpleName();
  }

  String file() {
    return "micro-" + name().toLowerCase(Locale.ROOT);
  }

  boolean owns(RunResult result) {
    return result.getParams().getBenchmark().startsWith(benchmark.getName());
  }

  private static String method(RunResult result) {
    String name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String parameter(RunResult result, String name) {
    return Objects.requireNonNullElse(result.getParams().getParam(name), "");
  }

  private static String bytes(RunResult result) {
    Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return bytes == null ? "unknown" : text(bytes.getScore(), 1);
  }
}
