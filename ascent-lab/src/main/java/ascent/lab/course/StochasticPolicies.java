package ascent.lab.course;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.distribution.ActionDistribution;
import ascent.distribution.ActionDistribution.Categorical;
import ascent.env.Env;
import ascent.envs.RockPaperScissors;
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
import ascent.study.stats.StudentInterval;
import ascent.train.Listener;
import ascent.train.Run;
import ascent.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Rock, paper, scissors against an opponent who answers the favourite of your last 20 moves
/// ([RockPaperScissors]). A deterministic policy loses nearly every round; the policy gradient with
/// an entropy bonus mixes its moves.
///
/// The policy has three parameters, a logit per move: an observation that is always 1, and no
/// hidden layers.
public final class StochasticPolicies implements Lesson {
  private static final long STEPS = 200_000;
  private static final int ROUNDS = 100;
  private static final int EPISODES = 200; // of an evaluation
  private static final double LEVEL = 0.95;
  private static final float FAST = 0.1f; // a rate that does not decay
  private static final List<String> MOVES = List.of("rock", "paper", "scissors");
  private static final float[] OBSERVATION = {1};
  private static final Supplier<Env> GAME = RockPaperScissors::new;

  private static final PPOConfig SETTINGS =
      PPOConfig.DEFAULT
          .withRolloutSteps(ROUNDS)
          .withBatchSize(8 * ROUNDS)
          .withEpochs(4)
          .withLearningRate(Schedule.linear(0.02f, 0))
          .withEntCoef(0.2f)
          .withNetwork(
              NetworkConfig.DEFAULT.withPolicyLayers(List.of()).withValueLayers(List.of()));

  /// A run of one seed.
  ///
  /// @param steps when the probabilities were noted
  /// @param probabilities of each move then, \[time\]\[3\]
  /// @param mixed mean return of the final policy
  /// @param deterministic mean return of its most probable move
  private record Trained(
      List<Long> steps, List<double[]> probabilities, double mixed, double deterministic) {

    /// The farthest that a probability, averaged over the last quarter of the run, is from ⅓.
    double distance() {
      List<double[]> end = lastQuarter(probabilities);
      double farthest = 0;
      for (int move = 0; move < MOVES.size(); move++) {
        int m = move;
        double mean = end.stream().mapToDouble(p -> p[m]).average().orElseThrow();
        farthest = Math.max(farthest, Math.abs(mean - 1.0 / 3));
      }
      return farthest;
    }
  }

  /// Notes the probabilities of the moves after every iteration.
  private static final class Noted implements Listener {
    private final List<Long> steps = new ArrayList<>();
    private final List<double[]> probabilities = new ArrayList<>();

    @Override
    public void iterated(Run run) {
      steps.add(run.steps());
      probabilities.add(probabilities(run.agent()));
    }
  }

  @Override
  public String name() {
    return "stochastic-policies";
  }

  @Override
  public String summary() {
    return "Rock, paper, scissors: a deterministic policy loses, the policy gradient mixes its"
        + " moves.";
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
    List<Trained> runs =
        run.forEachSeed(seed -> {
          Trained trained = train(seed);
          run.progress().accept("seed " + seed);
          return trained;
        });
    double[] mixed = runs.stream().mapToDouble(Trained::mixed).toArray();
    double[] fixed = runs.stream().mapToDouble(Trained::deterministic).toArray();
    double distance = runs.stream().mapToDouble(Trained::distance).max().orElseThrow();
    double worst = Arrays.stream(mixed).min().orElseThrow();
    double best = Arrays.stream(fixed).max().orElseThrow();
    List<Row> rows =
        List.of(
            new Row(
                "return of the learned policy, 100 rounds",
                "0, at (⅓, ⅓, ⅓)",
                Texts.mean(LEVEL, mixed)),
            new Row("return of its most probable move alone", "–", Texts.mean(LEVEL, fixed)),
            new Row(
                "farthest probability from ⅓, mean of the last quarter",
                "0",
                Values.text(distance) + " (worst seed)"));
    List<Check> checks =
        List.of(
            new Check(
                "the learned policy loses at most 5 of 100 rounds net, on every seed",
                worst >= -5,
                Values.text(worst)),
            new Check(
                "playing its most probable move alone loses at least 90",
                best <= -90,
                Values.text(best)),
            new Check(
                "every probability is within 0.05 of ⅓, averaged over the last quarter",
                distance <= 0.05,
                Values.text(distance)));
    return new LessonResult(
            rows,
            checks,
            picture(runs),
            Map.of("mixed", mixed, "deterministic", fixed, "distance", distance))
        .with("simplex", simplex(runs.getFirst()));
  }

