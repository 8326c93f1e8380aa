package ascent.spark;

import org.apache.spark.api.java.function.Function;

/// Makes the environments of a part, on an executor, before the first iteration.
record OpenPart(RemoteRun run) implements Function<PartTask, Opening> {
  private static final long serialVersionUID = 1;

  @Override
  public Opening call(PartTask task) {
    Slot slot;
    try {
      slot = Slot.open(run, task.first, task.envs);
    } catch (RuntimeException e) {
      String why = Executors.whyNotMade(e);
      if (why == null || Executors.isKilled()) {
        throw e;
      }
      return Opening.fault(task, why);
    }
    Opening opening = Opening.of(task, slot);
    Slots.HERE.keep(slot, -1);
    return opening;
  }
}
