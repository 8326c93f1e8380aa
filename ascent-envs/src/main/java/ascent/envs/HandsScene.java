package ascent.envs;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Sketch;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.stream.IntStream;

/// Draws [RockPaperScissors]: the latest moves of both, the player's on the left; below, the counts
/// of each move that the opponent remembers, and the completed share of the game.
final class HandsScene {
  static final Screen SCREEN = new Screen(480, 320, 5);

  private static final Color STONE = new Color(0x8C8C8C);
  private static final Color LINES = new Color(0xA8C4DD);

  private HandsScene() {}

  /// A round that has been played.
  record Moves(int mine, int theirs) {
    static final Moves NONE = new Moves(-1, -1);
    private static final List<Moves> ALL =
        IntStream.range(0, 9).mapToObj(i -> new Moves(i / 3, i % 3)).toList();

    /// One of nine shared instances; allocates nothing.
    static Moves of(int mine, int theirs) {
      return ALL.get(3 * mine + theirs);
    }

    boolean any() {
      return mine >= 0;
    }

    boolean won() {
      return Math.floorMod(mine - theirs, 3) == 1;
    }
  }

  /// @param counts of the moves that the opponent remembers
  /// @param memory the maximum of their sum
  /// @param over the completed share of the game
  static void draw(Graphics2D g, Moves moves, int[] counts, int memory, double over) {
    Sketch sketch = new Sketch(g, 80, 0, SCREEN.height()); // 6 × 4 units
    side(sketch, 1.5, moves.any() && moves.won());
    side(sketch, 4.5, moves.any() && !moves.won() && moves.mine != moves.theirs);
    if (moves.any()) {
      move(sketch.at(1.5, 2.5, 0), moves.mine);
      move(sketch.at(4.5, 2.5, 0), moves.theirs);
    }
    for (int move = 0; move < counts.length; move++) {
      double share = (double) counts[move] / memory;
      double y = 0.95 - 0.25 * move;
      sketch.slab(Sketch.PALE, 3, y, 5.2, 0.14, 0.07);
      bar(sketch, Sketch.BLUE, y, share);
    }
    sketch.slab(Sketch.PALE, 3, 0.15, 5.2, 0.06, 0.03);
    bar(sketch, Sketch.GREY, 0.15, over);
  }

  private static void side(Sketch sketch, double x, boolean won) {
    sketch.slab(won ? Sketch.GOLD : Sketch.PALE, x, 2.5, 2.2, 2.2, 0.2);
    sketch.slab(Sketch.WHITE, x, 2.5, 2, 2, 0.15);
  }

  private static void bar(Sketch sketch, Color color, double y, double share) {
    if (share > 0) {
      sketch.box(color, 0.4 + 2.6 * share, y, 5.2 * share, 0.06);
    }
  }

  private static void move(Sketch sketch, int move) {
    switch (move) {
      case 0 ->
          sketch
              .polygon(
                  STONE, -0.7, -0.3, -0.4, -0.6, 0.35, -0.6, 0.7, -0.2, 0.55, 0.35, 0.1, 0.6, -0.45,
                  0.45)
              .polygon(Sketch.GREY, -0.45, 0.45, 0.1, 0.6, 0.55, 0.35, 0, 0.2);
      case 1 -> {
        sketch.box(Sketch.PALE, 0, 0, 1.1, 1.4);
        for (int i = 0; i < 5; i++) {
          sketch.line(LINES, 0.05, -0.35, 0.45 - 0.22 * i, 0.35, 0.45 - 0.22 * i);
        }
      }
      default ->
          sketch
              .line(STONE, 0.12, -0.25, -0.35, 0.3, 0.7)
              .line(Sketch.GREY, 0.12, 0.25, -0.35, -0.3, 0.7)
              .ring(Sketch.RED, 0.1, -0.33, -0.5, 0.2)
              .ring(Sketch.RED, 0.1, 0.33, -0.5, 0.2)
              .dot(Sketch.INK, 0, 0.12, 0.06);
    }
  }
}
