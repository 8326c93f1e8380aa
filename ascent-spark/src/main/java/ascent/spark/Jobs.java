package ascent.spark;

import ascent.collect.SourceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/// Runs tasks on the executors of a context, each of them near a place, and waits for all of them
/// as long as there are executors.
final class Jobs {
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

  /// The answers to all tasks, in their order.
  ///
  /// @param places which executor each task prefers; empty for any
  /// @throws SourceException if the cluster cannot compute them
  <T, R> List<R> run(List<T> tasks, List<String> places, Function<T, R> function) {
    List<Tuple2<T, Seq<String>>> placed = new java.util.ArrayList<>();
    for (int k = 0; k < tasks.size(); k++) {
      placed.add(new Tuple2<>(tasks.get(k), scala(preferred(places.get(k)))));
    }
    context.setLocalProperty(Attempts.RUN, run);
    try {
      ClassTag<T> any = ClassTag.apply(Object.class);
      JavaRDD<T> rdd = context.sc().makeRDD(scala(placed), any).toJavaRDD();
      return await(rdd.map(function).collectAsync());
    } catch (IllegalStateException e) {
      throw ClusterFaults.of(e); // the context has been stopped
    } finally {
      context.setLocalProperty(Attempts.RUN, null);
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
            throw new SourceException(ClusterFaults.noExecutor(context.master(), patience), e);
          }
        }
      }
    } catch (ExecutionException e) {
      throw ClusterFaults.of(e.getCause());
    } catch (CancellationException e) {
      throw ClusterFaults.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException("The run was interrupted while it waited for the cluster.", e);
    } finally {
      job.cancel(true); // does nothing to a job that is done
    }
  }
}
