package ascent.spark;

import ascent.io.DamagedFileException;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/// Computes parts of a rollout, on an executor.
///
/// @param snapshot that all parts of the iteration use
record CollectPart(RemoteRun run, Broadcast<byte[]> snapshot, long iteration)
    implements Function<PartTask, PartAnswer> {
  private static final long serialVersionUID = 1;

  @Override
  public PartAnswer call(PartTask task) throws DamagedFileException {
    Slot slot;
    try {
      slot = slot(task);
    } catch (RuntimeException e) {
      String why = Executors.whyNotMade(e);
      if (why == null || Executors.isKilled()) {
        throw e;
      }
      return PartAnswer.fault(why);
    }
    boolean reusable = false;
    try {
      boolean lost = !slot.standsAt(task.carry) && !slot.moveTo(task.carry);
      long begin = System.nanoTime();
      byte[] part = slot.collect(snapshot.value());
      long nanos = System.nanoTime() - begin;
      reusable = !slot.failed() && !Executors.isKilled();
      return PartAnswer.of(part, slot, nanos, lost);
    } finally {
      if (reusable) {
        Slots.HERE.keep(slot, iteration);
      } else {
        Slots.close(slot);
      }
    }
  }

  private Slot slot(PartTask task) {
    @Nullable Slot idle =
        task.anew ? null : Slots.HERE.take(run.id(), task.first, task.envs, task.carry);
    return idle == null ? Slot.open(run, task.first, task.envs) : idle;
  }
}
