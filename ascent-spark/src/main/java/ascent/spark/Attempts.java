package ascent.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.Success$;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.jdk.javaapi.CollectionConverters;

/// Counts the attempts of a run's tasks that failed or won by speculation. Spark reports them a
/// little later than it returns their results.
final class Attempts extends SparkListener {
  /// A property of the jobs of a run.
  static final String RUN = "ascent.run";

  private final String run;
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong speculated = new AtomicLong();

  Attempts(String run) {
    this.run = run;
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    if (job.properties() != null && run.equals(job.properties().getProperty(RUN))) {
      CollectionConverters.asJava(job.stageIds()).forEach(id -> stages.add((Integer) id));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (!stages.contains(end.stageId())) {
      return;
    }
    if (end.reason() instanceof Success$) {
      if (end.taskInfo().speculative()) {
        speculated.incrementAndGet();
      }
    } else if (!(end.reason() instanceof TaskKilled)) { // by us or another attempt
      lost.incrementAndGet();
    }
  }

  long lost() {
    return lost.get();
  }

  long speculated() {
    return speculated.get();
  }
}
