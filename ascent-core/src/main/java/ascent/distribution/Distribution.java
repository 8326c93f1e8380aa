package ascent.distribution;

import java.util.List;

/// A family of distributions over actions. Its parameters are the policy network's outputs η, which
/// depend on the state, and free parameters, which do not.
///
/// An immutable description. The computing is done by a [DistributionPass] per thread.
///
/// Users may implement it; a [DistributionProvider] gives an implementation a name.
public interface Distribution {
  /// The number of outputs of the policy network per sample.
  int outputs();

  /// The number of parameters that do not depend on the state.
  default int freeParameters() {
    return 0;
  }

  /// The shape of the free parameters; its product is [#freeParameters].
  default List<Integer> freeShape() {
    return List.of(freeParameters());
  }

  /// The number of floats of sampling state per environment; initially all zero.
  default int stateSize() {
    return 0;
  }

  /// Writes the initial free parameters to `theta[freeOffset …)`. The biases of the network's
  /// outputs lie right before them; the network has initialised them already, and they may be
  /// changed here.
  default void initialise(float[] theta, int freeOffset) {}

  /// Memory for one thread.
  ///
  /// @param rows the samples to work on, updated by their owner
  DistributionPass pass(Rows rows);

  /// Converts sampled actions to the environment's actions: the identity, unless the distribution
  /// squashes them. `actions` and `env` may be the same array and index.
  ///
  /// @param actions holds `count` numbers, whole actions, from index `from`
  /// @param env written from index `at`
  default void toEnv(float[] actions, int from, float[] env, int at, int count) {
    System.arraycopy(actions, from, env, at, count);
  }

  /// The inverse of [#toEnv], for actions that were not sampled here.
  default void fromEnv(float[] env, int from, float[] actions, int at, int count) {
    System.arraycopy(env, from, actions, at, count);
  }

  /// The mean of the free standard deviations, for logging; NaN if there are none. Where deviations
  /// depend on the state, [DistributionPass#meanStd] gives them.
  default double meanStd(float[] theta, int freeOffset) {
    return Double.NaN;
  }
}
