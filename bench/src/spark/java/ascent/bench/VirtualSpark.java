package ascent.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.spark.JobArtifactSet;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.TaskState;
import org.apache.spark.scheduler.DAGScheduler;
import org.apache.spark.scheduler.DirectTaskResult;
import org.apache.spark.scheduler.ExecutorLossReason;
import org.apache.spark.scheduler.ExecutorProcessLost;
import org.apache.spark.scheduler.ExecutorResourcesAmounts;
import org.apache.spark.scheduler.SchedulerBackend;
import org.apache.spark.scheduler.Task;
import org.apache.spark.scheduler.TaskDescription;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocation;
import org.apache.spark.scheduler.TaskLocation$;
import org.apache.spark.scheduler.TaskScheduler;
import org.apache.spark.scheduler.TaskSchedulerImpl;
import org.apache.spark.scheduler.TaskSet;
import org.apache.spark.scheduler.TaskSetManager;
import org.apache.spark.scheduler.WorkerOffer;
import org.apache.spark.util.AccumulatorV2;
import org.apache.spark.util.ManualClock;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/// Spark's own task scheduler, with a clock that a simulation sets and executors that it plays.
/// Which task is offered to which executor, when a second attempt is due, and what becomes of the
/// tasks of an executor that is lost, is decided by the code that decides it on a cluster.
final class VirtualSpark implements AutoCloseable {
  private static final int MAX_FAILURES = 1_000_000; // a simulation does not give up

  private final ManualClock clock = new ManualClock(1);
  private final TaskSchedulerImpl scheduler;
  private final SilentDag dag;
  private final DirectTaskResult<Integer> result;
  private final Backend backend = new Backend();
  private int stage = -1;

  /// An executor that can take a task.
  record Place(String executor, String host) {}

  /// A task that an executor has to run.
  record Attempt(long id, int part, String executor) {}

  /// @param context whose properties count; its own executors are not used
  VirtualSpark(SparkContext context) {
    scheduler =
        new TaskSchedulerImpl(context, MAX_FAILURES, false, clock) {
          @Override
          public scala.collection.immutable.IndexedSeq<WorkerOffer> shuffleOffers(
              scala.collection.immutable.IndexedSeq<WorkerOffer> offers) {
            return offers; // so that a simulation can be repeated
          }
        };
    scheduler.initialize(backend);
    dag = new SilentDag(context, scheduler);
    ClassTag<Integer> integer = ClassTag.apply(Integer.class);
    ByteBuffer value = SparkEnv.get().serializer().newInstance().serialize(1, integer);
    result = new DirectTaskResult<>(value, seq(List.of()), new long[0]);
  }

  /// Sets the time, in ms.
  void setTime(double millis) {
    clock.setTime(Math.round(millis) + 1);
  }

  /// Submits a task for each part.
  ///
  /// @param preferred the executor that each part prefers
  void submit(List<Place> preferred) {
    stage++;
    Task<?>[] tasks = new Task<?>[preferred.size()];
    for (int p = 0; p < tasks.length; p++) {
      Place place = preferred.get(p);
      tasks[p] =
          new Part(stage, p, tasks.length, TaskLocation$.MODULE$.apply(place.host, place.executor));
    }
    scheduler.submitTasks(new TaskSet(tasks, stage, 0, 0, new Properties(), 0, Option.empty()));
  }

  /// Offers idle executors of one core; the tasks that they have to run now.
  List<Attempt> offer(List<Place> idle) {
    List<WorkerOffer> offers = new ArrayList<>();
    for (Place place : idle) {
      offers.add(
          new WorkerOffer(
              place.executor, place.host, 1, Option.empty(), ExecutorResourcesAmounts.empty(), 0));
    }
    List<Attempt> launched = new ArrayList<>();
    for (Seq<TaskDescription> each :
        CollectionConverters.asJava(
            scheduler.resourceOffers(CollectionConverters.asScala(offers).toIndexedSeq(), true))) {
      for (TaskDescription task : CollectionConverters.asJava(each)) {
        launched.add(new Attempt(task.taskId(), task.index(), task.executorId()));
      }
    }
    return launched;
  }