  private static Trained train(long seed) {
    return train(SETTINGS, seed);
  }

  private static Trained train(PPOConfig settings, long seed) {
    Noted noted = new Noted();
    Agent agent =
        Trainer.of(GAME)
            .with(settings)
            .envs(8)
            .seed(seed)
            .threads(1)
            .listen(noted)
            .train(STEPS)
            .agent();
    return new Trained(
        noted.steps,
        noted.probabilities,
        agent.evaluate(GAME, EPISODES, seed, false, ROUNDS).meanReturn(),
        agent.evaluate(GAME, EPISODES, seed, true, ROUNDS).meanReturn());
  }

  /// The way of the probabilities through the triangle of all policies in the last quarter: as in
  /// the lesson, and at a rate that does not decay, without a bonus.
  private static Picture simplex(Trained lesson) {
    Trained fast = train(SETTINGS.withEntCoef(0).withLearningRate(FAST), 1);
    List<double[]> corners =
        List.of(new double[] {1, 0, 0}, new double[] {0, 0, 1}, new double[] {0, 1, 0});
    return Texts.plot(
        "Rock, paper, scissors: the policy in the last quarter, seed 1",
        "all policies are in the triangle: rock on the left, paper on the right, scissors on top",
        "P(paper) + ½ P(scissors)",
        "½ √3 P(scissors)",
        List.of(
            path("rate 0.1, no bonus", lastQuarter(fast.probabilities)),
            path("decaying rate, bonus", lastQuarter(lesson.probabilities)),
            path("two moves alone", corners)));
  }

  private static List<double[]> lastQuarter(List<double[]> all) {
    return all.subList(all.size() * 3 / 4, all.size());
  }

  private static Curve path(String label, List<double[]> probabilities) {
    List<Double> x = new ArrayList<>();
    List<Estimate> y = new ArrayList<>();
    for (double[] p : probabilities) {
      x.add(p[1] + p[2] / 2);
      y.add(Texts.point(StrictMath.sqrt(3) / 2 * p[2]));
    }
    return new Curve(label, 1, x, y);
  }

  private static double[] probabilities(Agent agent) {
    ActionDistribution distribution = agent.distribution(OBSERVATION);
    return ((Categorical) distribution)
        .probabilities().stream().mapToDouble(Float::doubleValue).toArray();
  }

  private static Picture picture(List<Trained> runs) {
    List<Curve> curves = new ArrayList<>();
    List<Double> x = runs.getFirst().steps.stream().map(Long::doubleValue).toList();
    for (int move = 0; move < MOVES.size(); move++) {
      List<Estimate> y = new ArrayList<>();
      for (int i = 0; i < x.size(); i++) {
        int at = i;
        int m = move;
        y.add(
            StudentInterval.ofMean(
                LEVEL, runs.stream().mapToDouble(r -> r.probabilities.get(at)[m]).toArray()));
      }
      curves.add(new Curve(MOVES.get(move), runs.size(), x, y));
    }
    return new CurvePlot(
            "Rock, paper, scissors: probability of each move",
            "mean of %d seeds and its 95 %% interval".formatted(runs.size()),
            "steps",
            "probability",
            curves,
            Double.NaN)
        .picture(Texts.SIZE);
  }
}
