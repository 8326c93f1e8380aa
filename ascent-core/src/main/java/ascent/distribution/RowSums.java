package ascent.distribution;

import static ascent.nn.NetworkPass.ROWS;

/// Adds up terms, one per output, for each of up to [ascent.nn.NetworkPass#ROWS] samples: in float
/// for at most [#FEW] terms, in double for more, so that the error does not grow with their number.
/// Belongs to one thread.
///
/// ```
/// sums.begin(0, rows, terms);
/// for (each term) {
///   add the term of every sample r to sums.current[r];
///   sums.endTerm();
/// }
/// float[] sum = sums.sums();
/// ```
final class RowSums {
  static final int FEW = 64;

  /// What each sample's terms are added to, `[ROWS]`.
  final float[] current = new float[ROWS];

  private final double[] earlier = new double[ROWS]; // the sum of earlier terms, if there are many
  private int rows;
  private boolean many;

  /// Starts the sums.
  ///
  /// @param from what the terms are added to
  /// @param rows the number of samples
  /// @param terms the number of terms to come
  void begin(float from, int rows, int terms) {
    this.rows = rows;
    many = terms > FEW;
    for (int r = 0; r < rows; r++) {
      earlier[r] = 0;
      current[r] = from;
    }
  }

  /// To be called after each term.
  void endTerm() {
    if (many) {
      addCurrent();
    }
  }

  private void addCurrent() {
    for (int r = 0; r < rows; r++) {
      earlier[r] += current[r];
      current[r] = 0;
    }
  }

  /// Ends the sums.
  ///
  /// @return the sum of each sample, `[ROWS]`: [#current], not copied
  float[] sums() {
    if (many) {
      for (int r = 0; r < rows; r++) {
        current[r] = (float) (earlier[r] + current[r]);
      }
    }
    return current;
  }

  /// Ends the sums and copies them.
  ///
  /// @param out written, one number per sample from index `at`
  void copySums(float[] out, int at) {
    System.arraycopy(sums(), 0, out, at, rows);
  }

  /// The sum of n numbers, taken in the same way.
  static float sum(float[] x, int from, int n) {
    boolean many = n > FEW;
    double earlier = 0;
    float sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += x[i];
      if (many) {
        earlier += sum;
        sum = 0;
      }
    }
    return (float) (earlier + sum);
  }
}
