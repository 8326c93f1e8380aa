package ascent.rollout;

/// Discounted returns of a rollout, without regard to values but where an episode was cut.
public final class Returns {
  private Returns() {}

  /// What follows each step, to the end of its episode:
  ///
  ///     Gₜ = rₜ + γ Gₜ₊₁
  ///
  /// After an episode's last step the sum is over. One that was cut there (truncated, or still
  /// running when the rollout ends) has a future nevertheless: V of the observation that truly
  /// followed stands for it, where `bootstrap` says so.
  ///
  /// @param bootstrap whether to count that future; where no value function is learned, V = 0
  public static void toGo(Rollout r, float gamma, boolean bootstrap) {
    Advantages.findNextValues(r);
    int n = r.envs();
    for (int i = 0; i < n; i++) {
      int end = (r.length(i) - 1) * n + i;
      for (int row = end; row >= 0; row -= n) {
        boolean cut = r.truncated[row] || (row == end && !r.terminated[row]);
        float next = r.terminated[row] || cut ? 0 : r.returns[row + n];
        r.returns[row] = r.reward[row] + gamma * (cut && bootstrap ? r.nextValue[row] : next);
      }
    }
  }

  /// The return of the whole episode, G₀, for each of its steps. What an earlier rollout holds of
  /// the episode does not count.
  public static void ofEpisodes(Rollout r, float gamma, boolean bootstrap) {
    toGo(r, gamma, bootstrap);
    int n = r.envs();
    for (int i = 0; i < n; i++) {
      for (int t = 1; t < r.length(i); t++) {
        int row = t * n + i;
        boolean first = r.terminated[row - n] || r.truncated[row - n];
        r.returns[row] = first ? r.returns[row] : r.returns[row - n];
      }
    }
  }
}
