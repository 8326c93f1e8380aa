package ascent.cli.render;

import ascent.env.Renderable;
import ascent.envs.draw.Lettering;
import ascent.envs.draw.Sketch;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The strip at the bottom of a film's frames: the step, the return so far, the last action, and a
/// legend where the env has one.
///
/// Its letters are [Lettering], so that a film has the same pixels on every machine, with or
/// without fonts.
final class Overlay {
  private static final double LETTERS = 40; // of a line, where their size allows it
  private static final int SMALLEST = 8; // pixels, of a letter
  private static final int LARGEST = 16; // pixels, of a letter
  private static final double LINE = 1.8; // letters
  private static final double MARGIN = 0.3; // letters, below a line and above the first
  private static final int GAP = 2; // letters, between cells
  private static final int RETURN_DIGITS = 9; // such as -12345.67
  private static final int VALUE_DIGITS = 5; // such as -0.25

  private final int letter; // pixels
  private final int columns; // letters
  private final Space actions;
  private final List<Renderable.Key> legend;
  private final List<Cell> cells = new ArrayList<>(); // of title, episode, step, return, action
  private int line;
  private int column;

  /// A place for a text; of no letters if it is not there.
  private record Cell(int line, int column, int letters) {}

  /// What is filmed.
  ///
  /// @param actions of the env
  /// @param legend of the env
  /// @param script of the film
  /// @param titled whether parts of the film have titles
  record Subject(
      Space actions, List<Renderable.Key> legend, EpisodeRecorder.Script script, boolean titled) {}

  /// @param width of a frame, in pixels
  Overlay(Subject subject, int width) {
    letter = (int) Math.clamp(Math.rint(width / LETTERS), SMALLEST, LARGEST);
    columns = Math.max(1, width / letter - 1);
    actions = subject.actions;
    legend = List.copyOf(subject.legend);
    EpisodeRecorder.Script script = subject.script;
    place(subject.titled ? columns : 0); // a line of its own
    place(script.episodes() == 1 ? 0 : "episode ".length() + digits(script.episodes()));
    place("step ".length() + digits(script.maxEpisodeSteps()));
    place("return ".length() + RETURN_DIGITS);
    place("action ".length() + letters(actions));
    if (!legend.isEmpty()) {
      line += column == 0 ? 0 : 1;
      column = 0;
    }
    legend.forEach(key -> place(GAP + key.name().length()));
    line += column == 0 ? 0 : 1;
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }

  /// Letters of an action.
  private static int letters(Space space) {
    return switch (space) {
      case Discrete choice -> digits(choice.n() - 1);
      case MultiDiscrete choices ->
          Arrays.stream(choices.counts()).map(n -> digits(n - 1) + 1).sum() - 1;
      case MultiBinary bits -> bits.size();
      case Box box -> (VALUE_DIGITS + 1) * box.size() - 1;
    };
  }

  /// Adds a cell to the line, or to the next one if it does not fit.
  private void place(int letters) {
    if (letters == 0) {
      cells.add(new Cell(0, 0, 0));
      return;
    }
    int most = Math.min(letters, columns);
    if (column + most > columns) {
      line++;
      column = 0;
    }
    cells.add(new Cell(line, column, most));
    column += most + GAP;
    if (column >= columns) {
      line++;
      column = 0;
    }
  }

  /// The height of the strip, in pixels.
  int height() {
    return (int) Math.ceil((line * LINE + MARGIN) * letter);
  }

  /// Draws the strip over the bottom of a frame.
  ///
  /// @param title of this part of the film; empty for none
  void draw(BufferedImage frame, Moment moment, String title) {
    int top = frame.getHeight() - height();
    Graphics2D g = frame.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Sketch.INK);
    g.fillRect(0, top, frame.getWidth(), height());
    write(g, top, 0, title);
    write(g, top, 1, "episode " + (moment.episode() + 1));
    write(g, top, 2, "step " + moment.step());
    write(g, top, 3, "return " + returned(moment.total()));
    write(g, top, 4, "action " + action(moment));
    for (int k = 0; k < legend.size(); k++) {
      key(g, top, legend.get(k), cells.get(cells.size() - legend.size() + k));
    }
    g.dispose();
  }

  private static String returned(double total) {
    String exact = String.format(Locale.ROOT, "%.2f", total);
    String shorter = exact.endsWith(".00") ? exact.substring(0, exact.length() - 3) : exact;
    return shorter.length() <= RETURN_DIGITS ? shorter : String.format(Locale.ROOT, "%.2e", total);
  }

  private String action(Moment moment) {
    return moment.action() == null ? "-" : ActionText.of(moment.action(), actions);
  }

  private void write(Graphics2D g, int top, int place, String text) {
    Cell cell = cells.get(place);
    if (cell.letters > 0) {
      write(g, top, cell, text, null);
    }
  }

  private void key(Graphics2D g, int top, Renderable.Key key, Cell cell) {
    write(g, top, cell, "  " + key.name(), key.color());
  }

  /// @param square its colour, in place of the first letter; null for none
  private void write(Graphics2D g, int top, Cell cell, String text, @Nullable Color square) {
    int x = letter / 2 + cell.column * letter;
    double bottom = top + (cell.line + 1) * LINE * letter - MARGIN * letter;
    if (square != null) {
      g.setColor(square);
      g.fillRect(x, (int) Math.rint(bottom) - letter, letter, letter);
    }
    Graphics2D pen = (Graphics2D) g.create();
    Sketch sketch = new Sketch(pen, 1, x, bottom);
    Lettering.write(sketch, Sketch.WHITE, 0, 0, letter, written(text, cell.letters));
    pen.dispose();
  }

  /// The text in capitals, cut where it is too long; `-` stands for what cannot be written.
  private static String written(String text, int most) {
    String capitals = text.toUpperCase(Locale.ROOT);
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < Math.min(most, capitals.length()); i++) {
      char glyph = capitals.charAt(i);
      written.append(Lettering.has(glyph) ? glyph : '-');
    }
    return written.toString();
  }
}
