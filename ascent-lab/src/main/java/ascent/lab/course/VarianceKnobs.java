package ascent.lab.course;

import ascent.lab.estimator.EstimatorLab;
import ascent.lab.estimator.EstimatorReport;
import ascent.lab.estimator.EstimatorSettings;
import ascent.lab.estimator.EstimatorSettings.Knob;
import ascent.lab.estimator.Estimators;
import ascent.lab.estimator.TabularProblem;
import ascent.lab.exact.DelayedChoice;
import ascent.lab.exact.TabularTask;
import ascent.lab.exact.TabularTasks;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.study.plot.Curve;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What the variance of a policy gradient depends on: γ, the number of episodes or environments,
/// the entropy of the policy, the return that weighs an action, standardisation; and the delay
/// between a choice and its reward, which is credit assignment.
public final class VarianceKnobs implements Lesson {
  private static final EstimatorSettings SETTINGS =
      EstimatorSettings.DEFAULT.with(Knob.EPISODES, 8).withReplicates(128);
  private static final EstimatorSettings CHAIN =
      SETTINGS.withTask("chain").with(Knob.HORIZON, 32).with(Knob.GAMMA, 1);

  private static final List<Double> DISCOUNTS = List.of(0.5, 0.8, 0.95, 1.0);
  private static final List<Integer> EPISODES = List.of(4, 8, 16, 32, 64);
  private static final List<Double> SPREADS = List.of(0.0, 1.0, 2.0);
  private static final List<Integer> DELAYS = List.of(4, 8, 16, 32, 64);
  private static final double SPREAD = 0.5; // of the logits elsewhere

  /// What a seed measured: variances in units of ‖∇J‖², cosines to ∇J.
  ///
  /// @param ofDiscount variance for each of DISCOUNTS
  /// @param ofEpisodes variance for each of EPISODES
  /// @param ofSpread variance in units of the gradient for each of SPREADS
  /// @param entropy of the policy for each of SPREADS, in nats
  /// @param cosines with the return of the episode, the reward-to-go, and standardised returns
  /// @param ofDelay variance for each of DELAYS, with the reward-to-go
  /// @param ofDelayWithValue with V(s) subtracted
  private record Seed(
      double[] ofDiscount,
      double[] ofEpisodes,
      double[] ofSpread,
      double[] entropy,
      double[] cosines,
      double[] ofDelay,
      double[] ofDelayWithValue) {}

  @Override
  public String name() {
    return "variance-knobs";
  }

  @Override
  public String summary() {
    return "What the variance of a gradient depends on, from γ to the delay of a reward.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("002", "003");
  }

  @Override
  public int seeds() {
    return 10;
  }

  @Override
  public LessonResult run(LessonRun run) {
    List<Seed> seeds =
        run.forEachSeed(seed -> {
          Seed measured = measure(seed);
          run.progress().accept("seed " + seed);
          return measured;
        });
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("seeds", seeds);
    return new LessonResult(rows(seeds), checks(seeds), picture(seeds), data);
  }

  private static Seed measure(long seed) {
    EstimatorSettings at = SETTINGS.withSeed(seed);
    List<String> kinds =
        List.of("reinforce-episode", "reinforce-undiscounted", "reinforce-standardized");
    EstimatorSettings chain = CHAIN.withSeed(seed);
    return new Seed(
        over(DISCOUNTS, gamma -> relative(at.with(Knob.GAMMA, gamma))),
        over(EPISODES, count -> relative(at.with(Knob.EPISODES, count))),
        over(SPREADS, spread -> ofSpread(spread, seed)),
        over(SPREADS, spread -> entropy(bandit(spread, seed))),
        over(kinds, kind -> measure(chain.problem(), chain, kind).cosine().value()),
        over(DELAYS, delay -> ofDelay("reinforce", delay, seed)),
        over(DELAYS, delay -> ofDelay("reinforce-value", delay, seed)));
  }

  private static <T> double[] over(List<T> values, Function<T, Double> measure) {
    return values.stream().mapToDouble(measure::apply).toArray();
  }

  private static EstimatorReport measure(
      TabularProblem problem, EstimatorSettings at, String name) {
    EstimatorLab lab = new EstimatorLab(problem, at.replicates(), at.seed());
    return lab.measure(Estimators.named(List.of(name), at, problem).getFirst(), 1);
  }

  private static double relative(EstimatorSettings at) {
    return measure(at.problem(), at, "reinforce").relative().variance().value();
  }

  private static TabularProblem bandit(double spread, long seed) {
    return TabularProblem.random(TabularTasks.find("bandit", 1, 1, seed), spread, 0, seed);
  }

  /// Of REINFORCE with the true V as its baseline.
  private static double ofSpread(double spread, long seed) {
    EstimatorSettings at = SETTINGS.withSeed(seed);
    return measure(bandit(spread, seed), at, "reinforce-value").variance().value();
  }

  /// The mean over the states, in nats.
  private static double entropy(TabularProblem problem) {
    int states = problem.task().mdp().states();
    double sum = 0;
    for (int s = 0; s < states; s++) {
      for (int a = 0; a < problem.task().actions(); a++) {
        double p = problem.exact().probability(s, a);
        sum -= p * StrictMath.log(p);
      }
    }
    return sum / states;
  }

