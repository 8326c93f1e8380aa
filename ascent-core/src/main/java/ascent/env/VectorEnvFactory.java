package ascent.env;

import java.util.function.Supplier;

/// Creates vectors of environments. A simulator that steps many environments at once implements
/// this; [#of] adapts single environments.
@FunctionalInterface
public interface VectorEnvFactory {
  /// Makes n environments, each at the start of its episode 0.
  ///
  /// @param n at least 1
  /// @param streams the random stream of each environment's episodes
  VectorEnv create(int n, EpisodeStreams streams);

  /// Environments that are stepped one at a time.
  ///
  /// @param factory makes a new environment at each call
  static VectorEnvFactory of(Supplier<? extends Env> factory) {
    return (n, streams) -> VectorEnv.of(factory, n, streams);
  }
}
