package ascent.box2d;

import java.util.ArrayList;
import java.util.List;

/// The ground of [BipedalWalker]: a line over 200 points at equal distances, and in the hardcore
/// kind boxes that stand on it or line its pits.
///
/// A small state machine generates it point by point: some points of grass with random slope, then
/// possibly an obstacle, then grass again.
final class Course {
  static final int POINTS = 200;
  static final double STEP = 14 / Physics.SCALE; // m, between two points
  static final double HEIGHT = 400 / Physics.SCALE / 4; // m, of the start
  static final int GRASS_POINTS = 10; // at most, between obstacles; and of the finish
  static final int START_POINTS = 20; // flat

  private enum Kind {
    GRASS,
    STUMP,
    STAIRS,
    PIT
  }

  /// A box on the ground, by two opposite corners in metres.
  record Block(double left, double bottom, double right, double top) {}

  private final Draws draws;
  private final double[] heights = new double[POINTS]; // m
  private final List<Block> blocks = new ArrayList<>();

  // The machine's state.
  private Kind kind = Kind.GRASS;
  private boolean begins; // whether the present point is the first of its kind
  private int left = START_POINTS; // points of the current kind
  private double y = HEIGHT; // m
  private double slope; // m a point
  private double before; // m, the height where the obstacle begins
  private int stairHeight; // ±1 step
  private int stairWidth; // points
  private int stairs;

  private Course(Draws draws) {
    this.draws = draws;
  }

  static Course draw(Draws draws, boolean hardcore) {
    Course course = new Course(draws);
    for (int i = 0; i < POINTS; i++) {
      course.point(i);
      course.next(hardcore);
    }
    return course;
  }

  /// Where point i is, in metres from the left.
  static double x(int i) {
    return i * STEP;
  }

  /// How high it is, in metres.
  double y(int i) {
    return heights[i];
  }

  /// The boxes, from left to right.
  List<Block> blocks() {
    return blocks;
  }

  private void point(int i) {
    switch (kind) {
      case GRASS -> grass(i);
      case STUMP -> stump(i);
      case STAIRS -> stairs(i);
      case PIT -> pit(i);
    }
    heights[i] = y;
  }

  private void next(boolean hardcore) {
    begins = false;
    left--;
    if (left == 0) {
      left = draws.integer(GRASS_POINTS / 2, GRASS_POINTS);
      kind = kind == Kind.GRASS && hardcore ? obstacle() : Kind.GRASS;
      begins = true;
    }
  }

  private Kind obstacle() {
    return switch (draws.integer(1, 4)) {
      case 1 -> Kind.STUMP;
      case 2 -> Kind.STAIRS;
      default -> Kind.PIT;
    };
  }

  private void grass(int i) {
    if (begins) {
      return;
    }
    slope = 0.8 * slope + 0.01 * Math.signum(HEIGHT - y);
    if (i > START_POINTS) {
      slope += draws.uniform(-1, 1) / Physics.SCALE;
    }
    y += slope;
  }

  private void stump(int i) {
    if (begins) {
      left = draws.integer(1, 3);
      double side = left * STEP;
      blocks.add(new Block(x(i), y, x(i) + side, y + side));
    }
  }

  private void stairs(int i) {
    if (!begins) {
      double n = (double) (stairs * stairWidth - left - stairHeight) / stairWidth;
      y = before + n * stairHeight * STEP;
      return;
    }
    stairHeight = draws.uniform(0, 1) > 0.5 ? 1 : -1;
    stairWidth = draws.integer(4, 5);
    stairs = draws.integer(3, 5);
    before = y;
    double width = stairWidth * STEP;
    for (int s = 0; s < stairs; s++) {
      double top = y + s * stairHeight * STEP;
      blocks.add(new Block(x(i) + s * width, top - STEP, x(i) + (s + 1) * width, top));
    }
    left = stairs * stairWidth;
  }

  private void pit(int i) {
    double depth = 4 * STEP;
    if (begins) {
      left = draws.integer(3, 5);
      blocks.add(new Block(x(i), y - depth, x(i) + STEP, y));
      double far = x(i) + STEP * left;
      blocks.add(new Block(far, y - depth, far + STEP, y));
      left += 2;
      before = y;
    } else {
      y = left > 1 ? before - depth : before;
    }
  }
}
