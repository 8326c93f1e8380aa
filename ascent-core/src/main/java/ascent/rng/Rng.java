package ascent.rng;

import ascent.math.DoubleMath;
import java.util.random.RandomGenerator;

/// A named random stream of the counter-based generator Philox4x32-10: Salmon, Moraes, Dror and
/// Shaw, *Parallel Random Numbers: As Easy as 1, 2, 3* (SC 2011).
///
/// ```java
/// Rng rng = Rng.stream(seed, "env", 3, 17);   // what env 3 draws in its episode 17
/// ```
///
/// A block of four 32-bit words is a bijection of a 128-bit counter under a 64-bit key. The key
/// comes from the seed and the purpose, the counter's upper two words are the stream's indices, the
/// lower two count its blocks. Hence streams with different indices share no block, a stream is
/// [repositioned][#reposition] in place at no cost, and its whole [state][State] is a number of
/// words drawn.
///
/// It is a [RandomGenerator], so a simulator that takes one can be given the stream of its episode.
/// Methods that are not overridden here (bounded longs and doubles, streams of numbers) draw
/// through those that are.
///
/// Not safe for use by several threads at once. Draws allocate nothing.
public final class Rng implements RandomGenerator {
  private static final long WORD = 0xFFFF_FFFFL; // the lower 32 bits
  private static final long MULTIPLIER_0 = 0xD251_1F53L;
  private static final long MULTIPLIER_1 = 0xCD9E_8D57L;
  private static final int WEYL_0 = 0x9E37_79B9; // golden ratio
  private static final int WEYL_1 = 0xBB67_AE85; // √3 − 1
  private static final int ROUNDS = 10;
  private static final double TWO_PI = 2 * Math.PI;

  private long key;
  private int index0;
  private int index1;
  private long nextBlock;
  private final int[] words = new int[4]; // the current block
  private int used = 4; // words of the current block that are drawn already

  private Rng(long key, int index0, int index1) {
    this.key = key;
    this.index0 = index0;
    this.index1 = index1;
  }

  /// Where a stream stands.
  ///
  /// @param key the generator's key, made of seed and purpose
  /// @param index0 the stream's first index
  /// @param index1 the stream's second index
  /// @param drawn how many 32-bit words have been drawn since the stream's start
  public record State(long key, int index0, int index1, long drawn) {
    public State {
      if (drawn < 0) {
        throw new IllegalArgumentException("drawn is " + drawn + "; it must be at least 0.");
      }
    }
  }

  /// Opens the stream of that name at its start.
  ///
  /// @param seed any number: the run's seed
  /// @param purpose what the numbers are for, such as `"env"` or `"shuffle"`
  /// @param indices at most two, each ≥ 0; those not given are 0
  public static Rng stream(long seed, String purpose, int... indices) {
    if (indices.length > 2) {
      throw new IllegalArgumentException(
          "'" + purpose + "' has " + indices.length + " indices; a stream has at most 2.");
    }
    Rng rng = new Rng(key(seed, purpose), 0, 0);
    rng.reposition(indices.length > 0 ? indices[0] : 0, indices.length > 1 ? indices[1] : 0);
    return rng;
  }

  /// A stream of the bare generator, for tests against known answers.
  static Rng ofKey(long key, int index0, int index1) {
    return new Rng(key, index0, index1);
  }

  /// Makes this the stream of the same seed and purpose with other indices, at its start.
  public void reposition(int index0, int index1) {
    if ((index0 | index1) < 0) {
      throw new IllegalArgumentException(
          "stream indices are " + index0 + " and " + index1 + "; both must be at least 0.");
    }
    this.index0 = index0;
    this.index1 = index1;
    nextBlock = 0;
    used = 4;
  }

  /// Any of the 2³² ints, uniformly.
  @Override
  public int nextInt() {
    if (used == 4) {
      fill();
    }
    return words[used++];
  }

