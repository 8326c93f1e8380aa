package ascent.study.plot;

/// A colour, perhaps one that depends on the theme.
sealed interface Fill permits Ink, Rgb {

  /// As 0xRRGGBB.
  int rgb(boolean dark);
}
