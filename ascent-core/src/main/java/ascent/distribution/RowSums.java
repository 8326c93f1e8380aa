package ascent.distribution;

import static ascent.nn.NetworkPass.ROWS;

/// Sums of one term per output, for each of up to [ascent.nn.NetworkPass#ROWS] samples, with one
/// thread's memory. Sums of at most [#FEW] terms are plain chains of float additions; where there
/// are more, the terms are added in double, so that the error does not grow with their number.
///
/// ```
/// sums.start(0, rows, terms);
/// for (each term) {
///   add the term of every sample r to sums.block[r];
///   sums.next();
/// }
/// float[] sum = sums.finish();
/// ```
final class RowSums {
  static final int FEW = 64;

  /// What each sample's terms are added to, `[ROWS]`.
  final float[] block = new float[ROWS];

  private final double[] before = new double[ROWS]; // the terms added in double, if there are many
  private int rows;
  private boolean many;

  /// Starts the sums.
  ///
  /// @param from what the terms are added to
  /// @param rows the number of samples
  /// @param terms the number of terms to come
  void start(float from, int rows, int terms) {
    this.rows = rows;
    many = terms > FEW;
    for (int r = 0; r < rows; r++) {
      before[r] = 0;
      block[r] = from;
    }
  }

  /// To be called after each term.
  void next() {
    if (many) {
      moveOn();
    }
  }

  private void moveOn() {
    for (int r = 0; r < rows; r++) {
      before[r] += block[r];
      block[r] = 0;
    }
  }

  /// Ends the sums.
  ///
  /// @return the sum of each sample, `[ROWS]`: [#block], not copied
  float[] finish() {
    if (many) {
      for (int r = 0; r < rows; r++) {
        block[r] = (float) (before[r] + block[r]);
      }
    }
    return block;
  }

  /// Ends the sums and copies them.
  ///
  /// @param out written, one number per sample from index `at`
  void finish(float[] out, int at) {
    System.arraycopy(finish(), 0, out, at, rows);
  }

  /// The sum of n numbers, taken in the same way.
  static float sum(float[] x, int from, int n) {
    boolean many = n > FEW;
    double before = 0;
    float sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += x[i];
      if (many) {
        before += sum;
        sum = 0;
      }
    }
    return (float) (before + sum);
  }
}
