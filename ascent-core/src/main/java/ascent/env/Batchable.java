package ascent.env;

/// An env that comes with a twin: many of it at once over arrays of their states, much faster than
/// one by one.
///
/// The twin agrees with the single env to the last bit: [EnvChecker] holds it to that.
public interface Batchable extends Env {

  /// n envs of this one's kind, each at the start of its episode 0.
  VectorEnv batch(int n, EpisodeStreams streams);
}
