package ascent.box2d;

/// The ground of [LunarLander]: ten slopes between eleven points, equally far apart, with a flat
/// pad in the middle.
final class Moon {
  static final int POINTS = 11;
  static final double PAD_HEIGHT = LunarLander.HEIGHT / 4; // m

  private final double[] height = new double[POINTS]; // m

  private Moon() {}

  static Moon draw(Draws draws) {
    double[] rough = new double[POINTS + 1];
    for (int i = 0; i < rough.length; i++) {
      rough[i] = draws.uniform(0, LunarLander.HEIGHT / 2);
    }
    for (int i = POINTS / 2 - 2; i <= POINTS / 2 + 2; i++) {
      rough[i] = PAD_HEIGHT;
    }
    Moon moon = new Moon();
    for (int i = 0; i < POINTS; i++) {
      double left = rough[i == 0 ? POINTS : i - 1];
      moon.height[i] = 0.33 * (left + rough[i] + rough[i + 1]);
    }
    return moon;
  }

  /// Where point i is, in metres from the left edge of the view.
  static double x(int i) {
    return LunarLander.WIDTH / (POINTS - 1) * i;
  }

  /// How high it is, in metres.
  double y(int i) {
    return height[i];
  }
}
