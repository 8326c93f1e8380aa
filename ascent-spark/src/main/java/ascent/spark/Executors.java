package ascent.spark;

import ascent.env.EnvFailure;
import java.util.Objects;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.storage.BlockManagerId;
import org.jspecify.annotations.Nullable;

/// Where a task runs.
final class Executors {
  private Executors() {}

  /// This executor, as Spark names a place that a task prefers.
  static String place() {
    BlockManagerId id = SparkEnv.get().blockManager().blockManagerId();
    return "executor_" + id.host() + "_" + id.executorId();
  }

  /// Whether the running task was told to stop, because another attempt was faster or the job has
  /// ended. What it computed since then, and its environments, are not to be used.
  static boolean isKilled() {
    TaskContext task = TaskContext.get();
    return task != null && task.isInterrupted();
  }

  /// What an environment or its settings have against being made here, as a sentence; null if the
  /// exception is not of that kind, so that Spark may try again elsewhere.
  static @Nullable String whyNotMade(Throwable e) {
    return e instanceof EnvFailure || e instanceof IllegalArgumentException
        ? Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
        : null;
  }
}
