package ascent.study.plot;

import java.util.List;

/// A curve in one line of text: `▁▂▄▆█`.
public final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /// The curve's mean, one character a column.
  ///
  /// @param low value of the lowest bar
  /// @param high value of the highest bar
  public static String of(Curve curve, int columns, double low, double high) {
    StringBuilder line = new StringBuilder();
    List<Double> xs = curve.x();
    int n = xs.size();
    int width = Math.min(columns, n);
    for (int c = 0; c < width; c++) {
      int from = c * n / width;
      int to = (c + 1) * n / width;
      double mean =
          curve.y().subList(from, to).stream().mapToDouble(e -> e.value()).average().orElseThrow();
      double share = high > low ? (mean - low) / (high - low) : 0.5;
      int bar = Math.clamp((int) Math.floor(share * BARS.length()), 0, BARS.length() - 1);
      line.append(BARS.charAt(bar));
    }
    return line.toString();
  }
}
