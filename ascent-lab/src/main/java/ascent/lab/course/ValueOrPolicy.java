package ascent.lab.course;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.distribution.ActionDistribution.Categorical;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.envs.RockPaperScissors;
import ascent.envs.ShortCorridor;
import ascent.lab.exact.ExactPolicy;
import ascent.lab.exact.TabularTask;
import ascent.lab.exact.TabularTasks;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.policy.NetworkConfig;
import ascent.rng.Rng;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Where a value-based policy cannot go. ε-greedy Q-learning takes its best action with probability
/// 1 − ε/2 (of two) or 1 − 2ε/3 (of three), whatever it learns; the best policy of these two games
/// is random. On the corridor of three cells that look the same (Sutton and Barto 2018, example
/// 13.1) the exact return of every policy is known, and drawn.
public final class ValueOrPolicy implements Lesson {
  private static final double LEVEL = 0.95;
  private static final double EPSILON = 0.1;
  private static final double STEP_SIZE = 0.1; // of Q-learning
  private static final double GAMMA = 0.99; // of Q-learning
  private static final int STEPS = 100_000;
  private static final double BEST_P = 0.5857864376269049; // 2 − √2
  private static final double BEST_RETURN = -11.65685424949238; // −(6 + 4√2)
  private static final float[] OBSERVATION = {1};
  private static final Supplier<Env> GAME = RockPaperScissors::new;
  private static final Supplier<Env> CORRIDOR = ShortCorridor::new;

  private static final PPOConfig SETTINGS =
      PPOConfig.DEFAULT
          .withRolloutSteps(128)
          .withBatchSize(1_024)
          .withEpochs(4)
          .withGamma(1)
          .withGaeLambda(1)
          .withLearningRate(Schedule.linear(0.02f, 0))
          .withNetwork(
              NetworkConfig.DEFAULT.withPolicyLayers(List.of()).withValueLayers(List.of()));

  /// A run of one seed.
  ///
  /// @param learnedP probability of going right that the policy gradient learned
  /// @param greedyP that of ε-greedy Q-learning
  /// @param learnedGame return of the policy gradient in the game
  /// @param learningGame that of ε-greedy Q-learning in its last tenth, while it goes on learning
  /// @param frozenGame that of the policy that it ends with
  private record Seed(
      double learnedP,
      double greedyP,
      double learnedGame,
      double learningGame,
      double frozenGame) {}

  @Override
  public String name() {
    return "value-or-policy";
  }

