package ascent.study.plot;

/// How a picture is coloured.
public enum Theme {
  /// Dark on white, for print and light pages.
  LIGHT,
  /// Light on dark.
  DARK,
  /// As the reader's browser prefers; in a PNG as [#LIGHT].
  AUTO;

  /// The declarations of all colours as CSS variables, for a page around pictures of the theme
  /// [#AUTO]: `--background`, `--text`, `--muted`, `--grid`, and more.
  public static String variables(boolean dark) {
    return SvgCanvas.variables(dark);
  }
}
