package ascent.parallel;

import ascent.config.Check;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs a few independent tasks on a fixed set of threads and waits for all of them.
///
/// Minibatches last tens of microseconds, less than it takes to wake a thread. So a worker spins
/// for a moment after a job before it parks, and handing over a job costs about a microsecond in a
/// busy phase. Which thread runs which task is left to chance; callers write to disjoint places and
/// reduce in task order, so that results never depend on the number of threads.
///
/// Not thread-safe: one thread at a time may call [#run].
public final class Workers implements AutoCloseable {
  /// A job: called once for each task number.
  @FunctionalInterface
  public interface Job {
    void run(int task);
  }

  /// Spins before a worker parks: some 50 µs.
  private static final int SPINS = 2_000;

  private final Thread[] threads;

  /// High half: the number of the job. Low half: how many of its tasks are still to be taken. One
  /// word, so that a worker that comes late from one job cannot take a task of the next by mistake.
  private final AtomicLong open = new AtomicLong();

  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicInteger parked = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private volatile Job job = task -> {};

  private Workers(int helpers) {
    threads = new Thread[helpers];
  }

  /// Workers that use `threads` threads in all, the caller's among them.
  public static Workers of(int threads) {
    Check.that(threads >= 1 && threads <= 1024, "threads", threads, "in [1, 1024]");
    Workers workers = new Workers(threads - 1);
    for (int i = 0; i < workers.threads.length; i++) {
      workers.threads[i] =
          Thread.ofPlatform().daemon().name("ascent-worker-" + i).start(workers::serve);
    }
    return workers;
  }

  /// The number of threads, the caller's included.
  public int threads() {
    return threads.length + 1;
  }

  /// Runs tasks 0 … `count` − 1 of the job, on the caller's thread alone when `parallel` is false,
  /// and returns when all are done. What a task throws is thrown here.
  @SuppressWarnings("ThreadPriorityCheck") // yields to a worker of ours, for speed alone
  public void run(int count, boolean parallel, Job work) {
    if (!parallel || count == 1 || threads.length == 0) {
      for (int task = 0; task < count; task++) {
        work.run(task);
      }
      return;
    }
    job = work;
    finished.set(0);
    open.set((((open.get() >>> 32) + 1) << 32) | count); // publishes the job
    if (parked.get() > 0) {
      wake();
    }
    while (takeTask()) {}
    for (int spins = 0; finished.get() < count; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // the machine is busy; let the worker that holds our task have this core
      }
    }
    rethrow();
  }

  /// Takes and runs one task of the current job, the last one first; false when none is left.
  private boolean takeTask() {
    long claim = open.get();
    int task = (int) claim - 1;
    if (task < 0) {
      return false;
    }
    if (open.compareAndSet(claim, claim - 1)) {
      try {
        job.run(task);
      } catch (Throwable t) {
        failure = t;
      }
      finished.incrementAndGet();
    }
    return true;
  }

  private void serve() {
    int spins = 0;
    while (!closed) {
      if (takeTask()) {
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
