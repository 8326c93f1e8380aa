package ascent.study.plot;

import ascent.config.Check;
import ascent.study.action.ActionHistory;
import ascent.study.action.ActionHistory.Choice;
import ascent.study.action.ActionHistory.Part;
import ascent.study.action.ActionHistory.Quantiles;
import ascent.study.plot.Axes.Axis;
import ascent.study.plot.Axes.Frame;
import ascent.study.plot.Canvas.Anchor;
import ascent.study.plot.Canvas.Face;
import ascent.study.plot.Canvas.Point;
import java.util.ArrayList;
import java.util.List;

/// A diagram of the actions of a run over its steps, with a panel for each number of an action: the
/// shares of its options, stacked, or a fan of its quantiles. At most [#MOST_PANELS] panels are
/// drawn.
///
/// @param title first line
/// @param history of at least one point
public record ActionPlot(String title, ActionHistory history) {
  /// The greatest number of panels.
  public static final int MOST_PANELS = 12;

  private static final int ONE_COLUMN = 3; // panels in one column at most
  private static final int COLUMNS = 3;
  private static final int WIDTH = 800;
  private static final int HEIGHT = 480;
  private static final int PANEL_HEIGHT = 170;
  private static final double SIDE = 16;
  private static final double BELOW = 24; // labels of the horizontal axis
  private static final double NAME = 28; // of the horizontal axis, below its labels
  private static final double GAP = 14; // between panels

  public ActionPlot {
    Check.that(!history.steps().isEmpty(), "history", "empty", "of at least one point");
  }

  /// A size with room for all panels.
  public Picture.Size size() {
    double rows = Math.ceilDiv(shown().size(), columns());
    return new Picture.Size(
        WIDTH, Math.max(HEIGHT, (int) (Heading.HEIGHT + rows * PANEL_HEIGHT + NAME)));
  }

  /// The picture of it.
  public Picture picture(Picture.Size size) {
    return new Picture(size, title, canvas -> draw(canvas, size));
  }

  private List<Part> shown() {
    List<Part> parts = history.parts();
    return parts.subList(0, Math.min(parts.size(), MOST_PANELS));
  }

  private int columns() {
    int n = shown().size();
    return n <= ONE_COLUMN ? 1 : n <= 2 * ONE_COLUMN ? 2 : COLUMNS;
  }

  /// What the diagram shows.
  private String subtitle() {
    List<String> what = new ArrayList<>();
    List<Part> shown = shown();
    if (shown.stream().anyMatch(Choice.class::isInstance)) {
      what.add("share of each action");
    }
    if (shown.getLast() instanceof Quantiles last) {
      String of =
          history.parts().getFirst() instanceof Choice
              ? last.name() + " of the action taken, "
              : "";
      what.add(of + "median, middle 50 % and 90 %");
      if (of.isEmpty() && shown.stream().anyMatch(ActionPlot::isBounded)) {
        what.add("dashed: bounds");
      }
    }
    int all = history.parts().size();
    if (all > shown.size()) {
      what.add("the first %d of %d panels".formatted(shown.size(), all));
    }
    return "Actions taken in training: " + String.join("; ", what);
  }

  private static boolean isBounded(Part part) {
    return part instanceof Quantiles q && Double.isFinite(q.low()) && Double.isFinite(q.high());
  }

  private void draw(Canvas canvas, Picture.Size size) {
    new Heading(title, subtitle()).draw(canvas, SIDE, size.width() - 2 * SIDE);
    List<ActionPanel> panels = panels();
    double labels = panels.stream().mapToDouble(panel -> panel.room(canvas)).max().orElseThrow();
    int rows = Math.ceilDiv(panels.size(), columns());
    double width = (size.width() - 2 * SIDE + GAP) / columns();
    double height = (size.height() - Heading.HEIGHT - NAME) / rows;
    for (int i = 0; i < panels.size(); i++) {
      double left = SIDE / 2 + i % columns() * width;
      double top = Heading.HEIGHT + Math.floorDiv(i, columns()) * height;
      double bottom = top + height - BELOW;
      Axis y = panels.get(i).axis();
      Frame frame =
          new Frame(
              left + Axes.roomLeft(canvas, y, bottom - top),
              top + GAP / 2,
              left + SIDE / 2 + width - GAP - labels,
              bottom);
      List<Double> steps = steps();
      Axes axes = new Axes(new Axis("", steps.getFirst(), steps.getLast()), y, frame);
      axes.draw(canvas, left);
      panels.get(i).draw(canvas, axes, steps);
    }
    canvas.text(
        "environment steps",
        new Point(size.width() / 2.0, size.height() - Axes.SMALL),
        new Face(Ink.TEXT, Axes.SMALL, Anchor.MIDDLE));
  }

  private List<ActionPanel> panels() {
    return shown().stream().map(ActionPlot::panel).toList();
  }

  private static ActionPanel panel(Part part) {
    return switch (part) {
      case Choice choice -> new SharesPanel(choice);
      case Quantiles quantiles -> new FanPanel(quantiles);
    };
  }

  /// The steps at the points; a single point is drawn from the start on.
  private List<Double> steps() {
    List<Double> steps = history.steps().stream().map(Long::doubleValue).toList();
    return steps.size() == 1 ? List.of(0.0, steps.getFirst()) : steps;
  }
}