  /// One of `0 … bound − 1`, uniformly and without bias: Lemire, *Fast Random Integer Generation in
  /// an Interval* (2019).
  @Override
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound is " + bound + "; it must be at least 1.");
    }
    long product = (nextInt() & WORD) * bound;
    if ((product & WORD) < bound) { // rare: it may be one of the 2³² mod bound values too many
      long excess = (1L << 32) % bound;
      while ((product & WORD) < excess) {
        product = (nextInt() & WORD) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /// Any of the 2⁶⁴ longs, uniformly.
  @Override
  public long nextLong() {
    long high = nextInt();
    return (high << 32) | (nextInt() & WORD);
  }

  /// A multiple of 2⁻²⁴ in `[0, 1)`.
  @Override
  public float nextFloat() {
    return (nextInt() >>> 8) * 0x1p-24f;
  }

  /// A multiple of 2⁻⁵³ in `[0, 1)`.
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /// A number between `low` and `high`, uniformly; `high` itself only by rounding.
  public double uniform(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /// True or false, each half of the time.
  @Override
  public boolean nextBoolean() {
    return nextInt() < 0;
  }

  /// A standard normal number by the method of Box and Muller (1958). It always draws two words,
  /// and lies within ±6.8.
  public float normal() {
    return (float) nextGaussian();
  }

  /// A standard normal number in double, before [#normal] rounds it: two words drawn, within ±6.8.
  /// Not the method of [RandomGenerator], whose number of draws varies.
  @Override
  public double nextGaussian() {
    double u = ((nextInt() & WORD) + 0.5) * 0x1p-32; // in (0, 1)
    double turn = (nextInt() & WORD) * 0x1p-32; // in [0, 1)
    double radius = Math.sqrt(-2 * DoubleMath.log(u));
    return radius * DoubleMath.cos(TWO_PI * turn);
  }

  /// An exponential number of mean 1 by inversion: two words drawn, at most 37.
  @Override
  public double nextExponential() {
    return -DoubleMath.log(1 - nextDouble());
  }

  /// Puts the first `n` elements of `a` in an order drawn uniformly from all n! (Fisher and Yates).
  public void shuffle(int[] a, int n) {
    for (int i = n - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int swap = a[i];
      a[i] = a[j];
      a[j] = swap;
    }
  }

  /// Where this stream stands, for a checkpoint.
  public State save() {
    return new State(key, index0, index1, 4 * nextBlock - (4 - used));
  }

  /// Goes to where the stream stood that saved `state`, be it this one or another.
  public void restore(State state) {
    key = state.key;
    index0 = state.index0;
    index1 = state.index1;
    nextBlock = state.drawn / 4;
    used = 4; // between two blocks
    int within = (int) (state.drawn % 4);
    if (within > 0) {
      fill();
      used = within;
    }
  }

  private void fill() {
    block(key, nextBlock, index0, index1, words);
    nextBlock++;
    used = 0;
  }

  /// Writes the four words c of a block. Each of the rounds takes them, and two words k of key, to
  ///
  ///     c₀ ← hi(M₁c₂) ⊕ c₁ ⊕ k₀    c₁ ← lo(M₁c₂)    c₂ ← hi(M₀c₀) ⊕ c₃ ⊕ k₁    c₃ ← lo(M₀c₀)
  ///
  /// where hi and lo are the halves of a 64-bit product; then kᵢ ← kᵢ + WEYLᵢ.
  static void block(long key, long counter, int index0, int index1, int[] words) {
    long c0 = counter & WORD;
    long c1 = counter >>> 32;
    long c2 = index0 & WORD;
    long c3 = index1 & WORD;
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = MULTIPLIER_0 * c0;
      long p1 = MULTIPLIER_1 * c2;
      c0 = (p1 >>> 32) ^ c1 ^ (k0 & WORD);
      c1 = p1 & WORD;
      c2 = (p0 >>> 32) ^ c3 ^ (k1 & WORD);
      c3 = p0 & WORD;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    words[0] = (int) c0;
    words[1] = (int) c1;
    words[2] = (int) c2;
    words[3] = (int) c3;
  }

  /// Two seeds of one purpose never share a key; two purposes share one with a chance of 2⁻⁶⁴.
  private static long key(long seed, String purpose) {
    long hash = 0xCBF2_9CE4_8422_2325L; // FNV-1a over the UTF-16 units
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100_0000_01B3L;
    }
    return mix(mix(seed) ^ mix(hash));
  }

  /// The finaliser of SplitMix64 (Stafford's variant 13): a bijection in which every input bit
  /// moves every output bit.
  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    long x = (y ^ (y >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return x ^ (x >>> 31);
  }
}
