package ascent.rollout;

import java.util.Arrays;

/// The samples of a rollout ordered by environment, episode and step. Its arrays are reused.
public final class Episodes {
  private int[] rows = {}; // [samples], and room for more
  private int[] ends = {}; // [episodes], and room for more
  private int samples;
  private int count;

  /// Reads a rollout. The rest of an episode from an earlier rollout, and the beginning of one that
  /// continues in the next, each count as an episode.
  public void find(Rollout r) {
    if (rows.length < r.samples()) {
      rows = new int[Math.max(r.samples(), 2 * rows.length)];
    }
    samples = 0;
    count = 0;
    for (int i = 0; i < r.envs(); i++) {
      for (int t = 0; t < r.length(i); t++) {
        int row = t * r.envs() + i;
        rows[samples] = row;
        samples++;
        if (r.terminated[row] || r.truncated[row] || t == r.length(i) - 1) {
          end();
        }
      }
    }
  }

  private void end() {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, Math.max(16, 2 * count));
    }
    ends[count] = samples;
    count++;
  }

  /// The number of samples.
  public int samples() {
    return samples;
  }

  /// The row of each sample, live: `[samples]` and more.
  public int[] rows() {
    return rows;
  }

  /// The number of episodes.
  public int count() {
    return count;
  }

  /// The first sample of episode k.
  public int start(int k) {
    return k == 0 ? 0 : ends[k - 1];
  }

  /// The sample after the last one of episode k.
  public int end(int k) {
    return ends[k];
  }
}
