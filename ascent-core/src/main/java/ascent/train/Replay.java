package ascent.train;

import ascent.agent.Agent;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.config.Check;
import ascent.env.Env;
import ascent.env.registry.Envs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Computes a recorded run again, bit for bit, from its start or from one of its kept checkpoints,
/// to look into an update or at the policy of an earlier time. The run's directory stays as it is.
///
/// ```java
/// UpdateRecord update = Replay.of(Path.of("runs/ppo-CartPole-v1-1")).at(20_480).update();
/// ```
///
/// A replay is held against the rows of the run's `metrics.csv` on the way, and against the
/// parameters of a checkpoint where it ends at one. It is an immutable value, like a [Trainer].
public final class Replay {
  private final Path run;
  private final Checkpoint last;
  private final NavigableMap<Long, Path> checkpoints; // by step
  private final RunSpec spec;

  private Replay(Path run, Checkpoint last, NavigableMap<Long, Path> checkpoints, RunSpec spec) {
    this.run = run;
    this.last = last;
    this.checkpoints = checkpoints;
    this.spec = spec;
  }

  /// A run of a named environment.
  ///
  /// @param run the run's directory, or the `checkpoint.zip` in it
  /// @throws IOException where there is no checkpoint, or it is damaged
  /// @throws IllegalArgumentException where there is no such environment
  public static Replay of(Path run) throws IOException {
    Checkpoint last = Checkpoint.read(RunDirectory.checkpointOf(run));
    String env = last.settings().env();
    if (env.isEmpty()) {
      throw new IOException(
          "The run in %s is on an environment without a name. Maybe replay it from Java, with Replay.of(run, factory)."
              .formatted(run));
    }
    return of(run, last, Envs.find(env).factory());
  }

  /// A run of a user's own environment.
  ///
  /// @param factory of the same environment as before
  /// @throws IOException where there is no checkpoint, or it is damaged
  public static Replay of(Path run, Supplier<? extends Env> factory) throws IOException {
    return of(run, Checkpoint.read(RunDirectory.checkpointOf(run)), factory);
  }

  private static Replay of(Path run, Checkpoint last, Supplier<? extends Env> factory)
      throws IOException {
    Path directory = RunDirectory.of(run);
    NavigableMap<Long, Path> checkpoints =
        new TreeMap<>(new CheckpointHistory(directory).kept().headMap(last.steps(), true));
    if (last.settings().fromStep() > 0) {
      checkpoints.put(last.settings().fromStep(), directory.resolve(ReplayStart.FILE));
    }
    checkpoints.put(last.steps(), RunDirectory.checkpointOf(run));
    return new Replay(directory, last, checkpoints, new RunSpec(RunSpec.single(factory)));
  }

  private Replay with(RunSpec value) {
    return new Replay(run, last, checkpoints, value);
  }

  /// The number of threads; all cores by default. It does not change results.
  public Replay threads(int value) {
    return with(spec.withThreads(value));
  }

  /// Adds a listener, which hears of every iteration that is computed again.
  public Replay listen(Listener listener) {
    return with(spec.withListener(Trainer.required(listener, "listener")));
  }

  /// Environment steps that the run has taken, as far as its last checkpoint knows.
  public long steps() {
    return last.steps();
  }

  /// The run's settings.
  public RunSettings settings() {
    return last.settings();
  }

  /// The algorithm's settings.
  public AlgorithmConfig config() {
    return last.config();
  }

  /// The software and machine that computed the run.
  public Provenance provenance() {
    return last.provenance();
  }

  /// The step at which a replay of the update at `step` begins: that of the last checkpoint before
  /// it, or 0.
  public long startOf(long step) {
    Long before = checkpoints.lowerKey(step);
    return before == null ? 0 : before;
  }

  /// An update that was computed again.
  ///
  /// @param startedAt the step of the checkpoint at which the replay began; 0 for the run's start
  /// @param rows of `metrics.csv` that the replay passed, all of them equal but for times and
  ///   evaluations
  /// @param checkpoint name of the checkpoint's file whose parameters are those after the update;
  ///   empty where there is none
  public record Result(UpdateRecord update, long startedAt, int rows, String checkpoint) {}

