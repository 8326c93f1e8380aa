package ascent.lab.estimator;

import ascent.config.Check;
import ascent.lab.estimator.EstimatorSettings.Knob;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.IntervalPlot;
import ascent.study.plot.Picture;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Reports of several estimators at several values of one setting.
///
/// @param settings that do not change
/// @param knob the setting that does
/// @param points a list of reports for each of its values
public record EstimatorSweep(EstimatorSettings settings, Knob knob, List<Point> points) {
  private static final Picture.Size SIZE = new Picture.Size(800, 480);
  private static final int WIDTH = 800;

  /// The reports at one value.
  ///
  /// @param value of the setting
  /// @param reports one of each estimator, in the same order at every value
  public record Point(double value, List<EstimatorReport> reports) {
    public Point {
      reports = List.copyOf(reports);
    }
  }

  /// What is drawn.
  public enum Measure {
    BIAS,
    VARIANCE,
    MSE,
    COSINE;

    /// This measure of a report, in units of ‖∇J‖ where it has any.
    public Estimate of(EstimatorReport report) {
      EstimatorReport relative = report.relative();
      return switch (this) {
        case BIAS -> relative.bias();
        case VARIANCE -> relative.variance();
        case MSE -> relative.meanSquaredError();
        case COSINE -> relative.cosine();
      };
    }

    private String title() {
      return switch (this) {
        case BIAS -> "bias / ‖∇J‖";
        case VARIANCE -> "variance / ‖∇J‖²";
        case MSE -> "mean squared error / ‖∇J‖²";
        case COSINE -> "cosine to ∇J";
      };
    }
  }

  public EstimatorSweep {
    points = List.copyOf(points);
    Check.that(!points.isEmpty(), "values", points, "at least one");
  }

  /// Measures estimators.
  ///
  /// @param names of estimators; none for all
  /// @param threads at least 1
  /// @param progress told a line when an estimator is done
  /// @throws IllegalArgumentException if a name is unknown
  public static EstimatorSweep run(
      Plan plan, List<String> names, int threads, Consumer<String> progress) {
    List<Point> points = new ArrayList<>();
    for (double value : plan.values) {
      EstimatorSettings at = plan.settings.with(plan.knob, value);
      TabularProblem problem = at.problem();
      List<Estimator> estimators =
          names.isEmpty() ? Estimators.all(at, problem) : Estimators.named(names, at, problem);
      EstimatorLab lab = new EstimatorLab(problem, at.replicates(), at.seed());
      List<EstimatorReport> reports = new ArrayList<>();
      for (Estimator estimator : estimators) {
        reports.add(lab.measure(estimator, threads));
        progress.accept(estimator.name() + ", " + name(plan.knob) + " " + label(value));
      }
      points.add(new Point(value, reports));
    }
    return new EstimatorSweep(plan.settings, plan.knob, points);
  }

  /// What is varied.
  ///
  /// @param settings that do not change
  /// @param knob the setting that does
  /// @param values its values, ascending
  public record Plan(EstimatorSettings settings, Knob knob, List<Double> values) {
    public Plan {
      values = List.copyOf(values);
      Check.that(!values.isEmpty(), "values", values, "at least one");
      for (int i = 0; i < values.size(); i++) {
        settings.with(knob, values.get(i));
        boolean ascends = i == 0 || values.get(i - 1) < values.get(i);
        Check.that(ascends, "values", values, "ascending");
      }
    }
  }

  /// The knob's name on the command line, such as `clip-range`.
  public static String name(Knob knob) {
    return knob.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String label(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /// A diagram of one measure: a curve per estimator over the values, or, of a single value, a row
  /// per estimator. Estimators without the measure are left out.
  ///
  /// @throws IllegalArgumentException if none has it
  public Picture picture(Measure measure) {
    String title = "Gradient estimates on " + settings.task() + ": " + measure.title();
    String subtitle = "%d estimates each, 95 %% intervals".formatted(settings.replicates());
    if (points.size() == 1) {
      return new IntervalPlot(title, subtitle, measure.title(), rows(measure), Double.NaN)
          .picture(WIDTH);
    }
    return new CurvePlot(title, subtitle, name(knob), measure.title(), curves(measure), Double.NaN)
        .picture(SIZE);
  }

  private List<IntervalPlot.Row> rows(Measure measure) {
    List<IntervalPlot.Row> rows = new ArrayList<>();
    for (EstimatorReport report : points.getFirst().reports) {
      Estimate e = measure.of(report);
      if (Double.isFinite(e.value())) {
        rows.add(
            new IntervalPlot.Row(report.estimator(), List.of(e.low(), e.value(), e.high()), e));
      }
    }
    return rows;
  }

  private List<Curve> curves(Measure measure) {
    List<Curve> curves = new ArrayList<>();
    List<Double> x = points.stream().map(Point::value).toList();
    for (int i = 0; i < points.getFirst().reports.size(); i++) {
      int estimator = i;
      List<Estimate> y =
          points.stream().map(point -> measure.of(point.reports.get(estimator))).toList();
      if (y.stream().allMatch(e -> Double.isFinite(e.value()))) {
        String name = points.getFirst().reports.get(i).estimator();
        curves.add(new Curve(name, settings.replicates(), x, y));
      }
    }
    return curves;
  }
}
