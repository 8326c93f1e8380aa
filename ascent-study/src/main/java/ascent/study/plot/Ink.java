package ascent.study.plot;

import java.util.Locale;

/// Colours by what they are for, in light and in dark. The series' are those of Okabe and Ito
/// (*Color Universal Design*, 2008), which the colour-blind tell apart; in the dark, blue and sky
/// blue change places, and so do black and white.
enum Ink implements Fill {
  BACKGROUND(0xFFFFFF, 0x14171C),
  TEXT(0x1B1F24, 0xE6E8EB),
  MUTED(0x5B636D, 0xA3ABB5),
  GRID(0xE3E6EA, 0x2B313A),
  BLUE(0x0072B2, 0x56B4E9),
  VERMILLION(0xD55E00, 0xF07A2B),
  GREEN(0x009E73, 0x1FBF92),
  PURPLE(0xCC79A7, 0xDD92BC),
  ORANGE(0xE69F00, 0xE69F00),
  SKY(0x56B4E9, 0x3B8FD0),
  BLACK(0x000000, 0xFFFFFF),
  YELLOW(0xB8A800, 0xF0E442);

  private static final Ink[] SERIES = {BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK, YELLOW};

  private final int light;
  private final int dark;

  Ink(int light, int dark) {
    this.light = light;
    this.dark = dark;
  }

  @Override
  public int rgb(boolean inTheDark) {
    return inTheDark ? dark : light;
  }

  /// The name of its CSS variable.
  String variable() {
    return "--" + name().toLowerCase(Locale.ROOT);
  }

  /// The colour of a series, by its number from 0; they repeat after eight.
  static Ink series(int index) {
    return SERIES[index % SERIES.length];
  }
}
