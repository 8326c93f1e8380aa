package ascent.rollout;

/// Advantages and returns of a rollout.
public final class Advantages {
  private Advantages() {}

  /// Generalised advantage estimation (Schulman et al. 2016, arXiv:1506.02438, eq. 16), from rewards
  /// and values:
  ///
  ///     δₜ = rₜ + γ V(s′ₜ) − V(sₜ)            V(s′) = 0 where the episode terminated
  ///     Aₜ = δₜ + γ λ Aₜ₊₁                     Aₜ₊₁ = 0 where the episode ended either way
  ///     Rₜ = Aₜ + V(sₜ)
  ///
  /// s′ is what truly followed: for a truncated episode its final observation. λ = 0 gives the
  /// one-step TD error, λ = 1 the discounted return less the value.
  public static void compute(Rollout r, float gamma, float lambda) {
    findNextValues(r);
    int n = r.envs();
    for (int row = r.rows() - 1; row >= 0; row--) {
      float next = r.terminated[row] ? 0 : r.nextValue[row];
      float delta = r.reward[row] + gamma * next - r.value[row];
      boolean last = r.terminated[row] || r.truncated[row] || row + n >= r.rows();
      r.advantage[row] = last ? delta : delta + gamma * lambda * r.advantage[row + n];
      r.returns[row] = r.advantage[row] + r.value[row];
    }
  }

  private static void findNextValues(Rollout r) {
    int n = r.envs();
    System.arraycopy(r.value, n, r.nextValue, 0, r.rows() - n);
    System.arraycopy(r.lastValue, 0, r.nextValue, r.rows() - n, n);
    for (int k = 0; k < r.finals(); k++) {
      r.nextValue[r.finalRow()[k]] = r.finalValue()[k];
    }
  }

  /// `a ← (a − mean) / (std + 1e-8)` over its first n numbers, std with n − 1 in the denominator. A
  /// single number is left as it is.
  public static void normalize(float[] a, int n) {
    if (n < 2) {
      return;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[i];
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double d = a[i] - mean;
      squares += d * d;
    }
    float shift = (float) mean;
    float scale = (float) (1 / (Math.sqrt(squares / (n - 1)) + 1e-8));
    for (int i = 0; i < n; i++) {
      a[i] = (a[i] - shift) * scale;
    }
  }

  /// 1 − Var(returns − values) / Var(returns): how much of the returns the value function explains.
  /// 1 is perfect, 0 no better than a constant; NaN when the returns do not vary.
  public static double explainedVariance(Rollout r) {
    double meanReturn = 0;
    double meanError = 0;
    int rows = r.rows();
    for (int i = 0; i < rows; i++) {
      meanReturn += r.returns[i];
      meanError += r.returns[i] - r.value[i];
    }
    meanReturn /= rows;
    meanError /= rows;
    double varReturn = 0;
    double varError = 0;
    for (int i = 0; i < rows; i++) {
      double ret = r.returns[i] - meanReturn;
      double error = r.returns[i] - r.value[i] - meanError;
      varReturn += ret * ret;
      varError += error * error;
    }
    return varReturn == 0 ? Double.NaN : 1 - varError / varReturn;
  }
}
