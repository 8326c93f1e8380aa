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

  /// Multiply–adds of a job from which a second thread pays off that is awake: about 25 µs of one
  /// core. The measurements of this and the next number are in docs/decisions/0011-threads.md.
  public static final long WORTH_A_THREAD = 500_000;

  /// Multiply–adds of a job from which it pays to wake a thread for it alone: about 250 µs.
  public static final long WORTH_WAKING = 5_000_000;

  /// A job that starts sooner than this after the one before is one of a series, for which it pays
  /// to wake threads.
  private static final long SERIES_NANOS = 20_000;

  /// Spins before a worker parks: some 50 µs.
  private static final int SPINS = 2_000;

  /// Spins before a worker offers its core to others, such as the JVM's compiler: better now than
  /// in the middle of a task, for which the caller would wait.
  private static final int SPINS_PER_YIELD = 16;

  private final Thread[] threads;

  /// High half: the number of the job. Low half: the number of its tasks not yet taken. One word,
  /// so that a late worker of one job cannot take a task of the next.
  private final AtomicLong open = new AtomicLong();

  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicInteger parked = new AtomicInteger();
  private long lastEnd = System.nanoTime(); // of a job worth a thread
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

  /// Runs tasks 0 … `count` − 1 of the job and returns when all are done. Rethrows an exception of
  /// a task.
  ///
  /// @param size multiply–adds of all tasks, by which it is decided whether other threads take part
  public void run(int count, long size, Job work) {
    if (count == 1 || threads.length == 0 || size < WORTH_A_THREAD) {
      runAlone(count, work);
    } else if (size < WORTH_WAKING && asleep() && System.nanoTime() - lastEnd > SERIES_NANOS) {
      runAlone(count, work);
      lastEnd = System.nanoTime();
    } else {
      share(count, work);
      lastEnd = System.nanoTime();
      rethrow();
    }
  }

  private boolean asleep() {
    return parked.get() == threads.length;
  }

  private static void runAlone(int count, Job work) {
    for (int task = 0; task < count; task++) {
      work.run(task, 0);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // yields to a worker of ours, for speed alone
  private void share(int count, Job work) {
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

  @SuppressWarnings("ThreadPriorityCheck") // yields the core for speed alone
  private void serve(int thread) {
    int spins = 0;
    while (!closed) {
      if (takeTask(thread)) {
        spins = 0;
      } else if (++spins < SPINS) {
        if (spins % SPINS_PER_YIELD == 0) {
          Thread.yield();
        } else {
          Thread.onSpinWait();
        }
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
