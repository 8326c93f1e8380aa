package ascent.rollout;

/// Normalisation and statistics of samples.
public final class Statistics {
  private Statistics() {}

  /// `a ← (a − mean) / (std + 1e-8)` over its first n numbers, std with n − 1 in the denominator,
  /// in double, rounded once. A single number is unchanged.
  public static void normalize(float[] a, int n) {
    normalize(a, 0, n);
  }

  /// The same over the numbers `from … to − 1`.
  public static void normalize(float[] a, int from, int to) {
    int n = to - from;
    if (n < 2) {
      return;
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += a[i];
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = from; i < to; i++) {
      double d = a[i] - mean;
      squares += d * d;
    }
    double scale = 1 / (Math.sqrt(squares / (n - 1)) + 1e-8);
    for (int i = from; i < to; i++) {
      a[i] = (float) ((a[i] - mean) * scale);
    }
  }

  /// The mean of the first n numbers.
  public static double mean(float[] a, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[i];
    }
    return sum / n;
  }

  /// The largest magnitude among the first n numbers; 0 if there are none.
  public static float largest(float[] a, int n) {
    float largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(a[i]));
    }
    return largest;
  }

  /// The explained variance 1 − Var(returns − values) / Var(returns) of the value function. 1 is
  /// perfect, 0 no better than a constant; NaN when the returns do not vary.
  ///
  /// @throws IllegalArgumentException if environments have different numbers of steps
  public static double explainedVariance(Rollout r) {
    r.requireFull("Statistics.explainedVariance");
    return explainedVariance(r.returns, r.value, r.rows());
  }

  /// The explained variance over the first n returns and values.
  public static double explainedVariance(float[] returns, float[] value, int rows) {
    double meanReturn = 0;
    double meanError = 0;
    for (int i = 0; i < rows; i++) {
      meanReturn += returns[i];
      meanError += returns[i] - value[i];
    }
    meanReturn /= rows;
    meanError /= rows;
    double varReturn = 0;
    double varError = 0;
    for (int i = 0; i < rows; i++) {
      double ret = returns[i] - meanReturn;
      double error = returns[i] - value[i] - meanError;
      varReturn += ret * ret;
      varError += error * error;
    }
    return varReturn == 0 ? Double.NaN : 1 - varError / varReturn;
  }
}
