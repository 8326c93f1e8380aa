package ascent.study.plot;

import java.util.Locale;

/// Numbers in texts for people.
public final class Values {
  private static final int DIGITS = 4;

  private Values() {}

  /// A number to about four digits: `−173.2`, `0.0125`, `12,400`; `–` if it is not finite.
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    double size = Math.abs(value);
    int before = size < 1 ? 1 : (int) Math.floor(StrictMath.log10(size)) + 1;
    int small = size > 0 && size < 0.1 ? (int) -Math.floor(StrictMath.log10(size)) - 1 : 0;
    int decimals = Math.clamp(DIGITS - before + small, 0, 9);
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    if (text.indexOf('.') >= 0) {
      text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
    return text.equals("-0") ? "0" : text.replace('-', '−');
  }
}
