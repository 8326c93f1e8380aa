package ascent.cli.text;

import ascent.train.Metrics;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The progress of a run and its text form: steps, return, steps per second, time left, and on a
/// wide terminal how learning goes.
///
/// @param steps environment steps so far
/// @param total steps in all
/// @param meanReturn of the last training episodes; NaN before the first one is done
/// @param stepsPerSecond since the start of the run
/// @param learning what the algorithm says of its last update
record ProgressText(
    long steps, long total, double meanReturn, double stepsPerSecond, Learning learning) {
  private static final String BLOCKS = "▏▎▍▌▋▊▉█";
  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 5;
  private static final int USUAL_BAR = 12; // beside what is shown on a wide terminal only

  ProgressText(long steps, long total, double meanReturn, double stepsPerSecond) {
    this(steps, total, meanReturn, stepsPerSecond, Learning.UNKNOWN);
  }

  static ProgressText of(Metrics metrics, long total) {
    return new ProgressText(
        metrics.steps(),
        total,
        metrics.meanReturn(),
        metrics.get("time/fps"),
        Learning.of(metrics::get));
  }

  /// How learning goes; NaN where the algorithm does not measure it.
  ///
  /// @param kl divergence of the updated policy from the one that acted
  /// @param entropy of the policy, in nats
  /// @param explainedVariance of the critic
  record Learning(double kl, double entropy, double explainedVariance) {
    static final Learning UNKNOWN = new Learning(Double.NaN, Double.NaN, Double.NaN);

    static Learning of(ToDoubleFunction<String> metrics) {
      double kl = metrics.applyAsDouble("train/approx_kl");
      return new Learning(
          Double.isNaN(kl) ? metrics.applyAsDouble("train/kl_divergence_loss") : kl,
          0 - metrics.applyAsDouble("train/entropy_loss"), // minus the entropy
          metrics.applyAsDouble("train/explained_variance"));
    }

    /// What is known, of nearly constant width.
    @Override
    public String toString() {
      return number("  KL %6.4f", kl)
          + number("  entropy %5.2f", entropy)
          + number("  expl. var. %5.2f", explainedVariance);
    }
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  /// The completed share, in [0, 1].
  double share() {
    return Math.clamp((double) steps / total, 0, 1);
  }

  /// The numbers without a bar, of nearly constant width.
  String figures() {
    String most = String.format(Locale.ROOT, "%,d", total);
    return String.format(
        Locale.ROOT,
        "%," + most.length() + "d steps  return %s  %5s steps/s  %s left",
        steps,
        Double.isNaN(meanReturn) ? "      –" : String.format(Locale.ROOT, "%7.1f", meanReturn),
        rate(stepsPerSecond),
        time((total - steps) / stepsPerSecond));
  }

  /// The numbers without a bar, in `width` columns if possible.
  String figures(int width) {
    String all = figures() + learning;
    return all.length() <= width ? all : figures();
  }

  String percentage() {
    return String.format(Locale.ROOT, "%3d%%", (int) (100 * share()));
  }

  /// The numbers after a bar, in `width` columns if possible.
  String withBar(int width) {
    String head = percentage() + " ";
    String figures = " " + figures(width - head.length() - USUAL_BAR - 3); // frame and space
    int columns =
        Math.clamp(width - head.length() - figures.length() - 2, SHORTEST_BAR, LONGEST_BAR);
    return head + "│" + bar(columns) + "│" + figures;
  }

  private String bar(int columns) {
    int eighths = (int) (share() * columns * BLOCKS.length());
    int full = eighths / BLOCKS.length();
    int rest = eighths % BLOCKS.length();
    String part = rest == 0 ? "" : BLOCKS.substring(rest - 1, rest);
    return "█".repeat(full) + part + " ".repeat(columns - full - part.length());
  }

  /// A number of steps as `950`, `9.5k`, `264k` or `1.2M`.
  static String rate(double perSecond) {
    if (!(perSecond >= 0 && perSecond < 1e12)) {
      return "–";
    }
    double scaled =
        perSecond < 1e3 ? perSecond : perSecond < 1e6 ? perSecond / 1e3 : perSecond / 1e6;
    String unit = perSecond < 1e3 ? "" : perSecond < 1e6 ? "k" : "M";
    boolean digit = !unit.isEmpty() && scaled < 100;
    return String.format(Locale.ROOT, digit ? "%.1f" : "%.0f", scaled) + unit;
  }

  /// A time in seconds as `0:07`, `12:34` or `1:02:03`.
  static String time(double seconds) {
    if (seconds < 0) {
      return "0:00";
    }
    if (Double.isNaN(seconds) || seconds >= 1e9) {
      return "–:––";
    }
    long s = (long) Math.ceil(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
