package ascent.space;

import ascent.rng.Rng;

/// The set of valid observations or actions. An element is stored in a `float[]` at an offset.
///
/// | space | element | [size()][#size] | [features()][#features] |
/// |---|---|---|---|
/// | [Box] | n real numbers within bounds | n | n |
/// | [Discrete] | one of 0 … n − 1 | 1 | n, one-hot |
/// | [MultiDiscrete] | k choices, the i-th one of 0 … nᵢ − 1 | k | Σ nᵢ, one-hot each |
/// | [MultiBinary] | n bits, each 0 or 1 | n | n |
public sealed interface Space permits Box, Discrete, MultiDiscrete, MultiBinary {

  /// The number of floats of an element.
  int size();

  /// The number of floats of an element as network input, with choices one-hot encoded.
  int features();

  /// Whether `a[offset … offset + size())` is an element.
  boolean contains(float[] a, int offset);

  /// Why `a[offset … offset + size())` is not an element, as one sentence with index, value and
  /// bounds; empty if it is one.
  String whyNot(float[] a, int offset);

  /// Writes a random element to `out[offset … offset + size())`.
  void sample(Rng rng, float[] out, int offset);

  /// n numbers, each between `low` and `high`.
  static Box box(float low, float high, int n) {
    return Box.of(low, high, n);
  }

  /// Numbers, each with its own bounds; a bound may be infinite.
  ///
  /// @param low lower bounds, `[n]`
  /// @param high upper bounds, `[n]`
  static Box box(float[] low, float[] high) {
    return new Box(low, high);
  }

  /// One of 0 … n − 1.
  static Discrete discrete(int n) {
    return new Discrete(n);
  }

  /// Several integers, the i-th in `[0, counts[i])`.
  static MultiDiscrete multiDiscrete(int... counts) {
    return new MultiDiscrete(counts);
  }

  /// n bits.
  static MultiBinary multiBinary(int n) {
    return new MultiBinary(n);
  }
}
