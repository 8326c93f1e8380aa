package ascent.algo;

import ascent.config.Check;
import ascent.config.Numbers;
import java.util.List;
import java.util.stream.Collectors;

/// A setting that may change during training: a function of training progress, from 0 at the start
/// to 1 at the end.
///
/// | written | means |
/// |---|---|
/// | `0.0003` | this value throughout (`inf` is allowed) |
/// | `linear:0.001` | a straight line from 0.001 to 0 |
/// | `linear:0.1..0.001` | a straight line from 0.1 to 0.001 |
/// | `exp:0.1..0.001` | a geometric progression from 0.1 to 0.001: equal steps, equal ratios |
/// | `piecewise:0=0.001,0.5=0.0003,1=0.0001` | straight lines between values at these progresses; two at the same progress are a jump |
/// | `warmup:0.05:linear:0.001` | any other, multiplied by a ramp from 0 to 1 over the first 5 % |
///
/// `toString` writes what [#parse] reads.
public sealed interface Schedule {

  /// The value at a progress; progress below 0 counts as 0, above 1 as 1. Both ends are exact.
  float at(double progress);

  /// The minimum over training. A warm-up starts at 0, so with one it is at most 0.
  float min();

  /// The maximum over training. A warm-up starts at 0, so with one it is at least 0.
  float max();

  /// The same value throughout.
  static Schedule constant(float value) {
    return new Constant(value);
  }

  /// A straight line between two finite values.
  static Schedule linear(float from, float to) {
    return new Linear(from, to);
  }

  /// A geometric progression between two finite positive values.
  static Schedule exponential(float from, float to) {
    return new Exponential(from, to);
  }

  /// Straight lines through points of increasing progress; constant before the first and after the
  /// last. At a jump, two points of the same progress, the later one counts.
  static Schedule piecewise(Point... points) {
    return new Piecewise(List.of(points));
  }

  /// Another schedule, multiplied by a ramp from 0 to 1.
  ///
  /// @param until the progress at which the ramp ends, in (0, 1]
  static Schedule warmup(float until, Schedule schedule) {
    return new Warmup(until, schedule);
  }

  /// Checks that a setting is finite and not negative throughout training.
  ///
  /// @throws IllegalArgumentException naming the setting if it is not
  static void requireFinite(String name, Schedule value) {
    boolean ok = value.min() >= 0 && Float.isFinite(value.max());
    Check.that(ok, name, value, "≥ 0 and finite throughout");
  }

  /// Parses a schedule; see the table above.
  ///
  /// @throws IllegalArgumentException if the text is not a schedule
  static Schedule parse(String text) {
    return ScheduleText.parse(text);
  }

  /// See [Schedule#constant].
  record Constant(float value) implements Schedule {

    public Constant {
      Check.that(!Float.isNaN(value), "value", value, "a number");
    }

    @Override
    public float at(double progress) {
      return value;
    }

    @Override
    public float min() {
      return value;
    }

    @Override
    public float max() {
      return value;
    }

    @Override
    public String toString() {
      return Numbers.text(value);
    }
  }

  /// See [Schedule#linear].
  record Linear(float from, float to) implements Schedule {

    public Linear {
      Check.that(Float.isFinite(from), "from", from, "finite");
      Check.that(Float.isFinite(to), "to", to, "finite");
    }

    @Override
    public float at(double progress) {
      double p = Math.clamp(progress, 0.0, 1.0);
      return (float) ((1 - p) * from + p * to);
    }

    @Override
    public float min() {
      return Math.min(from, to);
    }

    @Override
    public float max() {
      return Math.max(from, to);
    }

    @Override
    public String toString() {
      String start = "linear:" + Numbers.text(from);
      return Float.compare(to, 0f) == 0 ? start : start + ".." + Numbers.text(to);
    }
  }

  /// See [Schedule#exponential].
  record Exponential(float from, float to) implements Schedule {

    private static final int BITS = 60; // of progress that can affect a float

