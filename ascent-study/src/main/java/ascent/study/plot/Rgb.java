package ascent.study.plot;

/// A colour that is the same in every theme.
///
/// @param value 0xRRGGBB
record Rgb(int value) implements Fill {
  private static final double[] LUMINANCE = {0.2126, 0.7152, 0.0722};

  @Override
  public int rgb(boolean dark) {
    return value;
  }

  /// Between two colours.
  ///
  /// @param share of the second, in \[0, 1\]
  static Rgb between(Rgb a, Rgb b, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = (a.value >> shift) & 0xFF;
      int to = (b.value >> shift) & 0xFF;
      mixed |= (int) Math.rint(from + (to - from) * share) << shift;
    }
    return new Rgb(mixed);
  }

  /// Whether dark text is read better on it than light text.
  boolean isBright() {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += LUMINANCE[i] * ((value >> (16 - 8 * i)) & 0xFF) / 255;
    }
    return sum > 0.5;
  }
}
