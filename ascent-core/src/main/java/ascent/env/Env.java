package ascent.env;

import ascent.rng.Rng;
import ascent.space.Space;
import java.util.List;

/// An environment: takes actions and returns observations and rewards.
///
/// ```java
/// /// Walk right along a corridor of ten cells; −0.01 a step, +1 at the end.
/// final class Corridor implements Env {
///   private int cell;
///
///   @Override public Space observationSpace() { return Space.box(0, 1, 1); }
///   @Override public Space actionSpace() { return Space.discrete(2); }
///
///   @Override public void reset(Rng rng, float[] obs) {
///     cell = 0;
///     obs[0] = 0;
///   }
///
///   @Override public Step step(Action action, float[] obs) {
///     cell = Math.max(0, cell + (action.index() == 1 ? 1 : -1));
///     obs[0] = cell / 10f;
///     return cell == 10 ? Step.terminal(1) : Step.of(-0.01);
///   }
/// }
/// ```
///
/// An episode is a pure function of its actions and of the random stream passed to reset. This
/// makes runs reproducible and checkpoints exact. It requires that
///
/// - randomness comes only from the [Rng] of the latest reset, during the episode too;
/// - no state is carried over from one episode to the next;
/// - two envs share no mutable state.
///
/// [EnvChecker][ascent.env.check.EnvChecker] tests these requirements. The state may be `double`;
/// only observations are `float`.
public interface Env extends AutoCloseable {

  /// The space of observations; always the same.
  Space observationSpace();

  /// The space of actions; always the same.
  Space actionSpace();

  /// Begins an episode.
  ///
  /// @param rng the episode's random stream, the only source of randomness until the next reset
  /// @param obs receives the first observation, `[observationSpace().size()]`; write all of it and
  ///   do not retain the array
  void reset(Rng rng, float[] obs);

  /// Performs one action.
  ///
  /// @param action an element of the action space; a Box action is clipped to the bounds. Do not
  ///   retain it
  /// @param obs receives the next observation, `[observationSpace().size()]`; write all of it, also
  ///   when the episode ends. Its contents before the call are undefined. Do not retain the array
  /// @return the reward and whether the episode ends here
  Step step(Action action, float[] obs);

  /// Writes which actions are allowed in the current state. An env that allows all actions need not
  /// override this method.
  ///
  /// A policy trained with masks gives forbidden actions probability 0 and learns nothing from
  /// them. Callers may still act without a mask, so `step` must handle a forbidden action too, for
  /// example by throwing an exception.
  ///
  /// A mask is a function of the state; this method must not change the state. It is called after
  /// reset and after each step that does not end the episode. Only Discrete and MultiDiscrete
  /// actions have masks; use a MultiDiscrete of 2s for bits that may be forbidden.
  ///
  /// @param mask receives whether each option is allowed, `[actionSpace().features()]`: the options
  ///   of a MultiDiscrete one choice after another, with at least one option of each choice
  ///   allowed. Write all of it and do not retain the array
  /// @return whether this env has masks at all; always the same
  default boolean actionMask(boolean[] mask) {
    return false;
  }

  /// Names of the metrics that the env reports for an episode, such as `is_success` (1 or 0),
  /// `makespan` or `collisions`; always the same. The default is none.
  default List<String> metricNames() {
    return List.of();
  }

  /// Writes the metrics of the episode that has just ended. Called once, after its last step and
  /// before the next reset.
  ///
  /// @param metrics receives a value for each of [#metricNames], in order. It holds NaN before,
  ///   which is right where a metric is undefined. Do not retain the array
  default void metrics(double[] metrics) {}

  /// The innermost env, without its wrappers.
  default Env unwrapped() {
    return this;
  }

  /// Releases the env's resources, such as files or native memory.
  @Override
  default void close() {}
}
