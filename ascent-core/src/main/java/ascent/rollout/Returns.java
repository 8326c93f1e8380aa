package ascent.rollout;

/// Discounted returns of a rollout; values are used only where an episode was cut.
public final class Returns {
  private Returns() {}

  /// The discounted return from each step to the end of its episode:
  ///
  ///     Gₜ = rₜ + γ Gₜ₊₁
  ///
  /// The sum ends with the episode's last step. If the episode was cut there (truncated, or still
  /// running at the end of the rollout) and `bootstrap` is set, V of the observation that followed
  /// is added.
  ///
  /// @param bootstrap whether to add V where an episode was cut; V = 0 if no value function is
  ///     learned
  public static void toGo(Rollout r, float gamma, boolean bootstrap) {
    Advantages.findNextValues(r);
    int n = r.envs();
    for (int i = 0; i < n; i++) {
      int end = (r.length(i) - 1) * n + i;
      double next = 0; // Gₜ₊₁, in double: without discounting it sums a whole episode
      for (int row = end; row >= 0; row -= n) {
        boolean cut = r.truncated[row] || (row == end && !r.terminated[row]);
        if (r.terminated[row] || cut) {
          next = cut && bootstrap ? r.nextValue[row] : 0;
        }
        next = r.reward[row] + gamma * next;
        r.returns[row] = (float) next;
      }
    }
  }

  /// The return of the whole episode, G₀, for each of its steps. Steps in earlier rollouts are not
  /// counted.
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
