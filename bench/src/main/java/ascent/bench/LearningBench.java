package ascent.bench;

import static ascent.cli.bench.Figures.text;

import ascent.algo.AlgorithmConfig;
import ascent.cli.bench.Figures;
import ascent.cli.text.Table;
import ascent.collect.Evaluation;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.train.Listener;
import ascent.train.Run;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Trains an algorithm on an environment with several seeds and writes a page with every one of
/// them.
///
/// Arguments: `ALGO ENV`, then `key=value` as [LearningPlan] describes. Without arguments: the
/// pages that are published.
///
/// What to look for: the scores, the steps and the parameters' hashes are the same on every
/// machine; the seconds are this machine's. All seeds run in one JVM, so the first one also waits
/// for the compiler.
public final class LearningBench {
  private static final List<String> PUBLISHED =
      List.of(
          "ppo CartPole-v1 preset=tuned",
          "ppo CartPole-v1 preset=default",
          "ppo Pendulum-v1 preset=tuned rewardThreshold=-200 seeds=20 evalEpisodes=1000",
          "ppo CartPole-v1 preset=tuned steps=50000 page=ppo-CartPole-v1-tuned-50k",
          "ppo Pendulum-v1 preset=gsde rewardThreshold=-200 seeds=20 evalEpisodes=1000",
          "trpo CartPole-v1 preset=tuned seeds=20",
          "trpo Pendulum-v1 preset=tuned rewardThreshold=-200 seeds=20 evalEpisodes=1000",
          "trpo Pendulum-v1 preset=gsde rewardThreshold=-200",
          "a2c CartPole-v1 preset=tuned",
          "a2c Pendulum-v1 preset=tuned rewardThreshold=-200 seeds=20 evalEpisodes=1000",
          "reinforce CartPole-v1 preset=tuned",
          "actor-critic CartPole-v1 preset=tuned seeds=20",
          "linear-softmax CartPole-v1 preset=tuned",
          "ppo LunarLander-v3 preset=tuned seeds=20 seed=5001 evalEvery=20000",
          "ppo LunarLander-v3 preset=fast seeds=20 seed=5001 evalEvery=20000",
          "ppo LunarLander-v3 preset=tutorial seeds=30 evalEvery=20000 evalEpisodes=50",
          "ppo LunarLanderContinuous-v3 preset=tuned seeds=5 evalEvery=20000",
          "ppo Acrobot-v1 preset=tuned seeds=5 evalEvery=20000",
          "ppo MountainCar-v0 preset=tuned seeds=5 evalEvery=20000",
          "trpo MountainCar-v0 preset=tuned seeds=5 evalEvery=20000",
          "ppo MountainCarContinuous-v0 preset=tuned seeds=20 evalEpisodes=1000",
          "a2c MountainCarContinuous-v0 preset=tuned seeds=20 evalEpisodes=1000",
          "trpo MountainCarContinuous-v0 preset=tuned seeds=20 evalEpisodes=1000",
          "ppo MountainCarContinuous-v0 steps=20000 envs=1 rolloutSteps=8 batchSize=8"
              + " gamma=0.9999 learningRate=7.77e-5 entCoef=0.00429 clipRange=0.1"
              + " gaeLambda=0.9 maxGradNorm=5 vfCoef=0.19 distribution=gsde logStdInit=-3.29"
              + " init=uniform normalizeObservations=true normalizeRewards=true seeds=40"
              + " seed=1001 page=ppo-MountainCarContinuous-v0-zoo",
          "trpo MountainCarContinuous-v0 steps=50000 envs=2 distribution=gsde"
              + " sdeSampleFreq=4 normalizeObservations=true normalizeRewards=true seeds=40"
              + " seed=1001 page=trpo-MountainCarContinuous-v0-zoo",
          "actor-critic CartPole-v1 steps=300000 envs=8 seeds=80 seed=1041"
              + " page=actor-critic-CartPole-v1-default",
          "a2c Pendulum-v1 preset=tuned optimizer=rmsprop seeds=40 seed=1001"
              + " rewardThreshold=-200 page=a2c-Pendulum-v1-zoo",
          "ppo FrozenLake-v1 preset=tuned seeds=5 evalEvery=20000 rewardThreshold=0.7",
          "ppo FrozenLake8x8-v1 preset=tuned seeds=5 evalEvery=100000",
          "ppo CliffWalking-v0?maxEpisodeSteps=200 preset=tuned seeds=5 evalEvery=20000"
              + " rewardThreshold=-13 page=ppo-CliffWalking-v0-tuned",
          "ppo Taxi-v3 preset=tuned seeds=5 evalEvery=20000 rewardThreshold=7",
          "ppo Taxi-v3?mask=false preset=tuned seeds=5 evalEvery=20000 rewardThreshold=7"
              + " page=ppo-Taxi-v3-tuned-without-mask",
          "ppo BipedalWalker-v3 preset=tuned seeds=1 evalEvery=250000",
          "ppo MinAtar/Breakout-v1 preset=tuned seeds=3 evalEvery=200000",
          "ppo MinAtar/Asterix-v1 preset=tuned seeds=3 evalEvery=200000",
          "ppo MinAtar/Freeway-v1 preset=tuned seeds=3 evalEvery=200000",
          "ppo MinAtar/SpaceInvaders-v1 preset=tuned seeds=3 evalEvery=200000",
          "ppo MinAtar/Seaquest-v1 preset=tuned seeds=3 evalEvery=200000");

