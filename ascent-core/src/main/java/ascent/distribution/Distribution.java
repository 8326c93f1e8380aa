package ascent.distribution;

import java.util.List;
import java.util.Optional;

/// A family of distributions over actions. Its parameters are the policy network's outputs η, which
/// depend on the state, and parameters of its own in θ, which do not, such as standard deviations.
///
/// An immutable description. The computing is done by a [DistributionPass] per thread.
///
/// Users may implement it; a [DistributionProvider] gives an implementation a name.
public interface Distribution {
  /// The number of outputs of the policy network per sample.
  int outputs();

  /// The number of its own parameters, which do not depend on the state.
  default int ownParameters() {
    return 0;
  }

  /// The shape of its own parameters; its product is [#ownParameters].
  default List<Integer> ownShape() {
    return List.of(ownParameters());
  }

  /// The number of floats of sampling state per environment; initially all zero.
  default int stateSize() {
    return 0;
  }

  /// Writes its own initial parameters to `theta[ownOffset …)`. The biases of the network's outputs
  /// lie right before them; the network has initialised them already, and they may be changed here.
  default void initialise(float[] theta, int ownOffset) {}

  /// Memory for one thread.
  ///
  /// @param input the samples to work on, updated by their owner
  DistributionPass pass(DistributionInput input);

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

  /// How the most probable action follows from the network's outputs alone; empty if it does not,
  /// or if nothing else knows how. A policy without a rule cannot be exported.
  default Optional<ModeRule> modeRule() {
    return Optional.empty();
  }

  /// The mean of the standard deviations that do not depend on the state, for logging; NaN if there
  /// are none. Where they depend on it, [DistributionPass#meanStd] gives them.
  default double meanStd(float[] theta, int ownOffset) {
    return Double.NaN;
  }
}
