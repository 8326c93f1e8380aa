package ascent.rollout;

import ascent.config.Check;
import ascent.rng.Rng;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Cuts the rows of a rollout into minibatches, in a new random order for each epoch:
///
/// ```java
/// minibatches.begin(rollout, iteration);
/// for (int epoch = 0; epoch < epochs; epoch++) {
///   minibatches.shuffle();
///   for (int k = 0; k < minibatches.count(); k++) {
///     Batch batch = minibatches.gather(k);
///   }
/// }
/// ```
///
/// The order depends only on the random stream, the iteration and the number of shuffles since
/// [#begin]. Memory is allocated for the first rollout and reused for others of the same size.
public final class Minibatches {
  private final int batchSize;
  private final @Nullable Rng shuffling; // null: minibatches in the order of the rows
  private Rollout rollout = new Rollout(0, 0, 0, 0);
  private int[] all = {}; // [T·n]
  private int[] order = all; // [rows]
  private Batch batch = new Batch(0, 0, 0);

  private Minibatches(int batchSize, @Nullable Rng shuffling) {
    Check.that(batchSize >= 1, "batchSize", batchSize, "at least 1");
    this.batchSize = batchSize;
    this.shuffling = shuffling;
  }

  /// Minibatches in random order.
  ///
  /// @param batchSize samples per minibatch; the last one of an epoch may be smaller
  /// @param shuffling the stream that the order is drawn from; its first index becomes the
  ///   iteration
  public static Minibatches shuffled(int batchSize, Rng shuffling) {
    return new Minibatches(batchSize, Objects.requireNonNull(shuffling, "shuffling is required"));
  }

  /// Minibatches in the order of the rows: [#shuffle] has no effect.
  ///
  /// @param batchSize samples per minibatch; the last one may be smaller
  public static Minibatches inOrder(int batchSize) {
    return new Minibatches(batchSize, null);
  }

  /// Starts an update on all rows of a rollout, in their own order.
  ///
  /// @param rollout one whose environments all have T steps
  /// @param iteration the number of updates before this one
  /// @throws IllegalArgumentException when environments have different numbers of steps
  public void begin(Rollout rollout, long iteration) {
    rollout.requireFull("Minibatches.begin(rollout, iteration)");
    if (all.length != rollout.rows()) {
      all = new int[rollout.rows()];
    }
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    begin(rollout, all, iteration);
  }

  /// Starts an update on some rows of a rollout, in the given order.
  ///
  /// @param rows row numbers; kept, and reordered by [#shuffle]
  /// @param iteration the number of updates before this one
  public void begin(Rollout rollout, int[] rows, long iteration) {
    this.rollout = rollout;
    order = rows;
    if (shuffling != null) {
      shuffling.reposition((int) (iteration & Integer.MAX_VALUE), (int) (iteration >>> 31));
    }
    int capacity = Math.min(batchSize, rows.length);
    if (batch.capacity() != capacity) {
      batch = new Batch(capacity, rollout.obsSize(), rollout.actionSize());
    }
  }

  /// Permutes the current order at random.
  public void shuffle() {
    if (shuffling != null) {
      shuffling.shuffle(order, order.length);
    }
  }

  /// The row numbers in the current order, not copied, `[rows]`.
  public int[] order() {
    return order;
  }

  /// The number of minibatches in an epoch.
  public int count() {
    return Math.ceilDiv(order.length, batchSize);
  }

  /// Copies minibatch k of the current order, k in [0, [#count]), into a batch. The next call
  /// overwrites it.
  public Batch gather(int k) {
    if (k < 0 || k >= count()) {
      throw Check.failure("k", k, "in [0, " + (count() - 1) + "]");
    }
    int from = k * batchSize;
    batch.gather(rollout, order, from, from + Math.min(batchSize, order.length - from));
    return batch;
  }
}
