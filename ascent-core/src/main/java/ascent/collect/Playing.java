package ascent.collect;

import java.util.Arrays;

/// The environments that have episodes left to play in a rollout.
final class Playing {
  /// Steps environments `from … to − 1`, a run of neighbours in a share of all.
  @FunctionalInterface
  interface Run {
    void step(int share, int from, int to);
  }

  private final int[] left; // episodes to end, [n]
  private int count;

  Playing(int n) {
    left = new int[n];
  }

  /// All are to play so many episodes.
  void start(int episodes) {
    Arrays.fill(left, episodes);
    count = left.length;
  }

  /// How many there are.
  int count() {
    return count;
  }

  boolean contains(int i) {
    return left[i] > 0;
  }

  /// An episode of environment i is over.
  void ended(int i) {
    left[i]--;
    count -= left[i] == 0 ? 1 : 0;
  }

  /// Steps those of a share, of equal shares, run by run.
  void forEachRun(int share, int shares, Run run) {
    int end = after(count * (share + 1) / shares);
    int to;
    for (int from = after(count * share / shares); from < end; from = to + 1) {
      to = from;
      while (to < end && left[to] > 0) {
        to++;
      }
      if (to > from) {
        run.step(share, from, to);
      }
    }
  }

  /// The number of the environment after the first so many.
  private int after(int first) {
    int i = 0;
    for (int seen = 0; seen < first; i++) {
      seen += left[i] > 0 ? 1 : 0;
    }
    return i;
  }
}
