package ascent.probe;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.function.Supplier;

/// Environments so small that the right values and policies are known, each of which needs one more
/// part of a learner to work than the one before.
final class Probes {
  private Probes() {}

  /// What an episode looks like at one of its steps.
  @FunctionalInterface
  private interface Rule {
    Step step(float obs, Action action);
  }

  private static final class Probe implements Env {
    private final Space actionSpace;
    private final float[] starts; // an episode starts at one of these
    private final float[] next; // and goes on here, if there is one
    private final Rule rule;
    private float state;

    Probe(Space actionSpace, float[] starts, float[] next, Rule rule) {
      this.actionSpace = actionSpace;
      this.starts = starts;
      this.next = next;
      this.rule = rule;
    }

    @Override
    public Space actionSpace() {
      return actionSpace;
    }

    @Override
    public Space observationSpace() {
      return Space.box(-1, 1, 1);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      state = starts[rng.nextInt(starts.length)];
      obs[0] = state;
    }

    @Override
    public Step step(Action action, float[] obs) {
      Step step = rule.step(state, action);
      state = next.length == 0 ? state : next[0];
      obs[0] = state;
      return step;
    }
  }

  private static final Space ONE = Space.discrete(1);
  private static final Space TWO = Space.discrete(2);
  private static final float[] ZERO = {0};
  private static final float[] SIGNS = {-1, 1};
  private static final float[] STAY = {};

  /// Reward 1, over. V(0) = 1.
  static Supplier<Env> constantReward() {
    return () -> new Probe(ONE, ZERO, STAY, (obs, action) -> Step.terminal(1));
  }

  /// The reward is the observation, −1 or 1, over. V(s) = s.
  static Supplier<Env> observationDependentReward() {
    return () -> new Probe(ONE, SIGNS, STAY, (obs, action) -> Step.terminal(obs));
  }

  /// Nothing at 0, then reward 1 at 1. V(0) = γ, V(1) = 1.
  static Supplier<Env> delayedReward() {
    float[] one = {1};
    return () ->
        new Probe(ONE, ZERO, one, (obs, action) -> obs == 0 ? Step.of(0) : Step.terminal(1));
  }

  /// Reward 1 for ever, but cut off after each step. V(0) = 1 / (1 − γ).
  static Supplier<Env> cutOff() {
    return () -> new Probe(ONE, ZERO, STAY, (obs, action) -> Step.truncated(1));
  }

  /// Reward 1 for action 1 and −1 for action 0, over.
  static Supplier<Env> actionDependentReward() {
    return () ->
        new Probe(TWO, ZERO, STAY, (obs, action) -> Step.terminal(action.index() == 1 ? 1 : -1));
  }

  /// Reward 1 for action 1 at 1 and action 0 at −1, else −1, over.
  static Supplier<Env> observationAndActionDependentReward() {
    return () ->
        new Probe(
            TWO,
            SIGNS,
            STAY,
            (obs, action) -> Step.terminal(action.index() == (obs > 0 ? 1 : 0) ? 1 : -1));
  }

  /// Reward −(a − s/2)², over: the best action is half the observation.
  static Supplier<Env> continuousAction() {
    return () ->
        new Probe(
            Space.box(-1, 1, 1),
            SIGNS,
            STAY,
            (obs, action) -> {
              double miss = action.values()[0] - 0.5 * obs;
              return Step.terminal(-miss * miss);
            });
  }
}
