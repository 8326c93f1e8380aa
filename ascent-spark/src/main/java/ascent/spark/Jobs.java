package ascent.spark;

import ascent.collect.SourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/// Runs tasks on the executors of a context, each of them near a place, and waits for all of them
/// as long as there are executors.
final class Jobs {
  private static final long SETTLED_NANOS = 1_000_000_000L;

  private final JavaSparkContext context;
  private final String run;
  private final Duration patience;

  /// @param patience how long to wait while there is no executor
  Jobs(JavaSparkContext context, String run, Duration patience) {
    this.context = context;
    this.run = run;
    this.patience = patience;
  }

  /// The number of executors.
  int executors() {
    int all = context.sc().statusTracker().getExecutorInfos().length;
    return context.isLocal() ? 1 : all - 1; // the driver is one of them
  }

  /// The number of cores of all executors.
  int cores() {
    try {
      return context.defaultParallelism();
    } catch (IllegalStateException e) {
      throw stopped(e);
    }
  }

  /// Makes bytes available to all executors, until they are destroyed.
  Broadcast<byte[]> broadcast(byte[] bytes) {
    try {
      return context.broadcast(bytes);
    } catch (IllegalStateException e) {
      throw stopped(e);
    }
  }

  /// Waits until there are executors and no more of them have come for a second. They register one
  /// by one after the context has been made.
  ///
  /// @throws SourceException if there is none
  void awaitExecutors() {
    long begin = System.nanoTime();
    long since = begin;
    int known = executors();
    try {
      while (known == 0 || System.nanoTime() - since < SETTLED_NANOS) {
        if (context.sc().isStopped()) {
          throw new SourceException(ClusterFaults.refused(context), null);
        }
        if (context.isLocal()) {
          return;
        }
        if (known == 0 && System.nanoTime() - begin > patience.toNanos()) {
          throw new SourceException(ClusterFaults.noExecutor(context, patience), null);
        }
        TimeUnit.MILLISECONDS.sleep(50);
        int now = executors();
        since = now == known ? since : System.nanoTime();
        known = now;
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (IllegalStateException e) {
      throw stopped(e);
    }
  }

  private static SourceException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SourceException("The run was interrupted while it waited for the cluster.", e);
  }

  private static SourceException stopped(@Nullable Throwable e) {
    waitIfEnding();
    return ClusterFaults.of(e);
  }

  /// The answers to all tasks, in their order.
  ///
  /// @param places which executor each task prefers; empty for any
  /// @throws SourceException if the cluster cannot compute them
  <T, R> List<R> run(List<T> tasks, List<String> places, Function<T, R> function) {
    List<Tuple2<T, Seq<String>>> placed = new ArrayList<>();
    for (int k = 0; k < tasks.size(); k++) {
      placed.add(new Tuple2<>(tasks.get(k), scala(preferred(places.get(k)))));
    }
    context.setLocalProperty(Attempts.RUN, run);
    try {
      ClassTag<T> any = ClassTag.apply(Object.class);
      JavaRDD<T> rdd = context.sc().makeRDD(scala(placed), any).toJavaRDD();
      return await(rdd.map(function).collectAsync());
    } catch (IllegalStateException e) { // the context has been stopped
      throw stopped(e);
    } finally {
      context.setLocalProperty(Attempts.RUN, null);
    }
  }

  /// When the JVM is told to end, Spark stops the context, and all jobs with it. That is no failure
  /// to report: the JVM halts while this waits.
  private static void waitIfEnding() {
    Thread hook = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10));
    }
  }

  private static List<String> preferred(String place) {
    return place.isEmpty() ? List.of() : List.of(place);
  }

  private static <E> Seq<E> scala(List<E> list) {
    return CollectionConverters.asScala(list).toList();
  }

  private <R> List<R> await(JavaFutureAction<List<R>> job) {
    long alone = System.nanoTime(); // since when there was no executor
    try {
      while (true) {
        try {
          return job.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          alone = executors() > 0 ? System.nanoTime() : alone;
          if (System.nanoTime() - alone > patience.toNanos()) {
            throw new SourceException(ClusterFaults.noExecutor(context, patience), e);
          }
        }
      }
    } catch (ExecutionException e) {
      throw stopped(e.getCause());
    } catch (CancellationException e) {
      throw ClusterFaults.of(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      job.cancel(true); // does nothing to a job that is done
    }
  }
}
