package ascent.parallel;

import ascent.config.Check;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs a few independent tasks on a fixed set of threads and waits for all of them.
///
/// Minibatches last tens of microseconds, less than it takes to wake a thread. So a worker spins
/// briefly after a job before it parks, and starting a job costs about a microsecond in a busy
/// phase. The assignment of tasks to threads is arbitrary; callers write to disjoint places and
/// reduce in task order, so results never depend on the number of threads.
///
/// Not thread-safe: one thread at a time may call [#run].
public final class Workers implements AutoCloseable {
  /// A job: called once for each task number.
  @FunctionalInterface
  public interface Job {
    /// Runs a task.
    ///
    /// @param thread that runs it, 0 … [Workers#threads] − 1, so that each thread may have a memory
    ///   of its own; 0 is the caller's
    void run(int task, int thread);
  }

  /// Multiply–adds of a job from which a second thread pays off: about 45 µs of one core. The
  /// measurement is in docs/decisions/0011-threads.md.
  public static final long WORTH_A_THREAD = 500_000;

  /// Spins before a worker parks: about 50 µs.
  private static final int SPINS = 2_000;

  private final Thread[] threads;

  /// High half: the number of the job. Low half: the number of its tasks not yet taken. One word,
  /// so that a late worker of one job cannot take a task of the next.
  private final AtomicLong open = new AtomicLong();

  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicInteger parked = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private volatile Job job = (task, thread) -> {};

  private Workers(int helpers) {
    threads = new Thread[helpers];
  }

  /// Workers that use `threads` threads in total, including the caller's.
  public static Workers of(int threads) {
    Check.that(threads >= 1 && threads <= 1024, "threads", threads, "in [1, 1024]");
    Workers workers = new Workers(threads - 1);
    for (int i = 0; i < workers.threads.length; i++) {
      int thread = i + 1;
      workers.threads[i] =
          Thread.ofPlatform()
              .daemon()
              .name("ascent-worker-" + i)
              .start(() -> workers.serve(thread));
    }
    return workers;
  }

  /// The number of threads, including the caller's.
  public int threads() {
    return threads.length + 1;
  }

  /// Runs tasks 0 … `count` − 1 of the job, on the caller's thread only if `parallel` is false, and
  /// returns when all are done. Rethrows an exception of a task.
  @SuppressWarnings("ThreadPriorityCheck") // yields to a worker of ours, for speed alone
  public void run(int count, boolean parallel, Job work) {
    if (!parallel || count == 1 || threads.length == 0) {
      for (int task = 0; task < count; task++) {
        work.run(task, 0);
      }
      return;
    }
    job = work;
    finished.set(0);
    open.set((((open.get() >>> 32) + 1) << 32) | count); // publishes the job
    if (parked.get() > 0) {
      wake();
    }
    while (takeTask(0)) {}
    for (int spins = 0; finished.get() < count; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // the machine is busy: yield this core to the worker that has our task
      }
    }
    rethrow();
  }

  /// Takes and runs one task of the current job, the last one first; false when none is left.
  private boolean takeTask(int thread) {
    long claim = open.get();
    int task = (int) claim - 1;
    if (task < 0) {
      return false;
    }
    if (open.compareAndSet(claim, claim - 1)) {
      try {
        job.run(task, thread);
      } catch (Throwable t) {
        failure = t;
      }
      finished.incrementAndGet();
    }
    return true;
  }

  private void serve(int thread) {
    int spins = 0;
    while (!closed) {
      if (takeTask(thread)) {
        spins = 0;
      } else if (++spins < SPINS) {
        Thread.onSpinWait();
      } else {
        sleep();
        spins = 0;
      }
    }
  }

  /// Parks until there may be a job. A job published before `parked` was raised is seen here, one
  /// published after it wakes this thread.
  private void sleep() {
    parked.incrementAndGet();
    if ((int) open.get() == 0 && !closed) {
      LockSupport.park(this);
    }
    parked.decrementAndGet();
  }

  private void wake() {
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }

  private void rethrow() {
    Throwable t = failure;
    if (t == null) {
      return;
    }
    failure = null;
    switch (t) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(t);
    }
  }

  @Override
  public void close() {
    closed = true;
    wake();
  }
}
