package ascent.env.strict;

import ascent.rng.Rng;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// A `java.util.Random` that draws from the episode's stream. It has no state of its own, so one
/// that is kept in a field draws from whichever episode it is used in. Rewritten code has it in
/// place of a `Random` without a seed, and of `ThreadLocalRandom`; the static methods stand in for
/// others.
///
/// Internal: public for rewritten code.
public final class EpisodeRandom extends Random {
  private static final long serialVersionUID = 1;
  private static final EpisodeRandom INSTANCE = new EpisodeRandom();

  public EpisodeRandom() {
    super(0); // any: nothing is drawn from it
  }

  /// `ThreadLocalRandom.current()`.
  public static EpisodeRandom current() {
    return INSTANCE;
  }

  /// `RandomGenerator.getDefault()`.
  public static RandomGenerator getDefault() {
    return INSTANCE;
  }

  /// `Math.random()`.
  public static double random() {
    return EpisodeStream.current().nextDouble();
  }

  /// `Collections.shuffle(list)`.
  public static void shuffle(List<?> list) {
    Collections.shuffle(list, INSTANCE);
  }

  /// `UUID.randomUUID()`: of version 4.
  public static UUID randomUUID() {
    Rng stream = EpisodeStream.current();
    long high = (stream.nextLong() & ~0xf000L) | 0x4000L;
    long low = (stream.nextLong() & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low);
  }

  @Override
  protected int next(int bits) {
    return EpisodeStream.current().nextInt() >>> (32 - bits);
  }

  /// Without the second value that `Random` keeps for the next call, maybe of another episode.
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // has no state
  public double nextGaussian() {
    return EpisodeStream.current().nextGaussian();
  }

  /// Does nothing: the stream is the episode's.
  @Override
  public void setSeed(long seed) {}
}