  private static final int HASH_DIGITS = 12;
  private static final int CURVE_POINTS = 10; // at most, in the table of a learning curve

  private LearningBench() {}

  public static void main(String... args) throws IOException {
    if (args.length > 0) {
      run(Arrays.asList(args));
      return;
    }
    for (String arguments : PUBLISHED) {
      run(List.of(arguments.split(" ")));
    }
  }

  private static void run(List<String> arguments) throws IOException {
    LearningPlan plan = LearningPlan.parse(arguments);
    List<Outcome> outcomes = new ArrayList<>();
    Table table = table(plan);
    for (int i = 0; i < plan.study().seeds(); i++) {
      Outcome outcome = train(plan, plan.run().seed() + i);
      outcomes.add(outcome);
      table.row(outcome.cells());
      IO.println(table.last());
    }
    summary(outcomes, table);
    List<String> command = new ArrayList<>(arguments);
    command.addFirst("learning");
    Page page = new Page(plan.title(), command).add(plan.description()).add(table.markdown());
    reliability(plan, outcomes).ifPresent(page::add);
    curve(outcomes)
        .ifPresent(curve -> page.add("The evaluations on the way:").add(curve.markdown()));
    page.publish(plan.file());
  }

  private static Table table(LearningPlan plan) {
    double threshold = plan.run().rewardThreshold();
    boolean exact = Exact.applies(plan.env());
    return new Table(
        "seed",
        "return, " + plan.run().evalEpisodes() + " episodes",
        exact ? "exactly, by the table" : "± standard error",
        "steps to ≥ " + text(threshold, threshold == Math.rint(threshold) ? 0 : 2),
        "seconds to that",
        "seconds in all",
        "parameters");
  }

  /// One seed's.
  ///
  /// @param curve evaluations during training
  /// @param last evaluation, of the final policy
  /// @param beside it: its standard error, or the exact value where there is a table
  /// @param solvedAt steps at the first evaluation at or above the threshold, ∞ if none was
  /// @param solvedAfter seconds to that
  private record Outcome(
      long seed,
      List<Point> curve,
      Evaluation last,
      String beside,
      double solvedAt,
      double solvedAfter,
      double seconds,
      String hash) {
    String[] cells() {
      return new String[] {
        Long.toString(seed),
        text(last.meanReturn(), 1),
        beside,
        text(solvedAt, 0),
        text(solvedAfter, 2),
        text(seconds, 2),
        "`" + hash.substring(0, HASH_DIGITS) + "`"
      };
    }

    double figure(int column) {
      return switch (column) {
        case 0 -> last.meanReturn();
        case 1 -> solvedAt;
        case 2 -> solvedAfter;
        default -> seconds;
      };
    }
  }