  @Override
  public String summary() {
    return "ε-greedy Q-learning against the policy gradient where the best policy is random.";
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
    List<Seed> seeds =
        run.forEachSeed(seed -> {
          Seed result = learn(seed);
          run.progress().accept("seed " + seed);
          return result;
        });
    double[] learned = seeds.stream().mapToDouble(s -> exactReturn(s.learnedP)).toArray();
    double[] greedy = seeds.stream().mapToDouble(s -> exactReturn(s.greedyP)).toArray();
    double[] p = seeds.stream().mapToDouble(Seed::learnedP).toArray();
    double[] learnedGame = seeds.stream().mapToDouble(Seed::learnedGame).toArray();
    double[] learningGame = seeds.stream().mapToDouble(Seed::learningGame).toArray();
    double[] frozenGame = seeds.stream().mapToDouble(Seed::frozenGame).toArray();
    List<Row> rows =
        List.of(
            new Row(
                "corridor: probability of right, policy gradient", "0.59", Texts.mean(LEVEL, p)),
            new Row("corridor: its exact return", "−11.66", Texts.mean(LEVEL, learned)),
            new Row(
                "corridor: exact return of ε-greedy Q-learning, ε = 0.1",
                "−44 or −82",
                Texts.mean(LEVEL, greedy)),
            new Row("rock, paper, scissors: policy gradient", "0", Texts.mean(LEVEL, learnedGame)),
            new Row(
                "rock, paper, scissors: ε-greedy Q-learning, going on learning",
                "–",
                Texts.mean(LEVEL, learningGame)),
            new Row(
                "rock, paper, scissors: the policy that Q-learning ends with",
                "about −89",
                Texts.mean(LEVEL, frozenGame)));
    double worst = Arrays.stream(learned).min().orElseThrow();
    double best = Arrays.stream(greedy).max().orElseThrow();
    double frozen = Arrays.stream(frozenGame).max().orElseThrow();
    double lead = mean(learnedGame) - mean(learningGame);
    List<Check> checks =
        List.of(
            new Check(
                "the policy gradient's exact return in the corridor is at least −12, on every seed",
                worst >= -12,
                Values.text(worst)),
            new Check(
                "no seed of Q-learning returns more than −40 there",
                best <= -40,
                Values.text(best)),
            new Check(
                "in rock, paper, scissors the policy that Q-learning ends with returns at most −80,"
                    + " on every seed",
                frozen <= -80,
                Values.text(frozen)),
            new Check(
                "the policy gradient is ahead of Q-learning that goes on learning by at least 5",
                lead >= 5,
                Values.text(lead)));
    return new LessonResult(
        rows,
        checks,
        picture(seeds),
        Map.of(
            "right",
            p,
            "corridor",
            learned,
            "corridor_q",
            greedy,
            "game",
            learnedGame,
            "game_q_learning",
            learningGame,
            "game_q_frozen",
            frozenGame));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static Seed learn(long seed) {
    Agent corridor = train(CORRIDOR, SETTINGS, seed);
    Agent game =
        train(GAME, SETTINGS.withGamma(0.99f).withGaeLambda(0.95f).withEntCoef(0.2f), seed);
    QLearning onCorridor = new QLearning(CORRIDOR.get(), seed);
    onCorridor.play(STEPS, true);
    QLearning inGame = new QLearning(GAME.get(), seed);
    inGame.play(STEPS * 9 / 10, true);
    double right = onCorridor.best() == 1 ? 1 - EPSILON / 2 : EPSILON / 2;
    return new Seed(
        ((Categorical) corridor.distribution(OBSERVATION)).probabilities().get(1),
        right,
        game.evaluate(GAME, 200, seed, false, 100).meanReturn(),
        100 * inGame.play(STEPS / 10, true),
        100 * inGame.play(STEPS / 10, false));
  }

  private static Agent train(Supplier<Env> env, PPOConfig settings, long seed) {
    return Trainers.oneThread(env, settings, seed).envs(8).train(STEPS).agent();
  }

  /// The exact return of the corridor's policy that goes right with probability p.
  private static double exactReturn(double p) {
    TabularTask task = TabularTasks.find("aliased-corridor", 1, 1, 1);
    return new ExactPolicy(task, new double[] {0, StrictMath.log(p / (1 - p))}).objective();
  }

  /// Tabular Q-learning (Watkins 1989) on one observation, ε-greedy.
  private static final class QLearning {
    private final Env env;
    private final Rng rng;
    private final Action action;
    private final float[] obs = new float[1];
    private final float[] chosen = new float[1];
    private final double[] q;
    private final long seed;
    private int episode;

    QLearning(Env env, long seed) {
      this.env = env;
      this.seed = seed;
      rng = Rng.stream(seed, "epsilon-greedy");
      action = new Action(env.actionSpace());
      q = new double[env.actionSpace().features()];
      reset();
    }

    private void reset() {
      env.reset(Rng.stream(seed, "q-learning", episode++), obs);
    }

    int best() {
      int best = 0;
      for (int a = 1; a < q.length; a++) {
        best = q[a] > q[best] ? a : best;
      }
      return best;
    }

    /// Plays some steps, ε-greedily.
    ///
    /// @param learns whether Q changes
    /// @return the mean reward of a step
    double play(int steps, boolean learns) {
      double sum = 0;
      for (int t = 0; t < steps; t++) {
        int a = rng.nextDouble() < EPSILON ? rng.nextInt(q.length) : best();
        chosen[0] = a;
        action.set(chosen, 0);
        Step step = env.step(action, obs);
        double next = step.terminated() ? 0 : GAMMA * q[best()];
        q[a] += learns ? STEP_SIZE * (step.reward() + next - q[a]) : 0;
        sum += step.reward();
        if (step.terminated() || step.truncated()) {
          reset();
        }
      }
      return sum / steps;
    }
  }

  /// The exact return of every policy of the corridor, and where the runs ended.
  private static Picture picture(List<Seed> seeds) {
    List<Double> x = new ArrayList<>();
    List<Estimate> y = new ArrayList<>();
    for (int i = 4; i <= 96; i++) {
      x.add(i / 100.0);
      y.add(value(exactReturn(i / 100.0)));
    }
    List<Curve> curves = new ArrayList<>();
    curves.add(new Curve("exact return", 1, x, y));
    double learned = seeds.stream().mapToDouble(Seed::learnedP).average().orElseThrow();
    curves.add(point("policy gradient", learned));
    curves.add(point("ε-greedy, right", 1 - EPSILON / 2));
    curves.add(point("ε-greedy, left", EPSILON / 2));
    return new CurvePlot(
            "A corridor of three cells that look the same",
            "the best policy goes right with probability %s and returns %s"
                .formatted(Values.text(BEST_P), Values.text(BEST_RETURN)),
            "probability of going right",
            "expected return",
            curves,
            Double.NaN)
        .picture(Texts.SIZE);
  }

  private static Curve point(String label, double p) {
    return new Curve(label, 1, List.of(p), List.of(value(exactReturn(p))));
  }

  private static Estimate value(double value) {
    return new Estimate(value, Double.NaN, Double.NaN);
  }
}
