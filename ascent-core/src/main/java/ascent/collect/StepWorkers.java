package ascent.collect;

import ascent.parallel.Workers;
import ascent.policy.PolicyGradient;
import java.util.function.LongSupplier;

/// Steps environments on one thread or on several, whichever is faster: several where the networks
/// are large for that many environments, or where a step takes long.
///
/// How long is found out on one thread, in a few steps after each power of two: the first steps of
/// a program say nothing, as they load and compile what the later ones run.
final class StepWorkers {
  /// Steps a share of the environments, of so many shares.
  @FunctionalInterface
  interface Share {
    void run(int share, int shares);
  }

  /// A step of all environments that takes longer than this, in ns, is split over threads.
  private static final long PARALLEL_NANOS = 20_000;

  private static final int TIMED_STEPS = 8;

  private final Workers workers;
  private final long weights;
  private final LongSupplier clock; // in ns
  private final Workers.Job job = this::runShare;
  private long steps; // so far, but for those of large networks
  private double nanos; // of one environment: the fastest of those timed

  // The step under way.
  private Share step = (share, shares) -> {};
  private int shares;

  /// @param weights of the networks
  StepWorkers(Workers workers, long weights) {
    this(workers, weights, System::nanoTime);
  }

  StepWorkers(Workers workers, long weights, LongSupplier clock) {
    this.workers = workers;
    this.weights = weights;
    this.clock = clock;
  }

  private void runShare(int share) {
    step.run(share, shares);
  }

  /// Runs a step: as one share, or as `shares` at once. Returns when all are done.
  ///
  /// @param playing environments that take part
  void run(int shares, int playing, Share step) {
    this.shares = shares;
    this.step = step;
    if (playing * weights >= PolicyGradient.PARALLEL_WORK) {
      workers.run(shares, true, job);
      return;
    }
    steps++;
    long late = steps - Long.highestOneBit(steps); // steps since the last power of two
    if (late < TIMED_STEPS) {
      time(playing, late == 0);
    } else if (playing * nanos > PARALLEL_NANOS) {
      workers.run(shares, true, job);
    } else {
      step.run(0, 1);
    }
  }

  private void time(int playing, boolean afresh) {
    long start = clock.getAsLong();
    step.run(0, 1);
    double took = (double) (clock.getAsLong() - start) / playing;
    nanos = afresh ? took : Math.min(nanos, took);
  }
}
