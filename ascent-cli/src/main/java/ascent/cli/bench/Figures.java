package ascent.cli.bench;

import java.util.Arrays;
import java.util.Locale;

/// Formats numbers.
public final class Figures {
  private Figures() {}

  /// A number with thousands separators and `digits` decimals; `–` if not finite.
  public static String text(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + digits + "f", value) : "–";
  }

  /// Three significant digits where the value is below 100, whole numbers above.
  public static String text(double value) {
    return text(value, value < 10 ? 2 : value < 100 ? 1 : 0);
  }

  /// The median; NaN if there are no values.
  public static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
