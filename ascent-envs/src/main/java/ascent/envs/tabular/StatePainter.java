package ascent.envs.tabular;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Sketch;
import java.awt.Graphics2D;

/// Draws the states of a [TabularMdp].
public interface StatePainter {
  /// The size and speed of the pictures; always the same.
  Screen screen();

  /// Draws a state.
  ///
  /// @param g a white screen with the origin at its top left, antialiased
  void paint(Graphics2D g, int state);

  /// States as cells in rows, with the current one filled: the default for any table.
  static StatePainter cells(int states) {
    int columns = (int) Math.ceil(Math.sqrt(states));
    int rows = (states + columns - 1) / columns;
    int pixels = CellGrid.pixels(rows, columns);
    return new StatePainter() {
      @Override
      public Screen screen() {
        return new Screen(columns * pixels, rows * pixels, 5);
      }

      @Override
      public void paint(Graphics2D g, int state) {
        Sketch sketch = new Sketch(g, pixels, 0, rows * pixels);
        for (int i = 0; i < states; i++) {
          double y = rows - i / columns - 0.5;
          sketch.box(i == state ? Sketch.BLUE : Sketch.PALE, i % columns + 0.5, y, 0.9, 0.9);
        }
      }
    };
  }
}
