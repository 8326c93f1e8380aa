package ascent.lab.course;

import ascent.algo.PPOConfig;
import ascent.env.Env;
import ascent.envs.CartPole;
import ascent.lab.estimator.AdvantageErrors;
import ascent.lab.estimator.EstimatorLab;
import ascent.lab.estimator.EstimatorSettings;
import ascent.lab.estimator.EstimatorSettings.Knob;
import ascent.lab.estimator.Estimators;
import ascent.lab.estimator.TabularProblem;
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
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Statements of the tutorials that hold only under a condition, each measured with the condition
/// and without it.
public final class Claims implements Lesson {
  private static final int WINDOW = 100;
  private static final double CLIP = 0.2; // ε of PPO
  private static final double HIGH_KL = 0.02;
  private static final Supplier<Env> CART_POLE = CartPole::new;
  private static final Supplier<Env> THRESHOLD = Threshold::new;

  private static final EstimatorSettings ADVANTAGES =
      EstimatorSettings.DEFAULT.with(Knob.HORIZON, 20);
  private static final EstimatorSettings CHAIN =
      EstimatorSettings.DEFAULT
          .withTask("chain")
          .with(Knob.HORIZON, 32)
          .with(Knob.GAMMA, 1)
          .with(Knob.EPISODES, 8)
          .withReplicates(128);
  private static final double USUAL = 8; // the mean reward-to-go on the chain
  private static final double PEAKED = 1.5; // spread of a bandit's logits

  private static final PPOConfig PPO = PPOConfig.DEFAULT.withRolloutSteps(128).withBatchSize(256);
  private static final Setting CAREFUL =
      Setting.ofSteps("careful", CART_POLE, PPO.withEpochs(4), 50_000).withEnvs(8);
  private static final Setting BOLD =
      CAREFUL.with("bold", PPO.withEpochs(20).withLearningRate(1e-2f));
  private static final Setting EDGE =
      Setting.ofSteps("threshold", THRESHOLD, PPO.withLearningRate(3e-3f), 30_000).withEnvs(8);

  /// What a seed measured.
  ///
  /// @param ofTrue bias of the TD error with the true V, as a share of the advantage
  /// @param ofErring with a V that errs by half its deviation
  /// @param value variance with V(s) as the baseline, divided by that with the optimal one
  /// @param usual variance with the usual return as a constant baseline, divided by that without
  /// @param large with five times that
  /// @param careful KL and return of a training with a low rate
  /// @param bold with a high rate
  /// @param edge mean return of the last episodes where the reward has no slope
  private record Seed(
      double ofTrue,
      double ofErring,
      double value,
      double usual,
      double large,
      WithKl careful,
      WithKl bold,
      double edge) {}

  /// A training and the divergence of its updates.
  ///
  /// @param above share of the updates whose approx_kl is above 0.02
  /// @param last mean return of the last episodes
  private record WithKl(double above, double last) {}

  @Override
  public String name() {
    return "claims";
  }