  private static Outcome train(LearningPlan plan, long seed) {
    EnvSpec env = Envs.find(plan.run().env());
    AlgorithmConfig config = plan.config();
    var watch = new Watch(plan.run().rewardThreshold());
    Trainer trainer =
        Trainer.of(env)
            .with(config)
            .with(plan.run().withSeed(seed))
            .threads(plan.study().threads())
            .listen(watch);
    watch.start();
    TrainingResult result = trainer.train();
    Evaluation last =
        result.agent().evaluate(plan.env().factory(), plan.run().evalEpisodes(), seed);
    String beside =
        Exact.applies(plan.env())
            ? text(Exact.expectedReturn(result.agent(), plan.env()), 3)
            : text(last.stdReturn() / Math.sqrt(last.episodes()), 1);
    return new Outcome(
        seed,
        List.copyOf(watch.curve),
        last,
        beside,
        watch.solvedAt,
        watch.solvedAfter,
        result.wallSeconds(),
        result.agent().parametersSha256());
  }

  /// An evaluation during training.
  private record Point(long steps, double meanReturn) {}

  /// Notes the evaluations of a run, and when it is first seen to have solved its task.
  private static final class Watch implements Listener {
    private final double threshold;
    private final List<Point> curve = new ArrayList<>();
    private long startNanos;
    private double solvedAt = Double.POSITIVE_INFINITY;
    private double solvedAfter = Double.POSITIVE_INFINITY;

    Watch(double threshold) {
      this.threshold = threshold;
    }

    void start() {
      startNanos = System.nanoTime();
    }

    @Override
    public void evaluated(Run run, Evaluation evaluation) {
      long steps = run.steps();
      curve.add(new Point(steps, evaluation.meanReturn()));
      if (evaluation.meanReturn() >= threshold && Double.isInfinite(solvedAt)) {
        solvedAt = steps;
        solvedAfter = (System.nanoTime() - startNanos) * 1e-9;
      }
    }
  }

  /// Evenly spaced evaluations over all seeds, where every seed was evaluated as often and that at
  /// least twice.
  private static Optional<Table> curve(List<Outcome> outcomes) {
    int evaluations = outcomes.getFirst().curve().size();
    if (evaluations < 2 || outcomes.stream().anyMatch(o -> o.curve().size() != evaluations)) {
      return Optional.empty();
    }
    Table table = new Table("steps", "median", "least", "most");
    int points = Math.min(CURVE_POINTS, evaluations);
    for (int p = 1; p <= points; p++) {
      int k = p * evaluations / points - 1;
      double[] returns =
          outcomes.stream().mapToDouble(o -> o.curve().get(k).meanReturn()).sorted().toArray();
      table.row(
          text(outcomes.getFirst().curve().get(k).steps(), 0),
          text(Figures.median(returns), 1),
          text(returns[0], 1),
          text(returns[returns.length - 1], 1));
    }
    return Optional.of(table);
  }

  /// How many seeds end below the threshold, and the mean of the worst tenth.
  private static Optional<String> reliability(LearningPlan plan, List<Outcome> outcomes) {
    double threshold = plan.run().rewardThreshold();
    if (Double.isNaN(threshold) || Double.isInfinite(threshold)) {
      return Optional.empty();
    }
    double[] returns = outcomes.stream().mapToDouble(o -> o.last().meanReturn()).sorted().toArray();
    long below = Arrays.stream(returns).filter(r -> r < threshold).count();
    int tenth = Math.ceilDiv(returns.length, 10);
    double worst = Arrays.stream(returns, 0, tenth).average().orElseThrow();
    return Optional.of(
        "%d of %d seeds end below %s. The mean of the worst tenth (%d) is %s."
            .formatted(
                below,
                returns.length,
                text(threshold, threshold == Math.rint(threshold) ? 0 : 2),
                tenth,
                text(worst, 1)));
  }

  private static void summary(List<Outcome> outcomes, Table table) {
    double[][] figures =
        IntStream.range(0, 4)
            .mapToObj(c -> outcomes.stream().mapToDouble(o -> o.figure(c)).sorted().toArray())
            .toArray(double[][]::new);
    int last = outcomes.size() - 1;
    summary("median", Arrays.stream(figures).mapToDouble(Figures::median).toArray(), table);
    summary("least", Arrays.stream(figures).mapToDouble(f -> f[0]).toArray(), table);
    summary("most", Arrays.stream(figures).mapToDouble(f -> f[last]).toArray(), table);
  }

  private static void summary(String name, double[] f, Table table) {
    table.row(
        "**" + name + "**", text(f[0], 1), "", text(f[1], 0), text(f[2], 2), text(f[3], 2), "");
  }
}
