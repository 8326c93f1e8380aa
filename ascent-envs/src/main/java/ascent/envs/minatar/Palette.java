package ascent.envs.minatar;

import ascent.env.Renderable;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.stream.IntStream;

/// Shows a board as coloured cells, a colour per channel; of several channels the last one shows.
final class Palette {
  static final int CELL = 32; // pixels

  private static final Color[] COLORS = {
    new Color(0x4E79A7),
    new Color(0xE15759),
    new Color(0x8A5A5B),
    new Color(0xF2C14E),
    new Color(0x76B7B2),
    new Color(0xB07AA1),
    new Color(0xFF9DA7),
    new Color(0x59A14F),
    new Color(0x9C755F),
    new Color(0xBAB0AC)
  };

  private Palette() {}

  /// The colours by the channels' names.
  static List<Renderable.Key> legend(List<String> channels) {
    return IntStream.range(0, channels.size())
        .mapToObj(i -> new Renderable.Key(COLORS[i], channels.get(i)))
        .toList();
  }

  static void draw(Graphics2D g, float[] cells, int channels) {
    g.setColor(Color.BLACK);
    g.fillRect(0, 0, CELL * Board.SIZE, CELL * Board.SIZE);
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] == 1) {
        int cell = i / channels;
        g.setColor(COLORS[i % channels]);
        g.fillRect(cell % Board.SIZE * CELL + 1, cell / Board.SIZE * CELL + 1, CELL - 2, CELL - 2);
      }
    }
  }
}
