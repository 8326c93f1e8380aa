package ascent.lab.course;

import ascent.algo.A2CConfig;
import ascent.algo.OneStepActorCriticConfig;
import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.algo.ReinforceConfig.Baseline;
import ascent.algo.ReinforceConfig.Reduction;
import ascent.algo.ReinforceConfig.Standardize;
import ascent.env.Env;
import ascent.envs.CartPole;
import ascent.lab.estimator.EstimatorLab;
import ascent.lab.estimator.EstimatorReport;
import ascent.lab.estimator.EstimatorSettings;
import ascent.lab.estimator.EstimatorSettings.Knob;
import ascent.lab.estimator.Estimators;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.policy.NetworkConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// The five algorithms of the tutorials on one budget of steps, CartPole-v1: what they return, how
/// soon, and how noisy their gradients are.
public final class Compare implements Lesson {
  private static final long STEPS = 100_000;
  private static final int WINDOW = 20; // training episodes
  private static final double THRESHOLD = 400;
  private static final Supplier<Env> CART_POLE = CartPole::new;

  private static final ReinforceConfig REINFORCE =
      Tutorial.REINFORCE
          .withStandardizeReturns(Standardize.NONE)
          .withReduction(Reduction.MEAN)
          .withValueLearningRate(3e-3f)
          .withNetwork(NetworkConfig.DEFAULT);
  private static final A2CConfig A2C =
      Tutorial.A2C.withNetwork(NetworkConfig.DEFAULT).withLearningRate(3e-3f).withEntCoef(0);
  private static final A2CConfig ONE_STEP =
      Tutorial.ONE_STEP.withNetwork(NetworkConfig.DEFAULT).withLearningRate(1e-3f);
  private static final PPOConfig PPO =
      PPOConfig.DEFAULT.withRolloutSteps(128).withBatchSize(128).withLearningRate(1e-3f);

  private static final List<Setting> SETTINGS =
      List.of(
          Setting.ofSteps("REINFORCE", CART_POLE, REINFORCE, STEPS),
          Setting.ofSteps(
              "REINFORCE − V", CART_POLE, REINFORCE.withBaseline(Baseline.VALUE), STEPS),
          Setting.ofSteps("actor-critic", CART_POLE, new OneStepActorCriticConfig(ONE_STEP), STEPS),
          Setting.ofSteps("A2C", CART_POLE, A2C, STEPS).withEnvs(8),
          Setting.ofSteps("PPO", CART_POLE, PPO, STEPS).withEnvs(8));
  private static final int PPO_AT = 4;

  /// Their gradients in the laboratory, all of as many steps.
  private static final List<String> ESTIMATORS =
      List.of("reinforce", "reinforce-critic", "actor-critic", "a2c", "ppo-epoch-1");

  /// Random MDPs, whose episodes have 20 steps on average.
  private static final EstimatorSettings MDP =
      EstimatorSettings.DEFAULT.with(Knob.HORIZON, 20).with(Knob.GAMMA, 1).withReplicates(128);

  /// What 002 and 003 say of them.
  private static final List<String> VARIANCES = List.of("high", "–", "medium", "medium", "low");

  private static final List<String> EFFICIENCIES = List.of("low", "–", "medium", "medium", "high");

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String summary() {
    return "Five algorithms on one budget: return, steps to the threshold, noise of the gradient.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("001", "003");
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, SETTINGS);
    List<List<EstimatorReport>> reports = run.forEachSeed(Compare::reports);
    List<Row> rows = new ArrayList<>();
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i < SETTINGS.size(); i++) {
      String label = SETTINGS.get(i).label();
      double[] steps = trained.values(i, t -> t.firstStep(WINDOW, THRESHOLD, STEPS));
      double[] last = trained.values(i, t -> t.last(WINDOW));
      rows.add(
          new Row(
              "%s: steps until a mean of %.0f".formatted(label, THRESHOLD),
              EFFICIENCIES.get(i) + " efficiency",
              Texts.medianAndRange(steps)));
      rows.add(new Row(label + ": last 20 of 100,000 steps", "–", Texts.medianAndRange(last)));
      data.put(label, last);
    }
    for (int i = 0; i < ESTIMATORS.size(); i++) {
      rows.add(
          new Row(
              SETTINGS.get(i).label() + ": variance / ‖∇J‖²; bias / ‖∇J‖",
              VARIANCES.get(i) + " variance",
              Texts.medianAndRange(each(reports, i, r -> r.variance().value()))
                  + "; "
                  + Texts.medianAndRange(each(reports, i, r -> r.bias().value()))));
    }
    return new LessonResult(
        rows, checks(trained, reports), trained.bySteps("CartPole-v1", WINDOW), data);
  }

  /// In units of ‖∇J‖.
  private static List<EstimatorReport> reports(long seed) {
    EstimatorSettings at = MDP.withSeed(seed);
    EstimatorLab lab = new EstimatorLab(at.problem(), at.replicates(), seed);
    return Estimators.named(ESTIMATORS, at, lab.problem()).stream()
        .map(estimator -> lab.measure(estimator, 1).relative())
        .toList();
  }

  private static double[] each(
      List<List<EstimatorReport>> reports, int estimator, ToDoubleFunction<EstimatorReport> of) {
    return reports.stream().mapToDouble(all -> of.applyAsDouble(all.get(estimator))).toArray();
  }

  private static List<Check> checks(Trainings trained, List<List<EstimatorReport>> reports) {
    double[] steps = new double[SETTINGS.size()];
    double[] variances = new double[SETTINGS.size()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Texts.median(trained.values(i, t -> t.firstStep(WINDOW, THRESHOLD, STEPS)));
      variances[i] = Texts.median(each(reports, i, r -> r.variance().value()));
    }
    double last = trained.medianOfLast(PPO_AT, WINDOW);
    return List.of(
        new Check(
            "PPO's median of the last 20 returns is at least 450", last >= 450, Texts.list(last)),
        new Check(
            "PPO needs at most half the steps of REINFORCE without a baseline",
            steps[PPO_AT] <= steps[0] / 2,
            Texts.list(steps)),
        new Check(
            "a critic reduces the variance, and a TD error more than returns",
            variances[0] > variances[1] && variances[1] > variances[2],
            Texts.list(variances)));
  }
}
