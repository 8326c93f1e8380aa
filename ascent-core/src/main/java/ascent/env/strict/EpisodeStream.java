package ascent.env.strict;

import ascent.rng.Rng;

/// The random stream of the episode that the current thread is in: what rewritten code draws from.
///
/// Outside of any call of an environment (while it is drawn, or in a thread of its own) it is a
/// stream of the thread, which always begins in the same way.
final class EpisodeStream {
  private static final ThreadLocal<Rng> CURRENT =
      ThreadLocal.withInitial(() -> Rng.stream(0, "strict"));

  private EpisodeStream() {}

  static Rng current() {
    return CURRENT.get();
  }

  /// Makes a stream the current one.
  ///
  /// @return the one before, to be made current again afterwards
  static Rng enter(Rng stream) {
    Rng before = CURRENT.get();
    CURRENT.set(stream);
    return before;
  }
}
