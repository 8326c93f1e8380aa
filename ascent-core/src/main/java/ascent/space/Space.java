package ascent.space;

import ascent.rng.Rng;

/// The set that an observation or an action comes from. Elements lie flat in `float[]` arrays, at
/// an offset.
///
/// | space | element | [size()][#size] | [features()][#features] |
/// |---|---|---|---|
/// | [Box] | n real numbers within bounds | n | n |
/// | [Discrete] | one of 0 … n − 1 | 1 | n, one-hot |
/// | [MultiDiscrete] | k choices, the i-th one of 0 … nᵢ − 1 | k | Σ nᵢ, one-hot each |
/// | [MultiBinary] | n bits, each 0 or 1 | n | n |
public sealed interface Space permits Box, Discrete, MultiDiscrete, MultiBinary {

  /// How many floats an element takes.
  int size();

  /// How many floats an element takes as input of a network, where choices are one-hot encoded.
  int features();

  /// Whether `a[offset … offset + size())` is an element.
  boolean contains(float[] a, int offset);

  /// Why `a[offset … offset + size())` is no element, as one sentence with index, value and bounds;
  /// empty if it is one.
  String whyNot(float[] a, int offset);

  /// Writes a random element to `out[offset … offset + size())`.
  void sample(Rng rng, float[] out, int offset);

  /// n numbers, each between `low` and `high`.
  static Box box(float low, float high, int n) {
    return Box.of(low, high, n);
  }

  /// Numbers between bounds of their own; a bound may be infinite.
  ///
  /// @param low the least values `[n]`
  /// @param high the greatest values `[n]`
  static Box box(float[] low, float[] high) {
    return new Box(low, high);
  }

  /// One of 0 … n − 1.
  static Discrete discrete(int n) {
    return new Discrete(n);
  }

  /// Several choices at once: the i-th is one of `0 … counts[i] − 1`.
  static MultiDiscrete multiDiscrete(int... counts) {
    return new MultiDiscrete(counts);
  }

  /// n bits.
  static MultiBinary multiBinary(int n) {
    return new MultiBinary(n);
  }
}
