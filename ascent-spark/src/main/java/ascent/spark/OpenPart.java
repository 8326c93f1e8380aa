package ascent.spark;

import org.apache.spark.api.java.function.Function;

/// Makes the environments of a part, on an executor, before the first iteration.
record OpenPart(RemoteRun run) implements Function<PartTask, OpenedEnvs> {
  private static final long serialVersionUID = 1;

  @Override
  public OpenedEnvs call(PartTask task) {
    Slot slot;
    try {
      slot = Slot.open(run, task.first, task.envs);
    } catch (RuntimeException e) {
      String why = Executors.whyNotMade(e);
      if (why == null || Executors.isKilled()) {
        throw e;
      }
      return OpenedEnvs.fault(task, why);
    }
    OpenedEnvs report = OpenedEnvs.of(task, slot);
    Slots.HERE.keep(slot, -1);
    return report;
  }
}
