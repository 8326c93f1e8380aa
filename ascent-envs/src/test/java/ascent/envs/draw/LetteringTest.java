package ascent.envs.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LetteringTest {
  private static final int WIDE = 60; // pixels
  private static final int HIGH = 40; // pixels

  /// The pixels of a text 20 high, 10 from the left and from the bottom.
  private static int[] written(String text) {
    var image = new BufferedImage(WIDE, HIGH, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    Lettering.write(new Sketch(g, 1, 0, HIGH), Color.WHITE, 10, 10, 20, text);
    g.dispose();
    return image.getRGB(0, 0, WIDE, HIGH, null, 0, WIDE);
  }

  private static boolean black(int pixel) {
    return (pixel & 0xFFFFFF) == 0;
  }

  @Test
  void every_glyph_looks_different() {
    String glyphs = "0123456789ABCDEFGHIJKLMNPQRSTUVWXYZ.,:-+/ "; // O looks like 0
    Set<Integer> pictures = new HashSet<>();
    glyphs.chars().forEach(c -> pictures.add(Arrays.hashCode(written(Character.toString(c)))));

    assertThat(pictures).hasSize(glyphs.length());
  }

  @Test
  void a_text_stays_within_its_height_and_its_width() {
    int[] pixels = written("10");
    double width = Lettering.width(20, "10"); // 4 + 2 + 4 of the grid, of 20 / 6 pixels each

    assertThat(width).isCloseTo(33.3, Offset.offset(0.1));
    for (int i = 0; i < pixels.length; i++) {
      int x = i % WIDE;
      int y = i / WIDE;
      boolean inside = x >= 8 && x <= 12 + width && y >= 8 && y <= 32; // half a stroke of 3 pixels
      assertThat(inside || black(pixels[i])).as("pixel %d, %d", x, y).isTrue();
    }
  }

  @Test
  void a_glyph_without_strokes_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written("A?"))
        .withMessage("There are no strokes for '?'. Maybe add them to Lettering.");
    assertThat("O0 -".chars().allMatch(c -> Lettering.has((char) c))).isTrue();
    assertThat(Lettering.has('?')).isFalse();
  }
}
