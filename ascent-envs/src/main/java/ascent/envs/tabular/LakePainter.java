package ascent.envs.tabular;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Figures;
import ascent.envs.draw.Sketch;
import java.awt.Color;
import java.awt.Graphics2D;

/// Draws [FrozenLake]: ice with holes in it, a ring at the start, a present at the goal.
final class LakePainter implements StatePainter {
  private static final Color ICE = new Color(0xDCEBF7);
  private static final Color EDGE = new Color(0xBBD3E8);
  private static final Color GLINT = new Color(0xF4F9FD);
  private static final Color WATER = new Color(0x2F5D8C);

  private final String[] rows;
  private final int pixels; // of a cell

  LakePainter(String[] rows) {
    this.rows = rows;
    pixels = CellGrid.pixels(rows.length, rows[0].length());
  }

  @Override
  public Screen screen() {
    return new Screen(rows[0].length() * pixels, rows.length * pixels, 4);
  }

  @Override
  public void paint(Graphics2D g, int state) {
    int columns = rows[0].length();
    Sketch sketch = new Sketch(g, pixels, 0, rows.length * pixels);
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns; column++) {
        cell(sketch.at(column + 0.5, rows.length - row - 0.5, 0), rows[row].charAt(column));
      }
    }
    double x = state % columns + 0.5;
    double y = rows.length - state / columns - 0.5;
    if (rows[state / columns].charAt(state % columns) == 'H') {
      sketch.dot(Sketch.GREEN, x, y, 0.12).ring(GLINT, 0.03, x, y, 0.2); // what is left to see
    } else {
      Figures.person(sketch, Sketch.GREEN, x, y);
    }
  }

  private static void cell(Sketch sketch, char kind) {
    sketch
        .box(EDGE, 0, 0, 1, 1)
        .box(ICE, 0, 0, 0.97, 0.97)
        .line(GLINT, 0.03, -0.3, 0.1, -0.1, 0.3)
        .line(GLINT, 0.03, -0.15, 0.1, -0.05, 0.2);
    switch (kind) {
      case 'H' -> sketch.oval(EDGE, 0, 0, 0.84, 0.76).oval(WATER, 0, -0.02, 0.74, 0.66);
      case 'S' -> sketch.ring(EDGE, 0.06, 0, -0.05, 0.36);
      case 'G' ->
          sketch
              .box(Sketch.RED, 0, -0.08, 0.56, 0.46)
              .box(Sketch.GOLD, 0, -0.08, 0.1, 0.46)
              .box(Sketch.GOLD, 0, -0.04, 0.56, 0.1)
              .ring(Sketch.GOLD, 0.05, -0.1, 0.23, 0.08)
              .ring(Sketch.GOLD, 0.05, 0.1, 0.23, 0.08);
      default -> {} // nothing but ice
    }
  }
}
