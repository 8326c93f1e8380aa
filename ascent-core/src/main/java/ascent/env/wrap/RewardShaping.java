package ascent.env.wrap;

import ascent.config.Check;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.Step;
import ascent.rng.Rng;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// An env whose rewards are changed to make them easier to learn from.
///
/// [Potential-based shaping][#potential] leaves every policy's rank as it is; any other bonus may
/// make something else worth doing than what the env is about. Returns, in the metrics of a
/// training too, are then those of the shaped rewards: evaluate on the bare env.
public final class RewardShaping implements Wrapper {
  /// What a step's reward becomes.
  @FunctionalInterface
  private interface Rule {
    double reward(float[] obs, Action action, float[] next, Step step);
  }

  /// What is added to a step's reward.
  @FunctionalInterface
  public interface Bonus {
    /// The arrays are not to be changed or kept.
    ///
    /// @param obs before the step, `[obsSize]`
    /// @param action as the env got it
    /// @param next after the step, `[obsSize]`
    /// @param step what the env answered
    double of(float[] obs, Action action, float[] next, Step step);
  }

  private final Env env;
  private final Rule rule;
  private final float[] before; // the last observation, [obsSize]

  private RewardShaping(Env env, Rule rule) {
    this.env = env;
    this.rule = rule;
    before = new float[env.observationSpace().size()];
  }

  /// Envs of that kind with rewards r + γΦ(s′) − Φ(s), where Φ is 0 in a terminal state (Ng, Harada
  /// & Russell 1999, *Policy Invariance Under Reward Transformations*, theorem 1). What is added
  /// comes, discounted, to γᵀΦ(s_T) − Φ(s₀) over T steps, whatever is done in between: the optimal
  /// policies stay optimal. An episode that is truncated keeps Φ(s′), as it keeps its value.
  ///
  /// @param gamma γ, which must be the algorithm's
  /// @param potential Φ, of an observation `[obsSize]`, not to be changed or kept
  public static Supplier<Env> potential(
      Supplier<? extends Env> factory, double gamma, ToDoubleFunction<float[]> potential) {
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Rule rule =
        (obs, action, next, step) -> {
          double after = step.terminated() ? 0 : gamma * potential.applyAsDouble(next);
          return step.reward() + after - potential.applyAsDouble(obs);
        };
    return () -> new RewardShaping(EnvFactories.open(factory), rule);
  }

  /// Envs of that kind with a bonus of any form. Rewarding MountainCar for moving at all, and for
  /// arriving:
  ///
  /// ```java
  /// RewardShaping.bonus(
  ///     MountainCarContinuous::new,
  ///     (obs, action, next, step) ->
  ///         0.1 * Math.abs(next[0] - obs[0]) + (step.terminated() ? 100 : 0));
  /// ```
  public static Supplier<Env> bonus(Supplier<? extends Env> factory, Bonus bonus) {
    Rule rule = (obs, action, next, step) -> step.reward() + bonus.of(obs, action, next, step);
    return () -> new RewardShaping(EnvFactories.open(factory), rule);
  }

  @Override
  public Env inner() {
    return env;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    env.reset(rng, obs);
    System.arraycopy(obs, 0, before, 0, before.length);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Step step = env.step(action, obs);
    double reward = rule.reward(before, action, obs, step);
    System.arraycopy(obs, 0, before, 0, before.length);
    return new Step(reward, step.terminated(), step.truncated());
  }
}