    public Exponential {
      Check.that(from > 0 && Float.isFinite(from), "from", from, "positive and finite");
      Check.that(to > 0 && Float.isFinite(to), "to", to, "positive and finite");
    }

    @Override
    public float at(double progress) {
      double p = Math.clamp(progress, 0.0, 1.0);
      if (p == 1) {
        return to;
      }
      return Math.clamp((float) (from * power((double) to / from, p)), min(), max());
    }

    /// `base` to the power of `p` in `[0, 1)`, by the binary digits of p: ½ is a square root, ¼ a
    /// root of the root. Roots and products round equally on every machine; `Math.pow` might not.
    private static double power(double base, double p) {
      double power = 1;
      double root = base;
      double rest = p;
      for (int bit = 0; bit < BITS && rest > 0; bit++) {
        root = Math.sqrt(root);
        rest *= 2;
        if (rest >= 1) {
          power *= root;
          rest -= 1;
        }
      }
      return power;
    }

    @Override
    public float min() {
      return Math.min(from, to);
    }

    @Override
    public float max() {
      return Math.max(from, to);
    }

    @Override
    public String toString() {
      return "exp:" + Numbers.text(from) + ".." + Numbers.text(to);
    }
  }

  /// A value at a progress.
  record Point(float progress, float value) {

    public Point {
      Check.that(progress >= 0 && progress <= 1, "progress", progress, "in [0, 1]");
      Check.that(Float.isFinite(value), "value", value, "finite");
    }

    @Override
    public String toString() {
      return Numbers.text(progress) + "=" + Numbers.text(value);
    }
  }

  /// See [Schedule#piecewise].
  record Piecewise(List<Point> points) implements Schedule {

    public Piecewise {
      points = List.copyOf(points);
      Check.that(!points.isEmpty(), "points", points, "at least one");
      for (int i = 1; i < points.size(); i++) {
        float before = points.get(i - 1).progress;
        float progress = points.get(i).progress;
        Check.that(progress >= before, "progress", progress, "at least the one before, " + before);
        Check.that(
            progress > before || (before > 0 && progress < 1),
            "progress",
            progress,
            "different from the one before: a jump must be after 0 and before 1");
      }
    }

    @Override
    public float at(double progress) {
      double p = Math.clamp(progress, 0.0, 1.0);
      int after = 0; // the first later point
      while (after < points.size() && points.get(after).progress <= p) {
        after++;
      }
      if (after == 0 || after == points.size()) {
        return points.get(Math.max(0, after - 1)).value;
      }
      Point a = points.get(after - 1);
      Point b = points.get(after);
      double share = (p - a.progress) / ((double) b.progress - a.progress);
      return (float) ((1 - share) * a.value + share * b.value);
    }

    @Override
    public float min() {
      return (float) points.stream().mapToDouble(Point::value).min().orElseThrow();
    }

    @Override
    public float max() {
      return (float) points.stream().mapToDouble(Point::value).max().orElseThrow();
    }

    @Override
    public String toString() {
      return points.stream()
          .map(Point::toString)
          .collect(Collectors.joining(",", "piecewise:", ""));
    }
  }

  /// See [Schedule#warmup].
  record Warmup(float until, Schedule schedule) implements Schedule {

    public Warmup {
      Check.that(until > 0 && until <= 1, "until", until, "in (0, 1]");
      boolean finite = Float.isFinite(schedule.min()) && Float.isFinite(schedule.max());
      Check.that(finite, "schedule", schedule, "finite throughout with a warm-up");
    }

    @Override
    public float at(double progress) {
      double p = Math.clamp(progress, 0.0, 1.0);
      float value = schedule.at(p);
      return p < until ? (float) (p / until * value) : value;
    }

    @Override
    public float min() {
      return Math.min(0, schedule.min());
    }

    @Override
    public float max() {
      return Math.max(0, schedule.max());
    }

    @Override
    public String toString() {
      return "warmup:" + Numbers.text(until) + ":" + schedule;
    }
  }
}
