package ascent.env.wrap;

import ascent.config.Check;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.Step;
import ascent.rng.Rng;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// An env with modified rewards that are easier to learn from.
///
/// [Potential-based shaping][#potential] does not change the ranking of policies; any other bonus
/// may change which policy is optimal. All returns, including those in training metrics, are then
/// of the shaped rewards; evaluate on the unwrapped env.
public final class RewardShaping implements Wrapper {
  /// Computes the new reward of a step.
  @FunctionalInterface
  private interface Rule {
    double reward(float[] obs, Action action, float[] next, Step step);
  }

  /// Computes the bonus that is added to a step's reward.
  @FunctionalInterface
  public interface Bonus {
    /// Do not change or retain the arrays.
    ///
    /// @param obs before the step, `[obsSize]`
    /// @param action as passed to the env
    /// @param next after the step, `[obsSize]`
    /// @param step the result of the env's step
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

  /// Wraps envs to give rewards r + γΦ(s′) − Φ(s), where Φ is 0 in a terminal state (Ng, Harada &
  /// Russell 1999, *Policy Invariance Under Reward Transformations*, theorem 1). The discounted sum
  /// of the added terms over T steps is γᵀΦ(s_T) − Φ(s₀) for any actions, so optimal policies stay
  /// optimal. A truncated episode keeps Φ(s′), as it keeps its value.
  ///
  /// @param gamma γ, equal to the algorithm's
  /// @param potential Φ of an observation `[obsSize]`, which it must not change or retain
  public static Supplier<Env> potential(
      Supplier<? extends Env> factory, double gamma, ToDoubleFunction<float[]> potential) {
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Rule rule =
        (obs, action, next, step) -> {
          double after = step.terminated() ? 0 : gamma * potential.applyAsDouble(next);
          return step.reward() + after - potential.applyAsDouble(obs);
        };
    return EnvFactories.around(factory, env -> new RewardShaping(env, rule));
  }

  /// Wraps envs to add any bonus. For example, to reward MountainCarContinuous for moving and for
  /// reaching the goal:
  ///
  /// ```java
  /// RewardShaping.bonus(
  ///     MountainCarContinuous::new,
  ///     (obs, action, next, step) ->
  ///         0.1 * Math.abs(next[0] - obs[0]) + (step.terminated() ? 100 : 0));
  /// ```
  public static Supplier<Env> bonus(Supplier<? extends Env> factory, Bonus bonus) {
    Rule rule = (obs, action, next, step) -> step.reward() + bonus.of(obs, action, next, step);
    return EnvFactories.around(factory, env -> new RewardShaping(env, rule));
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