  /// Reports that an attempt has succeeded; the attempts that are killed because of that.
  List<Long> succeed(Attempt attempt) {
    backend.killed.clear();
    TaskSetManager manager = manager();
    scheduler.handleSuccessfulTask(manager, attempt.id, result);
    List<Long> killed = List.copyOf(backend.killed);
    for (long id : killed) {
      TaskKilled reason =
          new TaskKilled(
              "another attempt succeeded", seq(List.of()), seq(List.of()), seq(List.of()));
      scheduler.handleFailedTask(manager, id, TaskState.KILLED(), reason);
    }
    return killed;
  }

  /// Reports that an executor is gone, and its attempts with it.
  void lose(String executor) {
    scheduler.executorLost(
        executor, new ExecutorProcessLost("lost by the simulation", Option.empty(), false));
  }

  /// Looks for tasks that need a second attempt; whether there are any.
  boolean speculate() {
    backend.wanted = false;
    scheduler.checkSpeculatableTasks();
    return backend.wanted;
  }

  private TaskSetManager manager() {
    return scheduler.taskSetManagerForAttempt(stage, 0).get();
  }

  private static <E> Seq<E> seq(List<E> list) {
    return CollectionConverters.asScala(list).toList();
  }

  @Override
  public void close() {
    scheduler.stop(0);
    dag.stop(0);
  }

  /// A task that is never run.
  private static final class Part extends Task<Integer> {
    private static final long serialVersionUID = 1;
    private final transient TaskLocation place;

    Part(int stage, int part, int parts, TaskLocation place) {
      super(
          stage,
          0,
          part,
          parts,
          JobArtifactSet.emptyJobArtifactSet(),
          new Properties(),
          new byte[0],
          Option.empty(),
          Option.empty(),
          Option.empty(),
          false);
      this.place = place;
    }

    @Override
    public Integer runTask(TaskContext context) {
      throw new IllegalStateException("A simulated task does not run.");
    }

    @Override
    public Seq<TaskLocation> preferredLocations() {
      return seq(List.of(place));
    }
  }

  /// Keeps what the scheduler asks of executors.
  private static final class Backend implements SchedulerBackend {
    final List<Long> killed = new ArrayList<>();
    boolean wanted;
    private String appId = "simulation";

    @Override
    public void killTask(long id, String executor, boolean interrupts, String reason) {
      killed.add(id);
    }

    @Override
    public void reviveOffers() {
      wanted = true;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public int defaultParallelism() {
      return 1;
    }

    @Override
    public Option<org.apache.spark.status.api.v1.ThreadStackTrace> getTaskThreadDump(
        long id, String executor) {
      return Option.empty();
    }

    @Override
    public int maxNumConcurrentTasks(org.apache.spark.resource.ResourceProfile profile) {
      return 1;
    }

    @Override
    public String org$apache$spark$scheduler$SchedulerBackend$$appId() {
      return appId;
    }

    @Override
    public void
        org$apache$spark$scheduler$SchedulerBackend$_setter_$org$apache$spark$scheduler$SchedulerBackend$$appId_$eq(
            String id) {
      appId = id;
    }
  }

  /// Hears of tasks and executors, and does nothing: there is no job behind the tasks.
  private static final class SilentDag extends DAGScheduler {
    SilentDag(SparkContext context, TaskScheduler scheduler) {
      super(context, scheduler);
    }

    @Override
    public void taskStarted(Task<?> task, TaskInfo info) {}

    @Override
    public void taskGettingResult(TaskInfo info) {}

    @Override
    public void taskEnded(
        Task<?> task,
        TaskEndReason reason,
        Object value,
        Seq<AccumulatorV2<?, ?>> updates,
        long[] peaks,
        TaskInfo info) {}

    @Override
    public void executorAdded(String executor, String host) {}

    @Override
    public void executorLost(String executor, ExecutorLossReason reason) {}

    @Override
    public void workerRemoved(String worker, String host, String message) {}

    @Override
    public void taskSetFailed(TaskSet tasks, String reason, Option<Throwable> cause) {
      throw new IllegalStateException("The tasks were given up: " + reason);
    }

    @Override
    public void speculativeTaskSubmitted(Task<?> task, int index) {}
  }
}