  private static double ofDelay(String estimator, int delay, long seed) {
    TabularTask task = TabularTask.of("delayed-choice", new DelayedChoice(delay), 1);
    TabularProblem problem = TabularProblem.random(task, SPREAD, 0, seed);
    EstimatorSettings at = CHAIN.withSeed(seed);
    return measure(problem, at, estimator).relative().variance().value();
  }

  private static Estimate at(List<Seed> seeds, Function<Seed, double[]> list, int i) {
    return Texts.range(seeds.stream().mapToDouble(s -> list.apply(s)[i]).toArray());
  }

  private static List<Row> rows(List<Seed> seeds) {
    List<Row> rows = new ArrayList<>();
    String unit = ": variance / ‖∇J‖²";
    for (int i = 0; i < DISCOUNTS.size(); i++) {
      rows.add(row("γ = " + DISCOUNTS.get(i) + unit, "–", at(seeds, Seed::ofDiscount, i)));
    }
    for (int i = 0; i < EPISODES.size(); i++) {
      String what = EPISODES.get(i) + " episodes or environments" + unit;
      rows.add(row(what, "falls", at(seeds, Seed::ofEpisodes, i)));
    }
    for (int i = 0; i < SPREADS.size(); i++) {
      String what =
          "entropy %s: variance".formatted(Values.text(at(seeds, Seed::entropy, i).value()));
      rows.add(row(what, i == 0 ? "the bonus smooths" : "–", at(seeds, Seed::ofSpread, i)));
    }
    List<String> kinds = List.of("return of the episode", "reward-to-go", "standardised");
    for (int i = 0; i < kinds.size(); i++) {
      rows.add(row(kinds.get(i) + ": cosine to ∇J", "–", at(seeds, Seed::cosines, i)));
    }
    for (int i = 0; i < DELAYS.size(); i += DELAYS.size() - 1) {
      String what = "a reward %d steps after the choice".formatted(DELAYS.get(i));
      rows.add(row(what + unit, "grows", at(seeds, Seed::ofDelay, i)));
      rows.add(row(what + ", V(s) subtracted", "–", at(seeds, Seed::ofDelayWithValue, i)));
    }
    return rows;
  }

  private static Row row(String what, String claim, Estimate measured) {
    return new Row(what, claim, Texts.estimate(measured));
  }

  private static List<Check> checks(List<Seed> seeds) {
    double few = at(seeds, Seed::ofEpisodes, 0).value();
    double many = at(seeds, Seed::ofEpisodes, EPISODES.size() - 1).value();
    double[] ofSpread = values(seeds, Seed::ofSpread, SPREADS.size());
    double[] cosines = values(seeds, Seed::cosines, 3);
    double[] delays = values(seeds, Seed::ofDelay, DELAYS.size());
    double[] withValue = values(seeds, Seed::ofDelayWithValue, DELAYS.size());
    int end = DELAYS.size() - 1;
    double[] discounts = values(seeds, Seed::ofDiscount, DISCOUNTS.size());
    return List.of(
        new Check(
            "with γ = 1 the variance is at least twice that with γ = 0.5",
            discounts[DISCOUNTS.size() - 1] >= 2 * discounts[0],
            Texts.list(discounts)),
        new Check(
            "16 times as many episodes have a sixteenth of the variance, within a quarter",
            Math.abs(few / many / 16 - 1) <= 0.25,
            Values.text(few / many)),
        new Check(
            "a policy of low entropy has less variance than one of high entropy",
            ofSpread[0] > ofSpread[SPREADS.size() - 1],
            Texts.list(ofSpread)),
        new Check(
            "the reward-to-go points closer to ∇J than the return of the episode, standardised returns closer still",
            cosines[0] < cosines[1] && cosines[1] < cosines[2],
            Texts.list(cosines)),
        new Check(
            "with 16 times the delay the variance is at least 8 times as large; with V(s) subtracted at most twice",
            delays[end] / delays[0] >= 8 && withValue[end] / withValue[0] <= 2,
            Texts.list(delays[end] / delays[0], withValue[end] / withValue[0])));
  }

  private static double[] values(List<Seed> seeds, Function<Seed, double[]> list, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = at(seeds, list, i).value();
    }
    return values;
  }

  private static Picture picture(List<Seed> seeds) {
    List<Double> x = DELAYS.stream().map(Integer::doubleValue).toList();
    List<Estimate> plain = new ArrayList<>();
    List<Estimate> value = new ArrayList<>();
    for (int i = 0; i < DELAYS.size(); i++) {
      plain.add(at(seeds, Seed::ofDelay, i));
      value.add(at(seeds, Seed::ofDelayWithValue, i));
    }
    int n = seeds.size();
    return Texts.plot(
        "Credit assignment: one choice, and its reward later",
        "variance of REINFORCE's gradient / ‖∇J‖²: median of %d seeds, and all of them"
            .formatted(n),
        "steps between the choice and its reward",
        "variance / ‖∇J‖²",
        List.of(new Curve("reward-to-go", n, x, plain), new Curve("− V(s)", n, x, value)));
  }
}
