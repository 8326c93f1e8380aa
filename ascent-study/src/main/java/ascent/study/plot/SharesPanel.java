package ascent.study.plot;

import ascent.study.action.ActionHistory.Choice;
import ascent.study.plot.Axes.Axis;
import ascent.study.plot.Canvas.Anchor;
import ascent.study.plot.Canvas.Face;
import ascent.study.plot.Canvas.Pen;
import ascent.study.plot.Canvas.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Shares of options, stacked with option 0 at the bottom, each labelled at its end. Beyond eight
/// options, the seven most frequent ones are drawn, and the others as one.
record SharesPanel(Choice choice) implements ActionPanel {
  private static final int MOST = 8; // colours
  private static final Face LABEL = new Face(Ink.TEXT, Axes.SMALL, Anchor.START);
  private static final double OPACITY = 0.8;
  private static final double GAP = 8; // between the frame and the labels
  private static final double SAMPLE = 10; // edge of the sample of a colour
  private static final double LINE_HEIGHT = 15;

  /// A layer of the stack.
  ///
  /// @param shares at each point
  private record Layer(String label, Fill fill, List<Double> shares) {}

  @Override
  public Axis axis() {
    return new Axis(choice.name() + " share", 0, 1);
  }

  @Override
  public double room(Canvas canvas) {
    double widest =
        layers().stream().mapToDouble(layer -> canvas.width(layer.label, LABEL)).max().orElse(0);
    return widest + 2 * GAP + SAMPLE;
  }

  private List<Layer> layers() {
    int options = choice.options();
    List<Integer> drawn =
        IntStream.range(0, options)
            .boxed()
            .sorted(Comparator.comparingDouble(option -> -total(option)))
            .limit(options <= MOST ? MOST : MOST - 1)
            .sorted()
            .toList();
    List<Layer> layers = new ArrayList<>();
    for (int option : drawn) {
      List<Double> shares = choice.shares().stream().map(point -> point.get(option)).toList();
      layers.add(new Layer(Integer.toString(option), Ink.series(layers.size()), shares));
    }
    if (drawn.size() < options) {
      List<Double> rest =
          IntStream.range(0, choice.points())
              .mapToObj(i -> 1 - layers.stream().mapToDouble(layer -> layer.shares.get(i)).sum())
              .toList();
      layers.add(new Layer(options - drawn.size() + " others", Ink.MUTED, rest));
    }
    return layers;
  }

  private double total(int option) {
    return choice.shares().stream().mapToDouble(point -> point.get(option)).sum();
  }

  @Override
  public void draw(Canvas canvas, Axes axes, List<Double> x) {
    double[] below = new double[x.size()];
    List<Double> wanted = new ArrayList<>();
    List<Layer> layers = layers();
    for (Layer layer : layers) {
      List<Point> outline = line(axes, x, below);
      for (int i = 0; i < below.length; i++) {
        below[i] += layer.shares.get(Math.min(i, choice.points() - 1));
      }
      List<Point> top = line(axes, x, below);
      double middle = (outline.getLast().y() + top.getLast().y()) / 2;
      wanted.add(middle);
      outline.addAll(top.reversed());
      canvas.area(outline, layer.fill, OPACITY);
      canvas.line(top, new Pen(Ink.BACKGROUND, 1));
    }
    labels(canvas, axes, layers, wanted);
  }

  private static List<Point> line(Axes axes, List<Double> x, double[] y) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      points.add(axes.at(x.get(i), y[i]));
    }
    return points;
  }

  private static void labels(Canvas canvas, Axes axes, List<Layer> layers, List<Double> wanted) {
    double right = axes.frame().right();
    double[] places =
        EndLabels.place(wanted, LINE_HEIGHT, axes.frame().top(), axes.frame().bottom());
    for (int i = 0; i < places.length; i++) {
      Fill fill = layers.get(i).fill;
      double x = right + GAP;
      double y = places[i];
      canvas.line(List.of(new Point(right, wanted.get(i)), new Point(x, y)), new Pen(fill, 1));
      canvas.area(
          List.of(
              new Point(x, y - SAMPLE / 2),
              new Point(x + SAMPLE, y - SAMPLE / 2),
              new Point(x + SAMPLE, y + SAMPLE / 2),
              new Point(x, y + SAMPLE / 2)),
          fill,
          OPACITY);
      canvas.text(layers.get(i).label, new Point(x + SAMPLE + 4, y + Axes.SMALL / 3), LABEL);
    }
  }
}
