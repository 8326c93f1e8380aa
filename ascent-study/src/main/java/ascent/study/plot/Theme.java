package ascent.study.plot;

/// How a picture is coloured.
public enum Theme {
  /// Dark on white, for print and light pages.
  LIGHT,
  /// Light on dark.
  DARK,
  /// As the reader's browser prefers; in a PNG as [#LIGHT].
  AUTO
}
