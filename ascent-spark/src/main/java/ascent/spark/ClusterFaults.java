package ascent.spark;

import ascent.collect.SourceException;
import ascent.config.Printable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/// What went wrong with a cluster, as a sentence.
final class ClusterFaults {
  private static final int FIRST_CLASS_FILE = 44; // version 45 is Java 1

  private static final Pattern NEWER_CLASS =
      Pattern.compile("recognizes class file versions up to (\\d+)");

  /// In Spark's words: `Lost task 0.3 in stage 1.0 (TID 7) (10.0.0.2 executor 1): REASON`.
  private static final Pattern LOST_TASK =
      Pattern.compile("Lost task [^(]*\\(TID \\d+\\) \\((\\S+) executor (\\S+)\\): ([^\\n]*)");

  private ClusterFaults() {}

  /// @param cause what Spark threw
  static SourceException of(@Nullable Throwable cause) {
    String message = cause == null ? "" : String.valueOf(cause.getMessage());
    Matcher newer = NEWER_CLASS.matcher(message);
    if (newer.find()) {
      return new SourceException(
          "An executor runs Java %d; it must run Java %d or newer. Maybe set spark.executorEnv.JAVA_HOME to the folder of a JDK on the executors' machines."
              .formatted(
                  Integer.parseInt(newer.group(1)) - FIRST_CLASS_FILE, Runtime.version().feature()),
          cause);
    }
    Matcher lost = LOST_TASK.matcher(message);
    if (lost.find()) {
      String reason = lost.group(3).strip();
      String hint =
          reason.contains("ClassNotFoundException") || reason.contains("NoClassDefFoundError")
              ? " Maybe a jar is missing on the executors (spark.jars)."
              : " Maybe the executor's log says more.";
      return new SourceException(
          "A part of the rollout failed on every attempt, the last time on executor %s at %s: %s.%s"
              .formatted(lost.group(2), lost.group(1), unstopped(reason), hint),
          cause);
    }
    String first = message.lines().findFirst().orElse("");
    return new SourceException(
        "The cluster cannot go on: %s. Maybe its master was stopped or has given up on the application."
            .formatted(unstopped(first)),
        cause);
  }

  /// The first line of an exception, with a full stop.
  static String line(Throwable e) {
    return unstopped(String.valueOf(e.getMessage()).lines().findFirst().orElse("")) + ".";
  }

  private static String unstopped(String text) {
    String line = Printable.excerpt(text);
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  static String noExecutor(JavaSparkContext context, Duration patience) {
    return "%s has had no executor for %d s. Maybe no worker has enough free cores or memory, executors cannot reach the driver, or they end as soon as they start: every machine needs Spark %s and a JDK %d, and the executors' logs say more."
        .formatted(
            context.master(),
            patience.toSeconds(),
            SparkVersion.here(),
            Runtime.version().feature());
  }

  /// A master that never answered to the driver.
  static String refused(JavaSparkContext context) {
    return "%s did not accept the driver. Maybe another program listens there, or the cluster has another version of Spark than the driver, which has %s."
        .formatted(context.master(), SparkVersion.here());
  }
}