  @Override
  public String summary() {
    return "Statements of the tutorials that hold under a condition, with it and without.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("000", "001", "002", "003");
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public LessonResult run(LessonRun run) {
    List<Seed> seeds =
        run.forEachSeed(seed -> {
          Seed measured = measure(seed);
          run.progress().accept("seed " + seed);
          return measured;
        });
    double[] slopes = ClippedObjective.slopes(1, 0.5, 1, 1.5);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("seeds", seeds);
    data.put("slopes", slopes);
    return new LessonResult(rows(seeds, slopes), checks(seeds, slopes), picture(), data);
  }

  private static Seed measure(long seed) {
    EstimatorSettings at = ADVANTAGES.withSeed(seed);
    return new Seed(
        tdBias(at.with(Knob.CRITIC_ERROR, 0)),
        tdBias(at),
        valueAgainstOptimal(seed),
        constant(USUAL, seed),
        constant(5 * USUAL, seed),
        withKl(CAREFUL, seed),
        withKl(BOLD, seed),
        EDGE.train(seed).last(WINDOW));
  }

  private static double tdBias(EstimatorSettings at) {
    return AdvantageErrors.measure(at.problem(), List.of(0.0), at.seed()).getFirst().bias();
  }

  /// On a contextual bandit with a policy that has favourites.
  private static double valueAgainstOptimal(long seed) {
    TabularProblem problem =
        TabularProblem.random(TabularTasks.find("bandit", 1, 1, seed), PEAKED, 0, seed);
    EstimatorLab lab = new EstimatorLab(problem, 2 * CHAIN.replicates(), seed);
    return variance(lab, "reinforce-value") / variance(lab, "reinforce-optimal");
  }

  /// With a critic that says the same number everywhere.
  private static double constant(double baseline, long seed) {
    TabularProblem chain = CHAIN.withSeed(seed).problem();
    double[] critic = new double[chain.critic().length];
    Arrays.fill(critic, baseline);
    EstimatorLab lab = new EstimatorLab(chain.withCritic(critic), CHAIN.replicates(), seed);
    return variance(lab, "reinforce-critic") / variance(lab, "reinforce");
  }

  private static double variance(EstimatorLab lab, String name) {
    return lab.measure(Estimators.named(List.of(name), CHAIN, lab.problem()).getFirst(), 1)
        .variance()
        .value();
  }

  private static WithKl withKl(Setting setting, long seed) {
    var divergences = new Divergences();
    Training training = setting.train(seed, divergences);
    return new WithKl(divergences.above(), training.last(WINDOW));
  }

  /// Notes approx_kl of every update.
  private static final class Divergences implements Listener {
    private final List<Double> kl = new ArrayList<>();

    @Override
    public void updated(Run run, Metrics metrics) {
      kl.add(metrics.get("train/approx_kl"));
    }

    double above() {
      return kl.stream().mapToDouble(value -> value > HIGH_KL ? 1 : 0).average().orElseThrow();
    }
  }

  private static double[] each(List<Seed> seeds, ToDoubleFunction<Seed> number) {
    return seeds.stream().mapToDouble(number).toArray();
  }

  private static Row row(String what, String claim, double... values) {
    return new Row(what, claim, Texts.medianAndRange(values));
  }

  private static List<Row> rows(List<Seed> seeds, double... slopes) {
    return List.of(
        row("bias of the TD error with the true V", "unbiased", each(seeds, Seed::ofTrue)),
        row("… with a V that errs by half", "unbiased", each(seeds, Seed::ofErring)),
        new Row(
            "A = 1: slope of PPO's objective at r = 0.5; 1; 1.5",
            "0; 1; 0: r is clipped to [1, 1 + ε]",
            Texts.list(slopes)),
        row("variance with V(s) / with the optimal baseline", "1", each(seeds, Seed::value)),
        row(
            "variance with the usual return as a constant baseline / without",
            "below 1",
            each(seeds, Seed::usual)),
        row("… with five times that", "below 1", each(seeds, Seed::large)),
        row(
            "PPO with rate 3e-4, 4 epochs: share of updates with approx_kl > 0.02",
            "–",
            each(seeds, s -> s.careful.above)),
        row("… last 100 returns", "–", each(seeds, s -> s.careful.last)),
        row(
            "PPO with rate 1e-2, 20 epochs: share of updates with approx_kl > 0.02",
            "rate too high",
            each(seeds, s -> s.bold.above)),
        row("… last 100 returns", "–", each(seeds, s -> s.bold.last)),
        row(
            "PPO where the reward has no slope: share of rewards won",
            "needs reparameterisation",
            each(seeds, Seed::edge)));
  }

  private static double median(List<Seed> seeds, ToDoubleFunction<Seed> number) {
    return Texts.median(each(seeds, number));
  }

  private static List<Check> checks(List<Seed> seeds, double... slopes) {
    double exact = median(seeds, Seed::ofTrue);
    double erring = median(seeds, Seed::ofErring);
    double value = median(seeds, Seed::value);
    double usual = median(seeds, Seed::usual);
    double large = median(seeds, Seed::large);
    double bold = median(seeds, s -> s.bold.last);
    double careful = median(seeds, s -> s.careful.last);
    double above = median(seeds, s -> s.bold.above);
    double edge = Arrays.stream(each(seeds, Seed::edge)).min().orElseThrow();
    boolean clipsAbove = Math.abs(slopes[2]) < 1e-6;
    boolean openBelow = Math.abs(slopes[0] - 1) < 1e-6;
    return List.of(
        new Check(
            "the TD error is unbiased with the true V alone: with one that errs its bias is ten times as large",
            erring > 10 * exact,
            Texts.list(exact, erring)),
        new Check(
            "for A > 0 PPO's objective has no slope above 1 + ε, but all of it below 1 − ε",
            clipsAbove && openBelow,
            Texts.list(slopes)),
        new Check(
            "V(s) is not the optimal baseline: the variance is at least 2 % higher, in the median",
            value >= 1.02, Values.text(value)),
        new Check(
            "a constant baseline reduces the variance if it is near the usual return, and doubles it at five times that",
            usual < 1 && large > 2,
            Texts.list(usual, large)),
        new Check(
            "the rate whose approx_kl is above 0.02 in 5 % of the updates or more returns at least 100 more",
            above >= 0.05 && bold - careful >= 100, Texts.list(above, careful, bold)),
        new Check(
            "PPO needs no derivative by the action: it wins 0.95 of the rewards on every seed",
            edge >= 0.95,
            Values.text(edge)));
  }

  /// PPO's objective min(r A, clip(r) A), from the library's slopes, beside r A.
  private static Picture picture() {
    double[] ratios = new double[121];
    Arrays.setAll(ratios, i -> 0.4 + 0.01 * i);
    List<Double> x = Arrays.stream(ratios).boxed().toList();
    return Texts.plot(
        "PPO's clipped objective",
        "summed up from the slopes that the library uses; ε = " + Values.text(CLIP),
        "ratio r = π / π_old",
        "objective",
        List.of(
            new Curve("A = 1", 1, x, objective(1, ratios)),
            new Curve("A = −1", 1, x, objective(-1, ratios))));
  }

  /// The integral of the slopes, by the trapezoidal rule, which is A at r = 1.
  private static List<Estimate> objective(double advantage, double... ratios) {
    double[] slopes = ClippedObjective.slopes(advantage, ratios);
    double[] sum = new double[ratios.length];
    int one = 0;
    for (int i = 1; i < ratios.length; i++) {
      sum[i] = sum[i - 1] + (ratios[i] - ratios[i - 1]) * (slopes[i] + slopes[i - 1]) / 2;
      one = ratios[i] <= 1.001 ? i : one;
    }
    double shift = advantage - sum[one];
    return Arrays.stream(sum).mapToObj(value -> Texts.point(value + shift)).toList();
  }
}
