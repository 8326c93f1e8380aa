package ascent.lab.course;

import ascent.algo.ReinforceConfig;
import ascent.algo.ReinforceConfig.Baseline;
import ascent.algo.ReinforceConfig.Reduction;
import ascent.algo.ReinforceConfig.ReturnOf;
import ascent.algo.ReinforceConfig.Standardize;
import ascent.env.Env;
import ascent.envs.CartPole;
import ascent.lab.estimator.EstimatorLab;
import ascent.lab.estimator.EstimatorSettings;
import ascent.lab.estimator.EstimatorSettings.Knob;
import ascent.lab.estimator.Estimators;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.policy.NetworkConfig;
import ascent.study.plot.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// REINFORCE on CartPole-v1 with the return of the whole episode, with the reward-to-go, and with
/// three baselines (exercise 4.1 of tutorial 003, and the bonus exercise of 002); and the variance
/// of their gradients on a chain, where it can be measured.
public final class Baselines implements Lesson {
  private static final int EPISODES = 500;
  private static final int WINDOW = 100;
  private static final Supplier<Env> CART_POLE = CartPole::new;

  /// One episode an update, nothing standardised, so that the return alone makes the difference.
  private static final ReinforceConfig TO_GO =
      Tutorial.REINFORCE
          .withStandardizeReturns(Standardize.NONE)
          .withReduction(Reduction.MEAN)
          .withValueLearningRate(3e-3f)
          .withNetwork(NetworkConfig.DEFAULT);

  private static final Setting FIRST =
      Setting.ofEpisodes(
          "return of the episode", CART_POLE, TO_GO.withReturns(ReturnOf.EPISODE), EPISODES);

  private static final List<Setting> SETTINGS =
      List.of(
          FIRST,
          FIRST.with("reward-to-go", TO_GO),
          FIRST.with("− its mean", TO_GO.withBaseline(Baseline.MEAN_RETURN)),
          FIRST.with("− a moving average", TO_GO.withBaseline(Baseline.MOVING_AVERAGE)),
          FIRST.with("− V(s)", TO_GO.withBaseline(Baseline.VALUE)));

  private static final int TO_GO_ALONE = 1; // settings
  private static final int VALUE = 4;

  /// The same in the laboratory. V is the true one there.
  private static final List<String> ESTIMATORS =
      List.of(
          "reinforce-episode",
          "reinforce",
          "reinforce-mean",
          "reinforce-average",
          "reinforce-value");

  private static final EstimatorSettings CHAIN =
      EstimatorSettings.DEFAULT
          .withTask("chain")
          .with(Knob.HORIZON, 32)
          .with(Knob.GAMMA, 1)
          .with(Knob.EPISODES, 8)
          .withReplicates(128);

  @Override
  public String name() {
    return "baselines";
  }

  @Override
  public String summary() {
    return "REINFORCE with no baseline, three baselines and two returns: curves and variances.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("001", "002", "003");
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, SETTINGS);
    List<double[]> variances = run.forEachSeed(Baselines::variances);
    List<Row> rows = new ArrayList<>();
    Map<String, Object> data = new LinkedHashMap<>(trained.last(WINDOW));
    for (int i = 0; i < SETTINGS.size(); i++) {
      rows.add(
          new Row(
              SETTINGS.get(i).label() + ": last 100 of 500",
              i == VALUE ? "478.9" : "–",
              Texts.medianAndRange(trained.values(i, t -> t.last(WINDOW)))));
    }
    for (int i = 0; i < SETTINGS.size(); i++) {
      int at = i;
      double[] each = variances.stream().mapToDouble(v -> v[at]).toArray();
      rows.add(
          new Row(
              SETTINGS.get(i).label() + ": variance on a chain, reward-to-go = 1",
              "–",
              Texts.medianAndRange(each)));
      data.put("variance, " + SETTINGS.get(i).label(), each);
    }
    return new LessonResult(
        rows,
        checks(trained, variances),
        trained.byEpisodes("REINFORCE on CartPole-v1 with and without a baseline", WINDOW),
        data);
  }

  /// Variances of the gradient, divided by that of the reward-to-go.
  private static double[] variances(long seed) {
    EstimatorSettings at = CHAIN.withSeed(seed);
    EstimatorLab lab = new EstimatorLab(at.problem(), at.replicates(), seed);
    double[] variances =
        Estimators.named(ESTIMATORS, at, lab.problem()).stream()
            .mapToDouble(estimator -> lab.measure(estimator, 1).variance().value())
            .toArray();
    double unit = variances[TO_GO_ALONE];
    for (int i = 0; i < variances.length; i++) {
      variances[i] /= unit;
    }
    return variances;
  }

  private static List<Check> checks(Trainings trained, List<double[]> variances) {
    double episode = trained.medianOfLast(0, WINDOW);
    double toGo = trained.medianOfLast(TO_GO_ALONE, WINDOW);
    double value = trained.medianOfLast(VALUE, WINDOW);
    double[] ofEpisode = variances.stream().mapToDouble(v -> v[0]).toArray();
    double[] ofValue = variances.stream().mapToDouble(v -> v[VALUE]).toArray();
    return List.of(
        new Check(
            "the reward-to-go returns at least 50 more than the return of the episode, V(s) at least 100 more again",
            toGo - episode >= 50 && value - toGo >= 100,
            Texts.list(episode, toGo, value)),
        new Check(
            "with V(s) the median of the last 100 of 500 episodes is at least 450",
            value >= 450,
            Values.text(value)),
        new Check(
            "on the chain the return of the episode has at least 1.5 times the variance of the reward-to-go, V(s) at most a fifth",
            Texts.median(ofEpisode) >= 1.5 && Texts.median(ofValue) <= 0.2,
            Texts.list(Texts.median(ofEpisode), Texts.median(ofValue))));
  }
}
