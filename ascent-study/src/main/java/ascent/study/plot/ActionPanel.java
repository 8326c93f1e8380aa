package ascent.study.plot;

import ascent.study.plot.Axes.Axis;
import java.util.List;

/// A panel of an [ActionPlot].
sealed interface ActionPanel permits SharesPanel, FanPanel {
  /// The vertical axis.
  Axis axis();

  /// The room for labels right of the frame.
  default double room(Canvas canvas) {
    return 0;
  }

  /// Draws it within axes that are drawn.
  ///
  /// @param x at the points; two if there is a single point
  void draw(Canvas canvas, Axes axes, List<Double> x);
}
