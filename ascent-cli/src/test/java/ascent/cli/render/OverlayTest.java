package ascent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.Action;
import ascent.env.Renderable;
import ascent.envs.draw.Lettering;
import ascent.envs.draw.Sketch;
import ascent.space.Space;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private static final int WIDE = 640; // pixels, which hold 39 letters of 16
  private static final float[] NOTHING = {0};

  private static Overlay overlay(Space actions, int episodes, boolean titled) {
    var script = new EpisodeRecorder.Script(1, episodes, 500, 100);
    var keys = List.of(new Renderable.Key(Color.RED, "fish"), new Renderable.Key(Color.GREEN, "?"));
    return new Overlay(new Overlay.Subject(actions, keys, script, titled), WIDE);
  }

  private static BufferedImage drawn(Overlay overlay, Moment moment, String title) {
    var frame = new BufferedImage(WIDE, 40 + overlay.height(), BufferedImage.TYPE_INT_RGB);
    overlay.draw(frame, moment, title);
    return frame;
  }

  /// What a text looks like at a place of the strip, in letters.
  private static int[] expected(String text, int letters) {
    var image = new BufferedImage(16 * letters, 24, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Sketch.INK);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    // Line 0 ends at 1.8 letters, 0.3 of which are below its letters: (1.8 − 0.3) · 16 = 24.
    Lettering.write(new Sketch(g, 1, 0, 24), Sketch.WHITE, 0, 0, 16, text);
    g.dispose();
    return image.getRGB(0, 0, image.getWidth(), 24, null, 0, image.getWidth());
  }

  /// The pixels of a line of the strip from a column of letters on, down to the line they stand on.
  private static int[] seen(BufferedImage frame, int line, int column, int letters) {
    int top = 40 + (int) Math.rint(line * 1.8 * 16);
    return frame.getRGB(8 + 16 * column, top, 16 * letters, 24, null, 0, 16 * letters);
  }

  @Test
  void step_return_and_action_stand_in_a_line() {
    Overlay overlay = overlay(Space.discrete(3), 1, false);
    Action action = Action.of(Space.discrete(3), new float[] {2}, 0);
    BufferedImage frame = drawn(overlay, new Moment(0, 12, 1, -3.25, action, NOTHING), "");

    assertThat(seen(frame, 0, 0, 8)).isEqualTo(expected("STEP 12", 8)); // of 3 digits, then 2 apart
    assertThat(seen(frame, 0, 10, 13)).isEqualTo(expected("RETURN -3.25", 13));
    assertThat(seen(frame, 0, 28, 8)).isEqualTo(expected("ACTION 2", 8));
  }

  @Test
  void before_the_first_step_there_is_no_action() {
    Overlay overlay = overlay(Space.discrete(3), 1, false);
    BufferedImage frame = drawn(overlay, new Moment(0, 0, 0, 0, null, NOTHING), "");

    assertThat(seen(frame, 0, 10, 8)).isEqualTo(expected("RETURN 0", 8));
    assertThat(seen(frame, 0, 28, 8)).isEqualTo(expected("ACTION -", 8));
  }

  @Test
  void several_episodes_are_numbered_and_a_title_has_a_line_of_its_own() {
    Overlay overlay = overlay(Space.discrete(3), 20, true);
    BufferedImage frame = drawn(overlay, new Moment(4, 7, 0, 0, null, NOTHING), "Step 1,024");

    assertThat(seen(frame, 0, 0, 12)).isEqualTo(expected("STEP 1,024", 12));
    assertThat(frame.getHeight()).isEqualTo(40 + (int) Math.ceil(16 * (4 * 1.8 + 0.3)));
  }

  @Test
  void what_is_too_long_or_has_no_letters_is_cut_or_dashed() {
    Space arm = Space.box(-1, 1, 17);
    Overlay overlay = overlay(arm, 1, false);
    Action action = Action.of(arm, new float[17], 0);
    BufferedImage frame = drawn(overlay, new Moment(0, 1, 0, 1e12, action, NOTHING), "");

    assertThat(seen(frame, 0, 10, 15)).isEqualTo(expected("RETURN 1.00E+12", 15));
    // Line 2: a square in its colour for the first letter, two in all, then the name.
    int top = 40 + (int) Math.rint((2 * 1.8 + 0.5) * 16);
    assertThat(frame.getRGB(8 + 8, top + 8)).isEqualTo(Color.RED.getRGB());
    assertThat(frame.getRGB(8 + 8 * 16 + 8, top + 8)).isEqualTo(Color.GREEN.getRGB());
  }
}
