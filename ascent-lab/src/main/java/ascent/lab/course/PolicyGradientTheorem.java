package ascent.lab.course;

import ascent.lab.estimator.BaselineTerm;
import ascent.lab.estimator.EstimatorLab;
import ascent.lab.estimator.EstimatorReport;
import ascent.lab.estimator.EstimatorSettings;
import ascent.lab.estimator.EstimatorSettings.Knob;
import ascent.lab.estimator.Estimators;
import ascent.lab.estimator.TabularProblem;
import ascent.lab.exact.ExactPolicy;
import ascent.lab.exact.TabularTasks;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.rng.Rng;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import ascent.study.stats.StudentInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The policy gradient theorem with REINFORCE of this library against the exact ∇J of random MDPs,
/// each seed another one: what the factor γᵗ is for, what a baseline adds and saves, and how the
/// variance grows with the length of an episode and with the rewards.
public final class PolicyGradientTheorem implements Lesson {
  private static final double LEVEL = 0.95;
  private static final int EPISODES = 8;
  private static final EstimatorSettings SETTINGS =
      EstimatorSettings.DEFAULT.with(Knob.EPISODES, EPISODES).withReplicates(192);
  private static final List<Integer> LENGTHS = List.of(8, 16, 32, 64, 128);
  private static final List<String> GROWING =
      List.of("reinforce-episode", "reinforce", "reinforce-value");
  private static final List<String> GROWING_NAMES =
      List.of("return of the episode", "reward-to-go", "reward-to-go − V");
  private static final double PEAKED = 1.5; // spread of the logits where baselines are compared

  /// What a seed measured.
  ///
  /// @param covered share of components whose interval holds ∇J, with γᵗ
  /// @param bias without γᵗ, relative to ‖∇J‖
  /// @param exactBias the same, exactly
  /// @param ofState share of components in which E\[∇log π b(s)\] may be 0
  /// @param ofAction the same of b(s,a)
  /// @param savings variance with no baseline, the mean and V, divided by that with the optimal one
  /// @param logVariance log₂ of the variance for each of GROWING and LENGTHS
  /// @param ofRewards exponent of the variance in the scale of rewards
  private record Seed(
      double covered,
      double bias,
      double exactBias,
      double ofState,
      double ofAction,
      double[] savings,
      double[][] logVariance,
      double ofRewards) {}

  @Override
  public String name() {
    return "policy-gradient-theorem";
  }

  @Override
  public String summary() {
    return "REINFORCE against the exact gradient: γᵗ, baselines, and what makes the variance grow.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("001", "002", "003");
  }

  @Override
  public int seeds() {
    return 20;
  }

