package ascent.lab.course;

import ascent.agent.Agent;
import ascent.algo.A2CConfig;
import ascent.algo.AlgorithmConfig;
import ascent.algo.OneStepActorCriticConfig;
import ascent.algo.ReinforceConfig;
import ascent.algo.ReinforceConfig.Baseline;
import ascent.algo.ReinforceConfig.Reduction;
import ascent.algo.ReinforceConfig.Standardize;
import ascent.distribution.ActionDistribution.Categorical;
import ascent.env.Env;
import ascent.envs.tabular.TabularEnv;
import ascent.envs.tabular.TabularSolver;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.policy.NetworkConfig;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
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
import java.util.concurrent.Callable;

/// A task without end, [Counter]: one-step actor-critic learns from every step; REINFORCE waits for
/// an end that does not come, unless what it sees is cut into pieces. The exact discounted return
/// of every policy is known.
public final class Continuing implements Lesson {
  private static final long STEPS = 40_000;
  private static final int POINTS = 40; // of a curve
  private static final double GAMMA = 0.99;
  private static final int HORIZON = 2_000; // γʰ is below 1e-8
  private static final Counter COUNTER = new Counter(10);
  private static final TabularSolver SOLVER = TabularSolver.discounted(COUNTER, GAMMA);

  private static final NetworkConfig TABLE =
      NetworkConfig.DEFAULT.withPolicyLayers(List.of()).withValueLayers(List.of());

  private static final A2CConfig ONE_STEP =
      Tutorial.ONE_STEP.withNetwork(TABLE).withLearningRate(3e-3f).withVfCoef(1f);

  /// Of episodes that would be longer than all that is trained.
  private static final ReinforceConfig WHOLE =
      Tutorial.REINFORCE
          .withStandardizeReturns(Standardize.NONE)
          .withBaseline(Baseline.VALUE)
          .withReduction(Reduction.MEAN)
          .withNetwork(TABLE)
          .withLearningRate(1e-2f)
          .withValueLearningRate(1e-1f)
          .withRolloutSteps((int) STEPS);

  private static final List<String> NAMES =
      List.of(
          "one-step actor-critic",
          "REINFORCE, whole episodes",
          "REINFORCE, cut every 20 steps",
          "… with V beyond the cut");
  private static final List<AlgorithmConfig> CONFIGS =
      List.of(
          new OneStepActorCriticConfig(ONE_STEP),
          WHOLE,
          WHOLE.withRolloutSteps(20),
          WHOLE.withRolloutSteps(20).withBootstrap(true));

  /// A training: the exact return of the policy after each fortieth.
  private record Trained(double[] returns, long updates) {
    double last() {
      return returns[returns.length - 1];
    }
  }

  /// Evaluates the policy at equal distances.
  private static final class Noted implements Listener {
    private final double[] returns = new double[POINTS];
    private int next; // of returns
    private long updates;

    @Override
    public void started(Run run) {
      Arrays.fill(returns, exact(run.agent()));
    }

    @Override
    public void updated(Run run, Metrics metrics) {
      updates++;
      while (next < POINTS && run.steps() >= STEPS * (next + 1) / POINTS) {
        Arrays.fill(returns, next, POINTS, exact(run.agent()));
        next++;
      }
    }
  }

  private static Env env() {
    return new TabularEnv(COUNTER, 0);
  }

  @Override
  public String name() {
    return "continuing";
  }

  @Override
  public String summary() {
    return "A task without end: one-step actor-critic, and REINFORCE that waits for one.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("003");
  }

  @Override
  public int seeds() {
    return 5;
  }

  /// The discounted return of a policy.
  private static double exact(Agent agent) {
    double[] policy = new double[COUNTER.states() * COUNTER.actions()];
    for (int s = 0; s < COUNTER.states(); s++) {
      Categorical actions = (Categorical) agent.distribution(new float[] {s});
      for (int a = 0; a < COUNTER.actions(); a++) {
        policy[s * COUNTER.actions() + a] = actions.probabilities().get(a);
      }
    }
    return SOLVER.expected(SOLVER.values(policy, HORIZON));
  }

