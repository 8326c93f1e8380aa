package ascent.probe;

import ascent.algo.PPOConfig;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.List;
import java.util.function.Supplier;

/// A walk on the line, well-behaved, to be broken in one place by a test. It starts at a random
/// place in [−1, 1), moves by the action and a random bit, and the reward is the place. Observed
/// are the place and a tenth of the number of steps. The episode ends (terminated) after `length`
/// steps.
public class Walk implements Env {
  /// A small PPO that learns something in every iteration.
  public static final PPOConfig CONFIG =
      PPOConfig.DEFAULT
          .withRolloutSteps(16)
          .withBatchSize(24)
          .withEpochs(2)
          .withLearningRate(0.01f)
          .withNetwork(
              PPOConfig.DEFAULT.network().withPolicyLayers(List.of(6)).withValueLayers(List.of(5)));

  public final int length;
  public final Space actions;
  public double start;
  public double place;
  public int steps;
  public Rng rng = Rng.stream(0, "none");

  public Walk() {
    this(7);
  }

  public Walk(int length) {
    this(length, Space.discrete(3));
  }

  public Walk(int length, Space actions) {
    this.length = length;
    this.actions = actions;
  }

  /// Episodes of 7 steps that are cut off, not over.
  public static Supplier<Env> cutOff() {
    return () ->
        new Walk() {
          @Override
          public Step outcome() {
            return steps == length ? Step.truncated(place) : Step.of(place);
          }
        };
  }

  /// What an environment can do wrong.
  public enum Fault {
    THROWS,
    FAILS_AN_ASSERTION,
    NAN_OBSERVATION,
    INFINITE_OBSERVATION,
    NAN_REWARD,
    INFINITE_REWARD,
    NO_STEP
  }

  /// Does something wrong in one step of one episode (step 0 is the reset), whenever it is played.
  ///
  /// @param where the episode starts, which tells it from others
  public static Supplier<Env> broken(Fault fault, double where, int step) {
    return () ->
        new Walk() {
          private boolean now() {
            return start == where && steps == step;
          }

          @Override
          public void observe(float[] obs) {
            super.observe(obs);
            if (now()) {
              switch (fault) {
                case THROWS -> throw new IllegalStateException("out of cheese");
                case FAILS_AN_ASSERTION -> throw new AssertionError("cheese is positive");
                case NAN_OBSERVATION -> obs[1] = Float.NaN;
                case INFINITE_OBSERVATION -> obs[0] = Float.NEGATIVE_INFINITY;
                case NAN_REWARD, INFINITE_REWARD, NO_STEP -> {}
              }
            }
          }

          @Override
          @SuppressWarnings("NullAway") // what it does wrong
          public Step outcome() {
            Step step = super.outcome();
            if (!now()) {
              return step;
            }
            return switch (fault) {
              case NAN_REWARD -> Step.of(Double.NaN);
              case INFINITE_REWARD -> Step.of(Double.POSITIVE_INFINITY);
              case NO_STEP -> null;
              default -> step;
            };
          }
        };
  }

  /// Pushed by two numbers in [−1, 1].
  public static Supplier<Env> pushed(int length) {
    return () -> new Walk(length, Space.box(-1, 1, 2));
  }

  @Override
  public Space observationSpace() {
    return Space.box(-1000, 1000, 2);
  }

  @Override
  public Space actionSpace() {
    return actions;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    this.rng = rng;
    start = rng.uniform(-1, 1);
    place = start;
    steps = 0;
    observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    place += push(action) + 0.1 * rng.nextDouble();
    steps++;
    observe(obs);
    return outcome();
  }

  private double push(Action action) {
    return actions.size() == 1 ? action.index() - 1 : action.values()[0] + action.values()[1];
  }

  public Step outcome() {
    return steps == length ? Step.terminal(place) : Step.of(place);
  }

  public void observe(float[] obs) {
    obs[0] = (float) place;
    obs[1] = 0.1f * steps;
  }

  /// The start of an episode of a training run.
  public static double startOf(long seed, int env, int episode) {
    return Rng.stream(seed, "env", env, episode).uniform(-1, 1);
  }
}