  @Override
  public LessonResult run(LessonRun run) {
    List<Seed> seeds =
        run.forEachSeed(seed -> {
          Seed measured = measure(seed);
          run.progress().accept("seed " + seed);
          return measured;
        });
    Estimate[] growth = new Estimate[GROWING.size()];
    for (int i = 0; i < growth.length; i++) {
      int at = i;
      growth[i] = over(seeds, s -> slope(s.logVariance[at]));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("bias", over(seeds, Seed::bias));
    data.put("exact_bias", over(seeds, Seed::exactBias));
    data.put("growth", growth);
    return new LessonResult(rows(seeds, growth), checks(seeds, growth), picture(seeds), data);
  }

  private static Seed measure(long seed) {
    EstimatorSettings at = SETTINGS.withSeed(seed);
    TabularProblem problem = at.problem();
    EstimatorLab lab = new EstimatorLab(problem, at.replicates(), seed);
    double[] ofState = new double[problem.task().parameters()];
    double[] ofAction = new double[ofState.length];
    Rng rng = Rng.stream(seed, "baseline");
    int actions = problem.task().actions();
    for (int i = 0; i < ofState.length; i++) {
      ofState[i] = i % actions == 0 ? 5 * rng.normal() : ofState[i - 1];
      ofAction[i] = rng.normal();
    }
    return new Seed(
        measure(lab, at, "reinforce").covered(),
        measure(lab, at, "reinforce-undiscounted").relative().bias().value(),
        exactBias(problem.exact()),
        BaselineTerm.measure(lab, ofState, EPISODES, 1).covered(),
        BaselineTerm.measure(lab, ofAction, EPISODES, 1).covered(),
        savings(seed),
        growth(seed),
        ofRewards(at));
  }

  private static EstimatorReport measure(EstimatorLab lab, EstimatorSettings at, String name) {
    return lab.measure(Estimators.named(List.of(name), at, lab.problem()).getFirst(), 1);
  }

  /// ‖Σ η π A − ∇J‖ / ‖∇J‖.
  private static double exactBias(ExactPolicy exact) {
    double[] gradient = exact.gradient();
    double[] undiscounted = exact.undiscountedGradient();
    double square = 0;
    double norm = 0;
    for (int i = 0; i < gradient.length; i++) {
      square += (undiscounted[i] - gradient[i]) * (undiscounted[i] - gradient[i]);
      norm += gradient[i] * gradient[i];
    }
    return Math.sqrt(square / norm);
  }

  /// On a contextual bandit, where the optimal baseline is known, with a policy that has
  /// favourites.
  private static double[] savings(long seed) {
    TabularProblem problem =
        TabularProblem.random(TabularTasks.find("bandit", 1, 1, seed), PEAKED, 0, seed);
    EstimatorLab lab = new EstimatorLab(problem, SETTINGS.replicates(), seed);
    double best = measure(lab, SETTINGS, "reinforce-optimal").variance().value();
    double[] savings = new double[3];
    List<String> others = List.of("reinforce", "reinforce-mean", "reinforce-value");
    for (int i = 0; i < savings.length; i++) {
      savings[i] = measure(lab, SETTINGS, others.get(i)).variance().value() / best;
    }
    return savings;
  }

  private static double[][] growth(long seed) {
    double[][] log = new double[GROWING.size()][LENGTHS.size()];
    for (int t = 0; t < LENGTHS.size(); t++) {
      EstimatorSettings at =
          SETTINGS
              .withTask("chain")
              .withSeed(seed)
              .withReplicates(64)
              .with(Knob.GAMMA, 1)
              .with(Knob.CRITIC_ERROR, 0)
              .with(Knob.HORIZON, LENGTHS.get(t));
      EstimatorLab lab = new EstimatorLab(at.problem(), at.replicates(), seed);
      for (int i = 0; i < GROWING.size(); i++) {
        log[i][t] = log2(measure(lab, at, GROWING.get(i)).variance().value());
      }
    }
    return log;
  }

  private static double ofRewards(EstimatorSettings at) {
    double[] log = new double[2];
    for (int i = 0; i < log.length; i++) {
      EstimatorSettings scaled = at.with(Knob.REWARD_SCALE, i == 0 ? 1 : 8);
      EstimatorLab lab = new EstimatorLab(scaled.problem(), at.replicates(), at.seed());
      log[i] = log2(measure(lab, scaled, "reinforce").variance().value());
    }
    return (log[1] - log[0]) / 3; // 8 = 2³
  }

  private static double log2(double x) {
    return StrictMath.log(x) / StrictMath.log(2);
  }

  /// The least-squares slope of log₂ variance over log₂ length; lengths are powers of two in a row.
  private static double slope(double[] y) {
    double middle = (y.length - 1) / 2.0;
    double products = 0;
    double squares = 0;
    for (int t = 0; t < y.length; t++) {
      products += (t - middle) * y[t];
      squares += (t - middle) * (t - middle);
    }
    return products / squares;
  }

  private static Estimate over(List<Seed> seeds, ToDoubleFunction<Seed> measure) {
    return StudentInterval.ofMean(LEVEL, seeds.stream().mapToDouble(measure).toArray());
  }

  private static Estimate saving(List<Seed> seeds, int other) {
    return over(seeds, s -> s.savings[other]);
  }

  private static List<Row> rows(List<Seed> seeds, Estimate[] growth) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        row(
            "with γᵗ: share of ∇J's components in their 99 % intervals",
            "99 %", over(seeds, Seed::covered)));
    rows.add(row("without γᵗ: bias / ‖∇J‖", "unbiased", over(seeds, Seed::bias)));
    rows.add(row("the same, exactly", "–", over(seeds, Seed::exactBias)));
    rows.add(
        row(
            "E[∇log π b(s)]: share of components that may be 0",
            "99 %",
            over(seeds, Seed::ofState)));
    rows.add(row("E[∇log π b(s,a)]: the same", "–", over(seeds, Seed::ofAction)));
    rows.add(row("variance without baseline / with the optimal one", "–", saving(seeds, 0)));
    rows.add(row("variance with the mean return / with the optimal one", "–", saving(seeds, 1)));
    rows.add(row("variance with V(s) / with the optimal one", "1, V is optimal", saving(seeds, 2)));
    List<String> claims = List.of("3", "3", "2");
    for (int i = 0; i < growth.length; i++) {
      rows.add(
          row(
              "exponent of the variance in the length: " + GROWING_NAMES.get(i),
              claims.get(i),
              growth[i]));
    }
    rows.add(
        row("exponent of the variance in the scale of rewards", "2", over(seeds, Seed::ofRewards)));
    return rows;
  }

  private static Row row(String what, String claim, Estimate measured) {
    return new Row(what, claim, Texts.estimate(measured));
  }

  private static List<Check> checks(List<Seed> seeds, Estimate[] growth) {
    Estimate covered = over(seeds, Seed::covered);
    Estimate bias = over(seeds, Seed::bias);
    Estimate exact = over(seeds, Seed::exactBias);
    Estimate ofState = over(seeds, Seed::ofState);
    Estimate ofAction = over(seeds, Seed::ofAction);
    Estimate rewards = over(seeds, Seed::ofRewards);
    double least =
        Arrays.stream(new int[] {0, 1, 2})
            .mapToDouble(i -> saving(seeds, i).value())
            .min()
            .orElse(0);
    boolean grows = near(growth[0], 3, 0.3) && near(growth[1], 3, 0.3) && near(growth[2], 2, 0.3);
    return List.of(
        new Check(
            "with γᵗ the intervals hold 97 to 100 % of the components",
            covered.value() >= 0.97, Values.text(covered.value())),
        new Check(
            "without γᵗ the bias is the exact one, within 0.1",
            near(bias, exact.value(), 0.1) && exact.value() > 0.1,
            Values.text(bias.value()) + ", exactly " + Values.text(exact.value())),
        new Check(
            "a baseline of the state adds nothing, one of the action does",
            ofState.value() >= 0.97 && ofAction.value() < 0.7,
            Values.text(ofState.value()) + " and " + Values.text(ofAction.value())),
        new Check(
            "no baseline, the mean and V have more variance than the optimal baseline",
            least > 1,
            "at least " + Values.text(least) + " times as much"),
        new Check(
            "the variance grows with the length to the power 3, and 2 with V, within 0.3: T terms ∇log π, each times a return that grows with T, or without its mean with √T",
            grows,
            Values.text(growth[0].value())
                + ", "
                + Values.text(growth[1].value())
                + " and "
                + Values.text(growth[2].value())),
        new Check(
            "it grows with the square of the rewards, within 0.001",
            near(rewards, 2, 0.001),
            Values.text(rewards.value())));
  }

  private static boolean near(Estimate e, double value, double tolerance) {
    return Math.abs(e.value() - value) <= tolerance;
  }

  private static Picture picture(List<Seed> seeds) {
    List<Double> x = LENGTHS.stream().map(length -> log2(length)).toList();
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < GROWING.size(); i++) {
      List<Estimate> y = new ArrayList<>();
      for (int t = 0; t < LENGTHS.size(); t++) {
        int estimator = i;
        int length = t;
        y.add(over(seeds, s -> s.logVariance[estimator][length]));
      }
      curves.add(new Curve(GROWING_NAMES.get(i), seeds.size(), x, y));
    }
    return new CurvePlot(
            "Variance of REINFORCE's gradient against the length of an episode",
            "%d episodes an estimate; mean of %d seeds and its 95 %% interval"
                .formatted(EPISODES, seeds.size()),
            "log₂ of the steps of an episode",
            "log₂ of the variance",
            curves,
            Double.NaN)
        .picture(Texts.SIZE);
  }
}
