package ascent.train;

import ascent.parallel.Workers;
import ascent.policy.PolicyGradient;

/// Steps environments on one thread or on several, whichever is faster: several where the networks
/// are large for that many environments, or where the first steps took long.
final class StepWorkers {
  /// A step of all environments that takes longer than this, in ns, is split over threads.
  private static final long PARALLEL_NANOS = 20_000;

  private static final int TIMED_STEPS = 64;

  private final Workers workers;
  private final boolean large;
  private int timedSteps;
  private long timedNanos;

  /// @param work of the networks in a step, in rows × weights
  StepWorkers(Workers workers, long work) {
    this.workers = workers;
    large = work >= PolicyGradient.PARALLEL_WORK;
  }

  /// Runs a step, split into tasks, and returns when all are done.
  void run(int tasks, Workers.Job job) {
    if (timedSteps < TIMED_STEPS) {
      long start = System.nanoTime();
      workers.run(tasks, false, job);
      timedNanos += System.nanoTime() - start;
      timedSteps++;
    } else {
      workers.run(tasks, large || timedNanos > PARALLEL_NANOS * TIMED_STEPS, job);
    }
  }
}
