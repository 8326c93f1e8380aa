package ascent.lab.course;

import ascent.lab.estimator.AdvantageErrors;
import ascent.lab.estimator.EstimatorSettings;
import ascent.lab.estimator.EstimatorSettings.Knob;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import ascent.study.stats.StudentInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Bias and variance of the advantages of GAE(λ) (Schulman et al. 2016) as λ goes from 0 to 1,
/// against the exact advantages of random MDPs, each seed another one. The critic's errors have
/// half the standard deviation of V; once more with the exact critic.
public final class GeneralizedAdvantage implements Lesson {
  private static final double LEVEL = 0.95;
  private static final List<Double> LAMBDAS = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0);
  private static final EstimatorSettings SETTINGS =
      EstimatorSettings.DEFAULT.with(Knob.HORIZON, 20);

  /// The errors of a seed at each λ.
  ///
  /// @param given with the critic that errs
  /// @param exact with the true V
  private record Seed(List<AdvantageErrors> given, List<AdvantageErrors> exact) {}

  @Override
  public String name() {
    return "gae";
  }

  @Override
  public String summary() {
    return "GAE: bias and variance of the advantage as λ goes from 0 to 1, against the exact one.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("003");
  }

  @Override
  public int seeds() {
    return 10;
  }

  @Override
  public LessonResult run(LessonRun run) {
    List<Seed> seeds =
        run.forEachSeed(seed -> {
          EstimatorSettings at = SETTINGS.withSeed(seed);
          return new Seed(
              AdvantageErrors.measure(at.problem(), LAMBDAS, seed),
              AdvantageErrors.measure(at.with(Knob.CRITIC_ERROR, 0).problem(), LAMBDAS, seed));
        });
    List<Estimate> bias = atEach(seeds, AdvantageErrors::bias);
    List<Estimate> deviation = atEach(seeds, AdvantageErrors::deviation);
    List<Estimate> error = atEach(seeds, AdvantageErrors::error);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < LAMBDAS.size(); i++) {
      rows.add(
          new Row(
              "λ = %s: bias; deviation; error".formatted(Values.text(LAMBDAS.get(i))),
              claim(LAMBDAS.get(i)),
              "%s; %s; %s"
                  .formatted(
                      Texts.estimate(bias.get(i)),
                      Texts.estimate(deviation.get(i)),
                      Texts.estimate(error.get(i)))));
    }
    double[] exact = seeds.stream().mapToDouble(s -> s.exact.getFirst().bias()).toArray();
    rows.add(new Row("λ = 0 with the exact critic: bias", "0", Texts.mean(LEVEL, exact)));
    return new LessonResult(
        rows,
        checks(bias, deviation, error, StudentInterval.ofMean(LEVEL, exact)),
        picture(seeds),
        Map.of("lambda", LAMBDAS, "bias", bias, "deviation", deviation, "error", error));
  }

  private static String claim(double lambda) {
    return lambda == 0
        ? "low variance, high bias"
        : lambda == 1 ? "high variance, no bias" : lambda == 0.95 ? "the usual choice" : "–";
  }

  private static List<Estimate> atEach(
      List<Seed> seeds, ToDoubleFunction<AdvantageErrors> measure) {
    List<Estimate> estimates = new ArrayList<>();
    for (int i = 0; i < LAMBDAS.size(); i++) {
      int at = i;
      estimates.add(over(seeds, s -> measure.applyAsDouble(s.given.get(at))));
    }
    return estimates;
  }

  private static List<Check> checks(
      List<Estimate> bias, List<Estimate> deviation, List<Estimate> error, Estimate exact) {
    double first = bias.getFirst().value();
    double last = bias.getLast().value();
    boolean falls = true;
    boolean rises = true;
    int best = 0;
    for (int i = 1; i < LAMBDAS.size(); i++) {
      falls &= i > 5 || bias.get(i).value() < bias.get(i - 1).value();
      rises &= deviation.get(i).value() > deviation.get(i - 1).value();
      best = error.get(i).value() < error.get(best).value() ? i : best;
    }
    return List.of(
        new Check(
            "the bias falls from λ = 0 to 0.9, and at λ = 1 is below a quarter of that at 0",
            falls && last < first / 4,
            Values.text(first) + " to " + Values.text(last)),
        new Check(
            "the deviation rises with λ",
            rises,
            Values.text(deviation.getFirst().value())
                + " to "
                + Values.text(deviation.getLast().value())),
        new Check(
            "with the exact critic the TD error, λ = 0, has a bias below a tenth of that",
            exact.value() < first / 10,
            Values.text(exact.value())),
        new Check(
            "the error is least below λ = 1",
            best < LAMBDAS.size() - 1,
            "at λ = " + Values.text(LAMBDAS.get(best))));
  }

  /// Bias and deviation fall and rise by so much that each is drawn as a share of its largest
  /// value.
  private static Picture picture(List<Seed> seeds) {
    List<Estimate> bias = new ArrayList<>();
    List<Estimate> deviation = new ArrayList<>();
    for (int i = 0; i < LAMBDAS.size(); i++) {
      int at = i;
      bias.add(over(seeds, s -> s.given.get(at).bias() / s.given.getFirst().bias()));
      deviation.add(over(seeds, s -> s.given.get(at).deviation() / s.given.getLast().deviation()));
    }
    int n = seeds.size();
    return new CurvePlot(
            "GAE(λ) against the exact advantage",
            "mean of %d random MDPs and its 95 %% interval".formatted(n),
            "λ",
            "share of the value at λ = 0 (bias) or 1 (deviation)",
            List.of(
                new Curve("bias", n, LAMBDAS, bias), new Curve("deviation", n, LAMBDAS, deviation)),
            Double.NaN)
        .picture(Texts.SIZE);
  }

  private static Estimate over(List<Seed> seeds, ToDoubleFunction<Seed> measure) {
    return StudentInterval.ofMean(LEVEL, seeds.stream().mapToDouble(measure).toArray());
  }
}
