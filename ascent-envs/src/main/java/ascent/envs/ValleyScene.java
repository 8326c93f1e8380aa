package ascent.envs;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Figures;
import ascent.envs.draw.Sketch;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;

/// Draws [MountainCar] and [MountainCarContinuous]: the hill, the car, the flag.
final class ValleyScene {
  static final Screen SCREEN = new Screen(600, 400, 30);

  private static final int POINTS = 120; // of the hill's curve
  private static final double SKY = 1.2; // m above the lowest point that the picture shows
  private static final double CLEARANCE = 0.03; // m, from the track to the car's floor
  private static final Color GRASS = new Color(0xCFE3C4);
  private static final double[] HILL = hill(); // x, y, x, y … and two corners below

  private ValleyScene() {}

  private static double[] hill() {
    double[] points = new double[2 * POINTS + 6];
    double width = MountainCar.MAX_POSITION - MountainCar.MIN_POSITION;
    for (int i = 0; i <= POINTS; i++) {
      double x = MountainCar.MIN_POSITION + width * i / POINTS;
      points[2 * i] = x;
      points[2 * i + 1] = height(x);
    }
    points[2 * POINTS + 2] = MountainCar.MAX_POSITION;
    points[2 * POINTS + 3] = 0;
    points[2 * POINTS + 4] = MountainCar.MIN_POSITION;
    points[2 * POINTS + 5] = 0;
    return points;
  }

  /// The height of the track, in metres, as Gymnasium draws it.
  private static double height(double x) {
    return 0.45 * StrictMath.sin(3 * x) + 0.55;
  }

  static void draw(Graphics2D g, double position, double goal) {
    double metre = SCREEN.width() / (MountainCar.MAX_POSITION - MountainCar.MIN_POSITION);
    Sketch sketch =
        new Sketch(g, metre, -MountainCar.MIN_POSITION * metre, SCREEN.height())
            .box(Sketch.PALE, -0.3, SKY / 2, 1.8, SKY)
            .polygon(GRASS, HILL)
            .curve(Sketch.INK, 0.006, Arrays.copyOf(HILL, 2 * POINTS + 2));
    Figures.flag(sketch.at(goal, height(goal), 0), Sketch.INK, Sketch.GOLD, 0.16);
    double slope = StrictMath.atan(1.35 * StrictMath.cos(3 * position)); // 3 · 0.45
    sketch
        .at(position, height(position), slope)
        .polygon(
            Sketch.RED,
            -0.06,
            CLEARANCE,
            0.06,
            CLEARANCE,
            0.06,
            0.06,
            0.03,
            0.065,
            0.015,
            0.09,
            -0.035,
            0.09,
            -0.05,
            0.065,
            -0.06,
            0.06)
        .polygon(Sketch.WHITE, -0.033, 0.066, -0.026, 0.083, 0.01, 0.083, 0.02, 0.066)
        .dot(Sketch.INK, -0.032, 0.024, 0.024)
        .dot(Sketch.INK, 0.032, 0.024, 0.024)
        .dot(Sketch.GREY, -0.032, 0.024, 0.01)
        .dot(Sketch.GREY, 0.032, 0.024, 0.01);
  }
}
