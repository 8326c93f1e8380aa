package ascent.distribution;

import java.util.List;

/// A family of distributions over actions. Its parameters are the policy network's outputs η, which
/// depend on the state, and free parameters, which do not.
///
/// Immutable: a description. The [DistributionPass] that it makes for each thread computes.
///
/// Anybody may implement it; a [DistributionProvider] gives an implementation a name.
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

  /// The number of floats that sampling remembers of each environment from step to step. They are
  /// all zero where it starts from nothing.
  default int stateSize() {
    return 0;
  }

  /// Writes the initial free parameters to `theta[freeOffset …)`. The biases of the network's
  /// outputs lie right before them; the network has initialised them already, and they may be
  /// changed here.
  default void initialise(float[] theta, int freeOffset) {}

  /// Memory for one thread.
  ///
  /// @param rows the samples that it is to work on, now and later
  DistributionPass pass(Rows rows);

  /// Turns actions as this distribution samples them into what an environment gets: the same,
  /// unless it squashes them. `actions` and `env` may be the same array and place.
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

  /// The mean of the free standard deviations, for the logs; NaN where there are none.
  default double meanStd(float[] theta, int freeOffset) {
    return Double.NaN;
  }
}
