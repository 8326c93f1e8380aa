package ascent.env;

import ascent.config.Check;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;

/// An env that can draw its current state.
///
/// ```java
/// @Override public Screen screen() { return new Screen(400, 100, 10); }
///
/// @Override public void render(Graphics2D g) {
///   g.fillOval(36 * cell, 40, 20, 20);
/// }
/// ```
public interface Renderable extends Env {

  /// The size and frame rate of its pictures.
  ///
  /// @param width in pixels
  /// @param height in pixels
  /// @param framesPerSecond the frame rate at which one step per frame looks natural
  record Screen(int width, int height, double framesPerSecond) {
    private static final int LARGEST = 8192; // pixels

    public Screen {
      Check.that(width >= 1 && width <= LARGEST, "width", width, "in [1, " + LARGEST + "]");
      Check.that(height >= 1 && height <= LARGEST, "height", height, "in [1, " + LARGEST + "]");
      boolean possible = framesPerSecond >= 0.01 && framesPerSecond <= 1000;
      Check.that(possible, "framesPerSecond", framesPerSecond, "in [0.01, 1000]");
    }
  }

  /// What a colour of its pictures stands for.
  ///
  /// @param name a word or two
  record Key(Color color, String name) {}

  /// What the colours of its pictures stand for, for the legend of a film; empty where pictures
  /// speak for themselves. Always the same.
  default List<Key> legend() {
    return List.of();
  }

  /// The size and speed of its pictures; always the same.
  Screen screen();

  /// Draws the state after the last reset or step. Needs no display; must not change the state.
  ///
  /// @param g a white screen with the origin at its top left, antialiased
  void render(Graphics2D g);
}
