package ascent.rollout;

/// Advantages and returns of a rollout.
public final class Advantages {
  private Advantages() {}

  /// Generalised advantage estimation (Schulman et al. 2016, arXiv:1506.02438, eq. 16), from
  /// rewards and values:
  ///
  ///     δₜ = rₜ + γ V(s′ₜ) − V(sₜ)            V(s′) = 0 where the episode terminated
  ///     Aₜ = δₜ + γ λ Aₜ₊₁                     Aₜ₊₁ = 0 where the episode ended either way
  ///     Rₜ = Aₜ + V(sₜ)
  ///
  /// s′ is the observation that followed: for a truncated episode its final observation. λ = 0
  /// gives the one-step TD error, λ = 1 the discounted return minus the value.
  ///
  /// @throws IllegalArgumentException if environments have different numbers of steps
  public static void compute(Rollout r, float gamma, float lambda) {
    r.requireFull("Advantages.compute");
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

  /// V of the observation that followed each step.
  static void findNextValues(Rollout r) {
    int n = r.envs();
    System.arraycopy(r.value, n, r.nextValue, 0, r.rows() - n);
    for (int i = 0; i < n; i++) {
      r.nextValue[(r.length(i) - 1) * n + i] = r.lastValue[i];
    }
    for (int k = 0; k < r.finals(); k++) {
      r.nextValue[r.finalRow()[k]] = r.finalValue()[k];
    }
  }
}
