package ascent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.collect.Evaluation;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.check.EnvChecker;
import ascent.rng.Rng;
import ascent.space.Space;
import ascent.train.Trainer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// PPO on the smallest tasks that need the gradient of several choices, of bits, and masks.
@Tag("learning")
@Timeout(60)
class DiscreteLearningTest {
  private static final PPOConfig PPO =
      PPOConfig.DEFAULT.withRolloutSteps(64).withBatchSize(128).withEpochs(4).withGamma(0);

  private static Agent train(Supplier<Env> env, long steps) {
    EnvChecker.check(env);
    return Trainer.of(env).with(PPO.withLearningRate(0.002f)).envs(8).seed(1).train(steps).agent();
  }

  /// Episodes of one step: an observation, an action, a reward.
  private abstract static class OneStep implements Env {
    final float[] state;

    OneStep() {
      state = new float[observationSpace().size()];
    }

    abstract double reward(Action action);

    @Override
    public void reset(Rng rng, float[] obs) {
      observationSpace().sample(rng, state, 0);
      System.arraycopy(state, 0, obs, 0, obs.length);
    }

    @Override
    public Step step(Action action, float[] obs) {
      System.arraycopy(state, 0, obs, 0, obs.length);
      return Step.terminal(reward(action));
    }
  }

  /// The reward is 1 for the one of 3 × 4 joint choices that the state asks for, else 0. Learning
  /// one choice only would leave it at 1/3 or less.
  private static final class Combination extends OneStep {
    @Override
    public Space observationSpace() {
      return Space.discrete(4);
    }

    @Override
    public Space actionSpace() {
      return Space.multiDiscrete(3, 4);
    }

    @Override
    double reward(Action action) {
      int s = (int) state[0];
      return action.indices()[0] == s % 3 && action.indices()[1] == 3 - s ? 1 : 0;
    }
  }

  @Test
  void several_choices_are_learned_jointly() {
    Agent agent = train(Combination::new, 30_000);

    assertThat(agent.evaluate(Combination::new, 100).meanReturn()).isEqualTo(1);
    assertThat(agent.evaluate(Combination::new, 200, 1, false, 10).meanReturn()).isGreaterThan(0.9);
  }

  /// The reward is the share of the observation's bits that the action repeats, every other one
  /// upside down. A coin earns ½; five bits of six at most 11/12.
  private static final class Bits extends OneStep {
    @Override
    public Space observationSpace() {
      return Space.multiBinary(6);
    }

    @Override
    public Space actionSpace() {
      return Space.multiBinary(6);
    }

    @Override
    double reward(Action action) {
      double right = 0;
      for (int i = 0; i < 6; i++) {
        boolean wanted = (state[i] == 1) == (i % 2 == 0);
        right += action.bits()[i] == wanted ? 1 : 0;
      }
      return right / 6;
    }
  }

  @Test
  void bits_are_copied() {
    Agent agent = train(Bits::new, 60_000);

    assertThat(agent.evaluate(Bits::new, 100).meanReturn()).isGreaterThan(0.98);
    assertThat(agent.evaluate(Bits::new, 200, 1, false, 10).meanReturn()).isGreaterThan(0.93);
  }

  /// Three of twelve actions are allowed, at random, and only the mask says which. The reward is 1
  /// for the highest of them, 0 for the others; a forbidden one ends the episode of five steps with
  /// −1. With the mask the order of the actions can be learned: 5 at most, 5/3 by chance. Without
  /// it the best there is is to take the highest of all and be right a quarter of the time: the sum
  /// over k < 5 of ¼ᵏ (¼ − ¾), −2/3.
  private static final class Locked implements Env {
    private final boolean masks;
    private final boolean[] allowed = new boolean[12];
    private Rng rng = Rng.stream(0, "none");
    private int steps;

    Locked(boolean masks) {
      this.masks = masks;
    }

    @Override
    public Space observationSpace() {
      return Space.box(0, 1, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(12);
    }

    @Override
    public boolean actionMask(boolean[] mask) {
      System.arraycopy(allowed, 0, mask, 0, 12);
      return masks;
    }

    private void next(float[] obs) {
      obs[0] = 1;
      Arrays.fill(allowed, false);
      for (int left = 3; left > 0; ) {
        int k = rng.nextInt(12);
        left -= allowed[k] ? 0 : 1;
        allowed[k] = true;
      }
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      this.rng = rng;
      steps = 0;
      next(obs);
    }

    @Override
    public Step step(Action action, float[] obs) {
      int highest = 11;
      while (!allowed[highest]) {
        highest--;
      }
      boolean good = allowed[action.index()];
      next(obs);
      steps++;
      if (!good) {
        return Step.terminal(-1);
      }
      double reward = action.index() == highest ? 1 : 0;
      return steps == 5 ? Step.terminal(reward) : Step.of(reward);
    }
  }

  @Test
  void masks_make_learnable_what_is_not_without() {
    Supplier<Env> masked = () -> new Locked(true);
    Supplier<Env> blind = () -> new Locked(false);

    Evaluation with = train(masked, 60_000).evaluate(masked, 200);
    Evaluation without = train(blind, 60_000).evaluate(blind, 200);

    assertThat(with.meanReturn()).isGreaterThan(4.8);
    assertThat(without.meanReturn()).isLessThan(0);
  }
}
