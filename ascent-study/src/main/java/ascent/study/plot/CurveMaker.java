package ascent.study.plot;

import ascent.config.Check;
import ascent.study.record.MetricsTable;
import ascent.study.record.RunGroup;
import ascent.study.record.RunRecord;
import ascent.study.stats.Estimate;
import ascent.study.stats.StudentInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the curve of a group of runs.
///
/// Each run is a line from row to row, and is smoothed first: its value at x is the mean of the
/// line over a window around x. Then the runs are averaged at each x that all of them reach, with a
/// 95 % interval of the mean by Student's t.
///
/// @param x the horizontal axis
/// @param y column of the metrics, or `episode/` and a column of `episodes.csv`
/// @param smoothing width of the window as a share of the runs' length, in \[0, 1\]; 0 is none
public record CurveMaker(Along x, String y, double smoothing) {
  /// Before the names of columns of `episodes.csv`.
  public static final String EPISODE = "episode/";

  private static final int POINTS = 200;
  private static final double LEVEL = 0.95;

  /// What the horizontal axis counts.
  public enum Along {
    STEPS("time/total_timesteps", "step"),
    EPISODES("time/episodes", ""),
    SECONDS("time/time_elapsed", "seconds");

    private final String column;
    private final String ofEpisodes; // the column of episodes.csv; empty for the row's number

    Along(String column, String ofEpisodes) {
      this.column = column;
      this.ofEpisodes = ofEpisodes;
    }
  }

  public CurveMaker {
    Check.that(smoothing >= 0 && smoothing <= 1, "smooth", smoothing, "in [0, 1]");
  }

  /// The curve of these runs.
  ///
  /// @throws IllegalArgumentException if a run has no values, or the runs have no part of the axis
  ///   in common
  public Curve of(RunGroup group) {
    List<Rows> runs = new ArrayList<>();
    for (RunRecord run : group.runs()) {
      runs.add(rows(run));
    }
    double from = runs.stream().mapToDouble(r -> r.x[0]).max().orElseThrow();
    double to = runs.stream().mapToDouble(r -> r.x[r.x.length - 1]).min().orElseThrow();
    if (from > to) {
      throw new IllegalArgumentException(
          "The runs of %s have no part of the axis in common: one begins at %s and another ends at %s."
              .formatted(
                  group.label().isEmpty() ? "this plot" : group.label(),
                  Values.text(from),
                  Values.text(to)));
    }
    int points = from == to ? 1 : POINTS;
    List<Double> xs = new ArrayList<>();
    List<Estimate> ys = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double at = points == 1 ? from : from + (to - from) * i / (points - 1);
      double half = smoothing * (to - from) / 2;
      xs.add(at);
      ys.add(
          StudentInterval.ofMean(
              LEVEL, runs.stream().mapToDouble(run -> run.around(at, half)).toArray()));
    }
    return new Curve(group.label(), runs.size(), xs, ys);
  }

  private Rows rows(RunRecord run) {
    boolean perEpisode = y.startsWith(EPISODE);
    MetricsTable table = perEpisode ? run.episodes() : run.metrics();
    if (table.rows() == 0) {
      throw new IllegalArgumentException(
          "The run in %s is empty: it has no rows of %s yet."
              .formatted(run.directory(), perEpisode ? "episodes" : "metrics"));
    }
    Rows rows =
        perEpisode
            ? Rows.finite(
                x.ofEpisodes.isEmpty() ? table.numbers() : table.column(x.ofEpisodes),
                table.column(y.substring(EPISODE.length())))
            : Rows.finite(table.column(x.column), table.column(y));
    if (rows == null) {
      throw new IllegalArgumentException(
          "The run in %s has no value of %s.%s"
              .formatted(
                  run.directory(),
                  y,
                  y.startsWith("eval/") ? " Maybe train with --eval-every." : ""));
    }
    return rows;
  }

  /// The rows of a run with finite values, as a line from row to row.
  ///
  /// @param x does not fall
  /// @param y values at x
  /// @param area under the line from the first row to each
  private record Rows(double[] x, double[] y, double[] area) {
    static @Nullable Rows finite(double[] xs, double[] ys) {
      double[] x = new double[xs.length];
      double[] y = new double[xs.length];
      double[] area = new double[xs.length];
      int n = 0;
      for (int i = 0; i < xs.length; i++) {
        if (Double.isFinite(xs[i]) && Double.isFinite(ys[i])) {
          x[n] = xs[i];
          y[n] = ys[i];
          area[n] = n == 0 ? 0 : area[n - 1] + (x[n] - x[n - 1]) * (y[n] + y[n - 1]) / 2;
          n++;
        }
      }
      return n == 0
          ? null
          : new Rows(Arrays.copyOf(x, n), Arrays.copyOf(y, n), Arrays.copyOf(area, n));
    }

    /// The mean of the line over a window around a place, as far as the run reaches.
    double around(double place, double half) {
      double from = Math.max(place - half, x[0]);
      double to = Math.min(place + half, x[x.length - 1]);
      return to > from ? (areaTo(to) - areaTo(from)) / (to - from) : at(place);
    }

    private double areaTo(double place) {
      int i = rowBefore(place);
      return area[i] + (place - x[i]) * (y[i] + at(place)) / 2;
    }

    private double at(double place) {
      int i = rowBefore(place);
      if (i == x.length - 1 || place <= x[i]) {
        return y[i];
      }
      return y[i] + (place - x[i]) / (x[i + 1] - x[i]) * (y[i + 1] - y[i]);
    }

    /// The last row at or before a place; the first one if there is none.
    private int rowBefore(double place) {
      int low = 0;
      int high = x.length - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (x[middle] <= place) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }
  }
}
