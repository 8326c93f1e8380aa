package ascent.study.plot;

import ascent.study.action.ActionHistory.Quantiles;
import ascent.study.plot.Axes.Axis;
import ascent.study.plot.Canvas.Pen;
import ascent.study.plot.Canvas.Point;
import java.util.ArrayList;
import java.util.List;

/// A fan of quantiles: the median, and around it a band for each pair of quantiles.
record FanPanel(Quantiles quantiles) implements ActionPanel {
  private static final double BAND = 0.25; // opacity
  private static final double FAR = 3; // ranges of the quantiles; bounds farther off are left out

  @Override
  public Axis axis() {
    double low = quantiles.values().stream().mapToDouble(List::getFirst).min().orElseThrow();
    double high = quantiles.values().stream().mapToDouble(List::getLast).max().orElseThrow();
    double far = FAR * (high - low);
    boolean near = quantiles.low() > low - far && quantiles.high() < high + far;
    return new Axis(
            quantiles.name(),
            near ? Math.min(low, quantiles.low()) : low,
            near ? Math.max(high, quantiles.high()) : high)
        .padded();
  }

  @Override
  public void draw(Canvas canvas, Axes axes, List<Double> x) {
    Pen dashed = new Pen(Ink.MUTED, 1, List.of(5.0, 4.0));
    for (double bound : List.of(quantiles.low(), quantiles.high())) {
      if (bound > axes.y().low() && bound < axes.y().high()) {
        canvas.line(List.of(axes.at(x.getFirst(), bound), axes.at(x.getLast(), bound)), dashed);
      }
    }
    int levels = Quantiles.LEVELS.size();
    for (int level = 0; level < levels / 2; level++) {
      List<Point> outline = line(axes, x, level);
      outline.addAll(line(axes, x, levels - 1 - level).reversed());
      canvas.area(outline, Ink.BLUE, BAND);
    }
    canvas.line(line(axes, x, levels / 2), new Pen(Ink.BLUE, 2));
  }

  private List<Point> line(Axes axes, List<Double> x, int level) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      int point = Math.min(i, quantiles.points() - 1);
      points.add(axes.at(x.get(i), quantiles.values().get(point).get(level)));
    }
    return points;
  }
}