  /// Computes the run again to the first update that ends at a step or after it.
  ///
  /// @param step in [1, [#steps]]
  /// @throws ReplayDiffersException where the replay differs from what is on record
  /// @throws IOException where the checkpoint cannot be read, or there is nothing to begin with
  public Result at(long step) throws IOException {
    requireStep(step);
    long start = startOf(step);
    UpdateRecorder recorder = new UpdateRecorder(step);
    RecordedMetrics recorded = RecordedMetrics.read(run);
    play(start, List.of(recorder, recorded));
    recorded.requireEqual();
    UpdateRecord update = recorder.update();
    return new Result(
        update, start, recorded.equal(), requireParameters(update.to(), update.agent()));
  }

  private void requireStep(long step) {
    Check.that(step >= 1 && step <= steps(), "step", step, "in [1, %d]".formatted(steps()));
  }

  /// The name of the checkpoint of that step, whose parameters must be the agent's; empty where
  /// there is none.
  private String requireParameters(long step, Agent agent) throws IOException {
    Path file = checkpoints.get(step);
    if (file == null) {
      return "";
    }
    String recorded = Checkpoint.read(file).parametersSha256();
    if (!recorded.equals(agent.parametersSha256())) {
      throw new ReplayDiffersException(
          "the replay differs from the run: after step %d its parameters hash to %s, and to %s in %s."
              .formatted(step, agent.parametersSha256(), recorded, file));
    }
    return String.valueOf(file.getFileName());
  }

  /// Visits the policy after each of some steps: at the first end of an update there or later, and
  /// for 0 before the first one.
  ///
  /// @param moments increasing, in [0, [#steps]]
  /// @param visitor takes the moment and the policy
  /// @throws ReplayDiffersException where the replay differs from what is on record
  /// @throws IOException where a checkpoint cannot be read, or there is nothing to begin with
  public void visit(List<Long> moments, BiConsumer<Long, Agent> visitor) throws IOException {
    int from = 0;
    while (from < moments.size()) {
      Long start = checkpoints.floorKey(moments.get(from));
      int to = from + 1;
      while (to < moments.size() && Objects.equals(checkpoints.floorKey(moments.get(to)), start)) {
        to++;
      }
      Visits visits = new Visits(moments.subList(from, to), visitor);
      RecordedMetrics recorded = RecordedMetrics.read(run);
      play(start == null ? 0 : start, List.of(visits, recorded));
      recorded.requireEqual();
      from = to;
    }
  }

  /// Computes the whole run again, to where its last checkpoint is, for the listeners: from its
  /// start, or from its first kept checkpoint where it started from a model.
  ///
  /// @throws ReplayDiffersException where the replay differs from what is on record
  /// @throws IOException where a checkpoint cannot be read, or there is nothing to begin with
  public void whole() throws IOException {
    boolean fromModel = !last.settings().from().isEmpty();
    if (fromModel && checkpoints.firstKey() == steps()) {
      throw new IOException(
          "%s started from the model %s, which is not in its directory, and kept no checkpoint on its way, so it cannot be computed again. Maybe train with --keep-checkpoints."
              .formatted(run, last.settings().from()));
    }
    List<Agent> reached = new ArrayList<>();
    Visits end = new Visits(List.of(steps()), (_, agent) -> reached.add(agent));
    RecordedMetrics recorded = RecordedMetrics.read(run);
    play(fromModel ? checkpoints.firstKey() : 0, List.of(end, recorded));
    recorded.requireEqual();
    requireParameters(steps(), reached.getFirst());
  }

  /// Visits a run at some moments, and ends the session after the last.
  private static final class Visits implements Listener {
    private final List<Long> moments;
    private final BiConsumer<Long, Agent> visitor;
    private int next;

