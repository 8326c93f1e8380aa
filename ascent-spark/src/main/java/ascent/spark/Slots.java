package ascent.spark;

import ascent.env.EnvFactories;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The idle slots of an executor, kept for the next iteration. Nothing is lost with them: a slot
/// can be made again from the run's description and a carry.
final class Slots {
  private static final System.Logger LOG = System.getLogger("ascent.spark");

  /// Those of this process.
  static final Slots HERE = new Slots();

  /// After this many iterations without a part, it counts as moved to another executor.
  private static final long ITERATIONS_KEPT = 3;

  /// Slots that no run has used for this time are closed with the next task.
  private static final long NANOS_KEPT = TimeUnit.MINUTES.toNanos(10);

  /// @param iteration in which the slot was used last
  /// @param nanos when it was
  private record Idle(Slot slot, long iteration, long nanos) {}

  private final Deque<Idle> idle = new ArrayDeque<>(); // the longest idle first

  Slots() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::closeAll, "ascent-close-envs"));
  }

  /// Takes a slot with these environments, if possible one that stands at this carry.
  ///
  /// @return null if there is none
  synchronized @Nullable Slot take(String run, int first, int envs, byte[] carry) {
    Idle best = null;
    for (Idle each : idle) {
      if (each.slot.isOf(run, first, envs) && (best == null || each.slot.standsAt(carry))) {
        best = each;
      }
    }
    if (best == null) {
      return null;
    }
    idle.remove(best);
    return best.slot;
  }

  /// Keeps a slot, and closes those that are no longer needed.
  ///
  /// @param iteration that the slot was used in; −1 before the first
  void keep(Slot slot, long iteration) {
    Deque<Slot> old = new ArrayDeque<>();
    long now = System.nanoTime();
    synchronized (this) {
      for (Iterator<Idle> each = idle.iterator(); each.hasNext(); ) {
        Idle one = each.next();
        boolean comparable = one.iteration >= 0 && one.slot.run().equals(slot.run());
        if (comparable
            ? one.iteration < iteration - ITERATIONS_KEPT
            : now - one.nanos > NANOS_KEPT) {
          each.remove();
          old.add(one.slot);
        }
      }
      idle.add(new Idle(slot, iteration, now));
    }
    old.forEach(Slots::close);
  }

  private synchronized void closeAll() {
    for (Idle each : idle) {
      close(each.slot);
    }
    idle.clear();
  }

  /// Closes a slot. A fault of that is only logged: the environments have done their work.
  static void close(Slot slot) {
    try {
      EnvFactories.close(slot);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING, "An environment could not be closed: {0}", e.getMessage());
    }
  }
}