  private static Trained train(int setting, long seed) {
    var noted = new Noted();
    Setting.ofSteps(NAMES.get(setting), Continuing::env, CONFIGS.get(setting), STEPS)
        .train(seed, noted);
    return new Trained(noted.returns, noted.updates);
  }

  @Override
  public LessonResult run(LessonRun run) {
    List<Callable<Trained>> tasks = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      for (long seed : run.eachSeed()) {
        int setting = i;
        tasks.add(() -> train(setting, seed));
      }
    }
    List<Trained> all = run.all(tasks);
    List<List<Trained>> runs = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      runs.add(all.subList(i * run.seeds(), (i + 1) * run.seeds()));
    }
    double best = SOLVER.expected(SOLVER.optimalValues(HORIZON));
    double[] half = new double[COUNTER.states() * COUNTER.actions()];
    Arrays.fill(half, 0.5);
    double random = SOLVER.expected(SOLVER.values(half, HORIZON));
    List<Row> rows = new ArrayList<>();
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i < NAMES.size(); i++) {
      double[] last = runs.get(i).stream().mapToDouble(Trained::last).toArray();
      rows.add(
          new Row(
              "%s: discounted return, %,d updates"
                  .formatted(NAMES.get(i), runs.get(i).getFirst().updates),
              i == 0 ? "works for continuing tasks" : "–",
              Texts.medianAndRange(last)));
      data.put(NAMES.get(i), last);
    }
    rows.add(new Row("random actions", "–", Values.text(random)));
    rows.add(new Row("the best policy", "–", Values.text(best)));
    data.put("best", best);
    return new LessonResult(rows, checks(runs, random, best), picture(runs, best), data);
  }

  private static double[] last(List<Trained> runs) {
    return runs.stream().mapToDouble(Trained::last).toArray();
  }

  private static List<Check> checks(List<List<Trained>> runs, double random, double best) {
    double worst = Arrays.stream(last(runs.getFirst())).min().orElseThrow();
    double whole = Texts.median(last(runs.get(1)));
    double cut = Texts.median(last(runs.get(2)));
    double beyond = Texts.median(last(runs.get(3)));
    double gap = best - random;
    return List.of(
        new Check(
            "one-step actor-critic closes 80 % of the gap between random and best, on every seed",
            worst - random >= 0.8 * gap, Values.text((worst - random) / gap)),
        new Check(
            "REINFORCE on whole episodes makes one update, and closes less than half of it",
            runs.get(1).getFirst().updates == 1 && whole - random < 0.5 * gap,
            Values.text((whole - random) / gap)),
        new Check(
            "where a cut counts as the end it ends below random",
            cut < random,
            Texts.list(cut, random)),
        new Check(
            "with V beyond the cut it closes at least 60 %",
            beyond - random >= 0.6 * gap, Values.text((beyond - random) / gap)));
  }

  private static Picture picture(List<List<Trained>> runs, double best) {
    List<Double> x = new ArrayList<>();
    for (int point = 1; point <= POINTS; point++) {
      x.add((double) STEPS * point / POINTS);
    }
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      List<Estimate> y = new ArrayList<>();
      for (int point = 0; point < POINTS; point++) {
        int at = point;
        y.add(Texts.range(runs.get(i).stream().mapToDouble(t -> t.returns[at]).toArray()));
      }
      curves.add(new Curve(NAMES.get(i), runs.get(i).size(), x, y));
    }
    return new CurvePlot(
            "A counter that never closes",
            "exact discounted return of the policy: median of %d seeds, and all; dashed: the best"
                .formatted(runs.getFirst().size()),
            "steps",
            "discounted return",
            curves,
            best)
        .picture(Texts.SIZE);
  }
}
