package ascent.policy;

/// How large batches are cut: into parts whose sums are added up in order. It depends on the number
/// of rows alone, never on the number of threads, so neither do the bits of what is summed.
final class Shards {
  /// The most shards there can be.
  static final int MOST = 8;

  private static final int ROWS = 256;

  private Shards() {}

  /// The number of shards of a batch.
  static int count(int rows) {
    return Math.clamp((rows + ROWS - 1) / ROWS, 1, MOST);
  }

  /// The first row of a shard, and the end of the one before.
  static int start(int rows, int shard, int shards) {
    return (int) ((long) rows * shard / shards);
  }
}
