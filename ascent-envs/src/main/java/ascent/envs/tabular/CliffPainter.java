package ascent.envs.tabular;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Figures;
import ascent.envs.draw.Sketch;
import java.awt.Color;
import java.awt.Graphics2D;

/// Draws [CliffWalking]: grass, below it the cliff, a flag at the goal.
final class CliffPainter implements StatePainter {
  private static final int PIXELS = 50; // of a cell
  private static final Color[] GRASS = {new Color(0xA9CC8E), new Color(0x9EC383)};
  private static final Color ABYSS = new Color(0x4A3B32);
  private static final Color ROCK = new Color(0x8D7761);

  @Override
  public Screen screen() {
    return new Screen(CliffWalking.COLUMNS * PIXELS, CliffWalking.ROWS * PIXELS, 4);
  }

  @Override
  public void paint(Graphics2D g, int state) {
    Sketch sketch = new Sketch(g, PIXELS, 0, CliffWalking.ROWS * PIXELS);
    for (int i = 0; i < CliffWalking.ROWS * CliffWalking.COLUMNS; i++) {
      double x = x(i);
      double y = y(i);
      if (CliffWalking.isCliff(i)) {
        sketch
            .box(ABYSS, x, y, 1.02, 1.02)
            .polygon(
                ROCK, x - 0.51, y + 0.51, x + 0.51, y + 0.51, x + 0.51, y + 0.2, x + 0.25, y + 0.05,
                x, y + 0.25, x - 0.2, y, x - 0.51, y + 0.2)
            .box(GRASS[1], x, y + 0.46, 1.02, 0.09);
      } else {
        sketch.box(GRASS[(i / CliffWalking.COLUMNS + i % CliffWalking.COLUMNS) % 2], x, y, 1, 1);
      }
    }
    double goal = x(CliffWalking.GOAL) - 0.15;
    Figures.flag(sketch.at(goal, 0.12, 0), Sketch.INK, Sketch.GOLD, 0.75);
    Figures.person(sketch, Sketch.RED, x(state), y(state));
  }

  private static double x(int state) {
    return state % CliffWalking.COLUMNS + 0.5;
  }

  private static double y(int state) {
    return CliffWalking.ROWS - state / CliffWalking.COLUMNS - 0.5;
  }
}
