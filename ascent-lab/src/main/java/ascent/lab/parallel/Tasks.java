package ascent.lab.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs independent tasks that take seconds. For tasks of microseconds see
/// [ascent.parallel.Workers].
public final class Tasks {
  private Tasks() {}

  /// Runs tasks, several at a time.
  ///
  /// @param threads at least 1
  /// @return their results, in order
  public static <T> List<T> all(int threads, List<? extends Callable<T>> tasks) {
    List<T> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> futures = new ArrayList<>();
      tasks.forEach(task -> futures.add(pool.submit(task)));
      try {
        for (Future<T> future : futures) {
          results.add(future.get());
        }
      } catch (ExecutionException e) {
        pool.shutdownNow();
        throw unwrapped(e);
      } catch (InterruptedException e) {
        pool.shutdownNow();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("The work was interrupted.", e);
      }
    }
    return results;
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException cause -> cause;
      case Error cause -> throw cause;
      case null, default -> new IllegalStateException(e);
    };
  }
}
