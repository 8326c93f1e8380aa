package ascent.lab.course;

import ascent.algo.ReinforceConfig;
import ascent.algo.ReinforceConfig.Baseline;
import ascent.algo.ReinforceConfig.Standardize;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.envs.SimpleCartPole;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.nn.Activation;
import ascent.nn.Init;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.rng.Rng;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// REINFORCE as written from scratch in tutorial 000: one hidden layer, plain gradient ascent, the
/// episode's mean return as baseline, on a cart and pole with linear dynamics. The task is a weak
/// test: a policy that draws its actions uniformly is as good as what is learned first.
public final class ReinforceFromScratch implements Lesson {
  private static final int EPISODES = 600;
  private static final int WINDOW = 30; // of the picture
  private static final int EARLY = 50; // episodes
  private static final int RANDOM_EPISODES = 1_000;
  private static final Supplier<Env> CART_POLE = SimpleCartPole::new;

  private static final ReinforceConfig TUTORIAL =
      ReinforceConfig.DEFAULT
          .withRolloutEpisodes(1)
          .withBaseline(Baseline.MEAN_RETURN)
          .withStandardizeAdvantages(Standardize.NONE)
          .withBootstrap(false)
          .withLearningRate(3e-3f)
          .withOptimizer(OptimizerConfig.DEFAULT.withOptimizer(OptimizerConfig.Kind.SGD))
          .withNetwork(
              new NetworkConfig(
                  List.of(), List.of(32), List.of(), Activation.RELU, Init.HE_NORMAL));

  private static final List<Setting> SETTINGS =
      List.of(Setting.ofEpisodes("REINFORCE", CART_POLE, TUTORIAL, EPISODES));

  @Override
  public String name() {
    return "reinforce-from-scratch";
  }

  @Override
  public String summary() {
    return "REINFORCE from scratch on a linear cart and pole, and what that test is worth.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("000");
  }

  @Override
  public int seeds() {
    return 10;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, SETTINGS);
    double[] early = trained.values(0, t -> t.meanLength(0, EARLY));
    double[] late = trained.values(0, t -> t.meanLength(EPISODES - EARLY, EPISODES));
    double random = randomLength();
    double gain = mean(late) - mean(early);
    List<Row> rows =
        List.of(
            new Row(
                "mean length of the first 50 episodes", "143 (its code)", Texts.mean(0.95, early)),
            new Row("mean length of the last 50 of 600", "185 (its code)", Texts.mean(0.95, late)),
            new Row("mean length with uniformly random actions", "160", Values.text(random)),
            new Row("the longest episode", "200", "200"));
    List<Check> checks =
        List.of(
            new Check(
                "the last 50 episodes are at least 15 steps longer than the first 50, on average",
                gain >= 15,
                Values.text(gain)),
            new Check(
                "uniformly random actions last at least three quarters of the longest episode",
                random >= 150,
                Values.text(random)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("early", early);
    data.put("late", late);
    data.put("random", random);
    return new LessonResult(rows, checks, picture(trained), data);
  }

  /// The length of every episode of the first seed, its running mean, and that of all seeds.
  private static Picture picture(Trainings trained) {
    Training first = trained.runs().getFirst().getFirst();
    List<Double> x = new ArrayList<>();
    List<Estimate> each = new ArrayList<>();
    List<Estimate> mean = new ArrayList<>();
    List<Estimate> all = new ArrayList<>();
    for (int episode = 1; episode <= EPISODES; episode++) {
      int end = episode;
      int start = Math.max(0, end - WINDOW);
      x.add((double) end);
      each.add(point(first.meanLength(end - 1, end)));
      mean.add(point(first.meanLength(start, end)));
      all.add(Texts.range(trained.values(0, t -> t.meanLength(start, end))));
    }
    int seeds = trained.runs().getFirst().size();
    return new CurvePlot(
            "REINFORCE on a linear cart and pole",
            "length of every episode and mean of the last %d; the band holds all %d seeds"
                .formatted(WINDOW, seeds),
            "episodes",
            "steps",
            List.of(
                new Curve("seed 1: every episode", 1, x, each),
                new Curve("seed 1: mean of %d".formatted(WINDOW), 1, x, mean),
                new Curve("median of the seeds", seeds, x, all)),
            Double.NaN)
        .picture(Texts.SIZE);
  }

  private static Estimate point(double value) {
    return new Estimate(value, Double.NaN, Double.NaN);
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /// The mean length of episodes whose actions are drawn uniformly.
  private static double randomLength() {
    Env env = CART_POLE.get();
    Action action = new Action(env.actionSpace());
    float[] obs = new float[env.observationSpace().size()];
    float[] chosen = new float[1];
    long steps = 0;
    for (int episode = 0; episode < RANDOM_EPISODES; episode++) {
      Rng rng = Rng.stream(1, "random-actions", episode);
      env.reset(Rng.stream(1, "random-episodes", episode), obs);
      boolean over = false;
      while (!over) {
        chosen[0] = rng.nextInt(2);
        action.set(chosen, 0);
        Step step = env.step(action, obs);
        over = step.terminated() || step.truncated();
        steps++;
      }
    }
    return (double) steps / RANDOM_EPISODES;
  }
}