    Visits(List<Long> moments, BiConsumer<Long, Agent> visitor) {
      this.moments = List.copyOf(moments);
      this.visitor = visitor;
    }

    @Override
    public void started(Run run) {
      iterated(run);
    }

    @Override
    public void iterated(Run run) {
      while (next < moments.size() && run.steps() >= moments.get(next)) {
        visitor.accept(run.steps(), run.agent());
        next++;
      }
      if (next == moments.size()) {
        run.pause("all moments were visited");
      }
    }
  }

  /// Trains a new run that begins as this one did up to the first end of an update at a step or
  /// after it, and goes on with other settings. It has a directory of its own.
  ///
  /// @param step in [1, [#steps]]
  /// @param config the algorithm's settings from there on; networks, distribution, normalisation
  ///   and the kind of optimiser must be the run's
  /// @param steps the new total; schedules span it
  /// @param out directory of the new run, which must be new or empty
  /// @param listeners of the new run
  /// @throws ReplayDiffersException where the replay differs from what is on record
  /// @throws IllegalArgumentException where the settings do not fit
  public TrainingResult branch(
      long step, AlgorithmConfig config, long steps, Path out, List<Listener> listeners)
      throws IOException {
    requireStep(step);
    Branches.require(config(), config);
    Checkpoint start = checkpointAt(step);
    Check.that(
        steps > start.steps(), "steps", steps, "more than the " + start.steps() + " of the branch");
    Path name = run.toAbsolutePath().normalize().getFileName();
    RunSettings settings =
        last.settings()
            .withSteps(steps)
            .withFrom(name == null ? "" : name.toString())
            .withFromSha256(start.parametersSha256())
            .withFromStep(start.steps());
    return Run.train(
        new ReplayStart(start),
        spec.withConfig(config).withSettings(settings).withOut(out).withListeners(listeners));
  }

  private Checkpoint checkpointAt(long step) throws IOException {
    Path kept = checkpoints.get(step);
    if (kept != null) {
      return Checkpoint.read(kept);
    }
    List<Checkpoint> reached = new ArrayList<>();
    Listener end =
        new Listener() {
          @Override
          public void iterated(Run run) {
            if (run.steps() >= step) {
              reached.add(run.checkpoint());
              run.pause("the step was reached");
            }
          }
        };
    RecordedMetrics recorded = RecordedMetrics.read(run);
    play(startOf(step), List.of(end, recorded));
    recorded.requireEqual();
    return reached.getFirst();
  }

  /// Computes the run again from a checkpoint, or from its start if there is none at that step.
  private void play(long start, List<Listener> listeners) throws IOException {
    Path file = checkpoints.get(start);
    List<Listener> all = new ArrayList<>(listeners);
    all.addAll(spec.listeners());
    Checkpoint checkpoint = file == null ? null : Checkpoint.read(file);
    if (checkpoint == null && !last.settings().from().isEmpty()) {
      throw new IOException(
          "%s started from the model %s, which is not in its directory, so it cannot be computed again from its start. Maybe name a step after %d, its first kept checkpoint."
              .formatted(run, last.settings().from(), checkpoints.firstKey()));
    }
    Checkpoint settings = checkpoint == null ? last : checkpoint;
    Run.train(
        start(checkpoint),
        spec.withConfig(settings.config())
            .withSettings(quiet(settings.settings()))
            .withListeners(all));
  }

  private static Start start(@Nullable Checkpoint checkpoint) {
    return checkpoint == null ? new Start.Fresh() : new ReplayStart(checkpoint);
  }

  /// The settings without what changes no result and costs time, and with a row of metrics for
  /// every iteration.
  private static RunSettings quiet(RunSettings settings) {
    return settings
        .withLogEvery(1)
        .withLogEveryEpisodes(0)
        .withEvalEvery(0)
        .withStopWhenSolved(false)
        .withPatience(0)
        .withCheckpointEvery(0)
        .withCheckpointSeconds(0)
        .withKeepCheckpoints(0);
  }
}
