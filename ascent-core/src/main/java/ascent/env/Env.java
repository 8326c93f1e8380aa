package ascent.env;

import ascent.rng.Rng;
import ascent.space.Space;
import java.util.List;

/// An environment: something that takes actions and answers with observations and rewards.
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
/// An episode is a pure function of the random stream it was reset with and of its actions. That is
/// what makes a run reproducible and a checkpoint exact, and it asks three things of an env:
///
/// - randomness comes only from the [Rng] of the latest reset, during the episode too;
/// - nothing is carried over from one episode to the next;
/// - two envs share nothing that changes.
///
/// [EnvChecker] tests for them. The state may be `double`; only observations are `float`.
public interface Env extends AutoCloseable {

  /// What observations look like; always the same.
  Space observationSpace();

  /// What actions look like; always the same.
  Space actionSpace();

  /// Begins an episode.
  ///
  /// @param rng the episode's random stream, the only source of randomness until the next reset
  /// @param obs receives the first observation `[observationSpace().size()]`, all of it; not to be
  ///   kept
  void reset(Rng rng, float[] obs);

  /// Does one action.
  ///
  /// @param action an element of the action space; a Box action is clipped to the bounds. Not to be
  ///   kept
  /// @param obs receives the next observation `[observationSpace().size()]`, all of it, also when
  ///   the episode ends; what it holds before the call is of no meaning; not to be kept
  /// @return the reward and whether the episode ends here
  Step step(Action action, float[] obs);

  /// Says which actions are allowed in the present state. An env without forbidden actions leaves
  /// this method as it is.
  ///
  /// A policy that learns with masks gives forbidden actions probability 0, and learns nothing from
  /// them. Without a mask it can still be asked to act, and so can a random player: a step should
  /// have an answer to a forbidden action too, be it an exception.
  ///
  /// A mask is a function of the state, and asking for it changes nothing. It is asked for after
  /// reset, and after a step that does not end the episode. Only Discrete and MultiDiscrete actions
  /// have masks; bits that may be forbidden can be a MultiDiscrete of twos.
  ///
  /// @param mask receives whether each option is allowed `[actionSpace().features()]`, the options
  ///   of a MultiDiscrete's choices one choice after the other, at least one of each choice; all of
  ///   it; not to be kept
  /// @return whether this env has masks at all; always the same
  default boolean actionMask(boolean[] mask) {
    return false;
  }

  /// Names of what the env reports of an episode beside its return, such as `is_success` (1 or 0),
  /// `makespan` or `collisions`; always the same. None, unless overridden.
  default List<String> metricNames() {
    return List.of();
  }

  /// Reports the episode that has just ended. Called once, after the step that ended it and before
  /// the next reset.
  ///
  /// @param metrics receives a number for each of [#metricNames], in order; NaN where one is
  ///   undefined; not to be kept
  default void metrics(double[] metrics) {}

  /// The env itself, without the wrappers around it.
  default Env unwrapped() {
    return this;
  }

  /// Frees what the env holds, such as files or native memory.
  @Override
  default void close() {}
}
