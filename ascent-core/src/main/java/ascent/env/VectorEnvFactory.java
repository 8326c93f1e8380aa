package ascent.env;

import java.util.function.Supplier;

/// Makes vectors of environments. A simulator that steps many environments at once comes in as one
/// of these; single environments come in by [#of].
@FunctionalInterface
public interface VectorEnvFactory {
  /// Makes n environments, each at the start of its episode 0.
  ///
  /// @param n at least 1
  /// @param streams the random stream of each environment's episodes
  VectorEnv create(int n, EpisodeStreams streams);

  /// Environments that are stepped one by one.
  ///
  /// @param factory makes a new environment at each call
  static VectorEnvFactory of(Supplier<? extends Env> factory) {
    return (n, streams) -> VectorEnv.of(factory, n, streams);
  }
}
