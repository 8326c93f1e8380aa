package ascent.box2d;

import ascent.rng.Rng;

/// The source of an env's random numbers: a [random stream][Rng], or a recording of another
/// implementation's draws.
interface Draws {

  /// A number between `low` and `high`, uniformly.
  double uniform(double low, double high);

  /// One of `low … high − 1`, uniformly.
  int integer(int low, int high);

  /// Draws from a stream.
  static Draws of(Rng rng) {
    return new Draws() {
      @Override
      public double uniform(double low, double high) {
        return rng.uniform(low, high);
      }

      @Override
      public int integer(int low, int high) {
        return low + rng.nextInt(high - low);
      }
    };
  }
}
