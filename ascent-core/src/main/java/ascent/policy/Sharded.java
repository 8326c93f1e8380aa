package ascent.policy;

import ascent.parallel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Runs work on the rows of a batch in several threads. The rows are cut into shards of one or more
/// tasks each, and the shards' sums are added in order.
///
/// The number of shards depends only on the number of rows, so the bits of a sum do not depend on
/// the number of threads.
///
/// @param <P> one thread's memory, used by one task at a time
final class Sharded<P> {
  /// The maximum number of shards of a sum.
  static final int MAX_SHARDS = 8;

  private static final int ROWS_PER_SHARD = 256; // more if there are MAX_SHARDS
  private static final int SUM_BLOCK = 2_048; // stays in the cache for all shards

  /// A task on rows `from … to − 1`.
  @FunctionalInterface
  interface Task<P> {
    /// Runs it.
    ///
    /// @param number tasks `k·n … k·n + n − 1` are those of shard k, of n tasks each
    void run(P pass, int number, int from, int to);
  }

  private final Workers workers;
  private final long weights;
  private final int most;
  private final Supplier<P> newPass;
  private final List<P> passes = new ArrayList<>(); // per thread, once there is work
  private final float[][] parts; // per shard; [0] is the caller's
  private final Workers.Job job = this::run;

  // The current work.
  private Task<P> task = (pass, number, from, to) -> {};
  private int tasksPerShard;
  private int rows;
  private int shards;

  /// @param weights multiply–adds per row, to decide whether more than one thread pays off
  /// @param most the maximum number of shards; [#MAX_SHARDS] for sums
  Sharded(Workers workers, long weights, int most, Supplier<P> newPass) {
    this.workers = workers;
    this.weights = weights;
    this.most = most;
    this.newPass = newPass;
    parts = new float[most][0];
  }

  /// The number of shards of a batch.
  int shards(int rows) {
    return Math.clamp(Math.ceilDiv(rows, ROWS_PER_SHARD), 1, most);
  }

  /// Runs the tasks of all shards, which write to disjoint places.
  void forEach(int rows, int tasksPerShard, Task<P> task) {
    this.rows = rows;
    this.tasksPerShard = tasksPerShard;
    this.task = task;
    shards = shards(rows);
    while (passes.size() < workers.threads()) {
      passes.add(newPass.get());
    }
    workers.run(shards * tasksPerShard, rows * weights, job);
  }

  /// Runs the tasks of all shards, which add to their shard's [#part] of a sum.
  ///
  /// @param sum written
  void sum(int rows, int tasksPerShard, Task<P> task, float[] sum) {
    int n = shards(rows);
    parts[0] = sum;
    for (int s = 0; s < n; s++) {
      if (parts[s].length != sum.length) {
        parts[s] = new float[sum.length];
      }
      Arrays.fill(parts[s], 0);
    }
    forEach(rows, tasksPerShard, task);
    for (int from = 0; from < sum.length; from += SUM_BLOCK) {
      int to = Math.min(from + SUM_BLOCK, sum.length);
      for (int s = 1; s < n; s++) {
        add(parts[s], from, to, sum);
      }
    }
  }

  private static void add(float[] part, int from, int to, float[] sum) {
    for (int i = from; i < to; i++) {
      sum[i] += part[i];
    }
  }

  /// The array to which a task adds its part of the sum.
  float[] part(int number) {
    return parts[number / tasksPerShard];
  }

  private void run(int number, int thread) {
    int shard = number / tasksPerShard;
    task.run(passes.get(thread), number, start(shard), start(shard + 1));
  }

  private int start(int shard) {
    return (int) ((long) rows * shard / shards);
  }
}
