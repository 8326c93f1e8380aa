package ascent.bench;

import ascent.bench.VirtualSpark.Attempt;
import ascent.bench.VirtualSpark.Place;
import ascent.rng.Rng;
import ascent.spark.Cut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Rollouts on a cluster, event by event. Parts are cut by [Cut] and scheduled by [VirtualSpark];
/// modelled are the time that a part takes, the driver, which handles one part at a time, and the
/// executors: which environments each of them holds, and when it is lost.
final class ClusterModel {
  private static final double SPECULATION_INTERVAL = 100; // ms, of SparkRollouts.PROPERTIES

  private final Load load;
  private final Hazards hazards;
  private final ClusterTimes times;
  private final VirtualSpark spark;
  private final Rng rng;
  private final Cut cut;
  private final Place[] places; // which executor has a part's environments
  private final Map<String, Executor> executors = new LinkedHashMap<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::time).thenComparingLong(Event::order));
  private final Set<Integer> running = new HashSet<>(); // parts with an attempt
  private final Set<Long> second = new HashSet<>(); // attempts of parts that had one
  private double now; // ms
  private double driverIdle; // when the driver has handled all parts so far
  private boolean ticking; // whether an event looks for late parts
  private long order;
  private int made; // executors
  private int rollout;
  private int open; // parts without an answer
  private long again;
  private long won;

  /// What is to be computed.
  ///
  /// @param executors of one core
  /// @param envs environments
  /// @param steps of a rollout, per environment
  /// @param stepMillis that a step takes
  /// @param episodeSteps the length of an episode, whose actions are played again in a rebuild
  record Load(int executors, int envs, int steps, double stepMillis, int episodeSteps) {
    /// The time that all steps of a rollout take one after the other.
    double steppingMillis() {
      return stepMillis * steps * envs;
    }
  }

  /// What goes wrong.
  ///
  /// @param partTime draws the time that a part takes
  /// @param speculates whether a late part gets a second attempt
  /// @param lifeMillis mean time until an executor is lost; infinite for never
  record Hazards(PartTime partTime, boolean speculates, double lifeMillis) {}

  /// Draws the time that a part takes, given the time of its steps.
  interface PartTime {
    double draw(double millis, Rng rng);
  }

  /// What came of it.
  ///
  /// @param seconds that a rollout took on average
  /// @param efficiency the share of the executors' time that went into the steps of rollouts
  /// @param again parts per rollout that were computed again
  /// @param won second attempts per rollout that were faster
  record Outcome(double seconds, double efficiency, double again, double won) {}

  private record Event(double time, long order, Runnable action) {}

  private static final class Executor {
    final int index;
    final Place place;
    final Map<Integer, Integer> stands = new HashMap<>(); // part → rollout at whose start it stands
    Attempt attempt; // null when idle

    Executor(int index, Place place) {
      this.index = index;
      this.place = place;
    }
  }

  private ClusterModel(
      Load load, Hazards hazards, ClusterTimes times, VirtualSpark spark, long seed) {
    this.load = load;
    this.hazards = hazards;
    this.times = times;
    this.spark = spark;
    rng = Rng.stream(seed, "cluster", load.executors);
    cut = Cut.fitting(load.envs, load.executors, false);
    places = new Place[cut.parts()];
  }

  /// Simulates rollouts one after the other; learning in between takes no time.
  static Outcome simulate(
      Load load, Hazards hazards, ClusterTimes times, VirtualSpark spark, int rollouts) {
    return new ClusterModel(load, hazards, times, spark, 1).run(rollouts);
  }

  private Outcome run(int rollouts) {
    for (int i = 0; i < load.executors; i++) {
      Executor executor = add(i);
      if (i < places.length) {
        places[i] = executor.place;
        executor.stands.put(i, 0);
      }
    }
    for (rollout = 0; rollout < rollouts; rollout++) {
      open = cut.parts();
      now += times.rolloutMillis();
      spark.setTime(now);
      spark.submit(Arrays.asList(places));
      offer(executors.values());
      while (open > 0) {
        Event event = events.remove();
        now = Math.max(now, event.time);
        spark.setTime(now);
        event.action.run();
      }
    }
    executors.values().forEach(executor -> spark.lose(executor.place.executor())); // for the next
    double share = load.steppingMillis() * rollouts / (now * load.executors);
    return new Outcome(
        1e-3 * now / rollouts, share, (double) again / rollouts, (double) won / rollouts);
  }

  private void at(double time, Runnable action) {
    events.add(new Event(time, order++, action));
  }

  private Executor add(int index) {
    String id = "%d-%d".formatted(index, made++);
    Executor executor = new Executor(index, new Place(id, "host" + index));
    executors.put(id, executor);
    if (hazards.lifeMillis < Double.POSITIVE_INFINITY) {
      double life = -hazards.lifeMillis * StrictMath.log(1 - rng.nextDouble());
      at(now + life, () -> lose(executor));
    }
    return executor;
  }

  private void offer(Iterable<Executor> some) {
    List<Place> idle = new ArrayList<>();
    for (Executor executor : some) {
      if (executor.attempt == null) {
        idle.add(executor.place);
      }
    }
    if (!idle.isEmpty()) {
      spark.offer(idle).forEach(this::launch);
    }
  }

  private void launch(Attempt attempt) {
    Executor executor = executors.get(attempt.executor());
    executor.attempt = attempt;
    if (!running.add(attempt.part())) {
      second.add(attempt.id());
    }
    Integer stands = executor.stands.remove(attempt.part());
    boolean reusable = stands != null && stands == rollout;
    double rebuild = reusable ? 0 : rebuildMillis(cut.size(attempt.part()));
    double steps = load.stepMillis * load.steps * cut.size(attempt.part());
    at(
        driver() + rebuild + hazards.partTime.draw(steps, rng),
        () -> {
          if (executor.attempt == attempt) {
            at(driver(), () -> answer(executor, attempt));
          }
        });
  }

  /// The running episodes are played again; each is somewhere in its course.
  private double rebuildMillis(int envs) {
    double steps = 0;
    for (int e = 0; e < envs; e++) {
      steps += rng.nextDouble() * load.episodeSteps;
    }
    return steps * load.stepMillis;
  }

  /// When the driver has sent or received one more part.
  private double driver() {
    driverIdle = Math.max(driverIdle, now) + times.partMillis() / 2;
    return driverIdle;
  }

  private void answer(Executor executor, Attempt attempt) {
    if (executor.attempt != attempt) {
      return; // lost, or killed by a faster attempt
    }
    List<Executor> freed = new ArrayList<>(List.of(executor));
    executor.attempt = null;
    executor.stands.put(attempt.part(), rollout + 1);
    places[attempt.part()] = executor.place;
    for (long id : spark.succeed(attempt)) {
      for (Executor other : executors.values()) {
        if (other.attempt != null && other.attempt.id() == id) {
          other.attempt = null;
          freed.add(other);
        }
      }
    }
    running.remove(attempt.part());
    won += second.contains(attempt.id()) ? 1 : 0;
    open--;
    offer(freed);
    tick();
  }

  /// Looks for late parts, now and then, while there is an idle executor.
  private void tick() {
    if (!hazards.speculates || ticking || open == 0) {
      return;
    }
    ticking = true;
    at(
        now + SPECULATION_INTERVAL,
        () -> {
          ticking = false;
          if (spark.speculate()) {
            offer(executors.values());
          }
          if (executors.values().stream().anyMatch(e -> e.attempt == null)) {
            tick();
          }
        });
  }

  private void lose(Executor executor) {
    if (executor.attempt != null) {
      again++;
      boolean alone =
          executors.values().stream()
              .noneMatch(e ->
                  e != executor
                      && e.attempt != null
                      && e.attempt.part() == executor.attempt.part());
      if (alone) {
        running.remove(executor.attempt.part());
      }
      executor.attempt = null;
    }
    executors.remove(executor.place.executor());
    spark.lose(executor.place.executor());
    offer(executors.values());
    at(now + times.restartMillis(), () -> offer(List.of(add(executor.index))));
  }
}
