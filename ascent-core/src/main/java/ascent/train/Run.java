package ascent.train;

import ascent.agent.Agent;
import ascent.agent.RunSettings;
import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.algo.DivergedException;
import ascent.algo.Learner;
import ascent.collect.Carry;
import ascent.collect.Collected;
import ascent.collect.EpisodeWindow;
import ascent.collect.Evaluation;
import ascent.collect.RolloutSource;
import ascent.collect.Snapshot;
import ascent.config.Check;
import ascent.config.Numbers;
import ascent.env.EnvFailure;
import ascent.io.Resources;
import ascent.io.Tensor;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A training run, as its [listeners][Listener] see it. It owns the environments, the policy, the
/// normaliser, the algorithm, the source of rollouts and the run's directory.
///
/// The loop: collect a rollout, learn from it, evaluate and save when due, until the steps or
/// episodes are used up, the task is solved, or a listener stops it. A run may take several
/// *sessions*: the first, and one for each time that it is resumed.
public final class Run {
  private static final System.Logger LOG = System.getLogger("ascent.train");

  private final AlgorithmConfig config;
  private final RunSettings settings;
  private final Listeners listeners;
  private final @Nullable Duration stopAfter;
  private final RunModel model;
  private final Algorithm algorithm;
  private final RolloutSource source;
  private final @Nullable StagedRollouts stages; // the same; null without a curriculum
  private final Rollout rollout;
  private final Snapshot snapshot;
  private final EpisodeWindow window;
  private final Evaluations evaluations;
  private final RunReports reports;
  private final @Nullable RunSaver saver;
  private final RunEnd end;
  private final Stopwatch watch;
  private final long firstStep; // of this session
  private long steps;
  private boolean checkpointDue; // asked for by a listener
  private double checkpointAt; // second of this session

  private Run(Start start, RunSpec spec, RunParts parts) {
    config = parts.config();
    settings = parts.settings();
    stopAfter = spec.stopAfter();
    model = parts.model();
    algorithm = parts.algorithm();
    source = parts.source();
    stages = parts.stages();
    rollout = parts.rollout();
    snapshot = parts.snapshot();
    window = parts.window();
    evaluations = parts.evaluations();
    saver = parts.saver();
    Progress progress = parts.progress();
    steps = progress.steps();
    firstStep = steps;
    end = new RunEnd(progress);
    watch = new Stopwatch(progress.seconds());
    listeners = new Listeners(this, spec.listeners());
    listeners.restore(start.listeners());
    reports = new RunReports(parts.metrics(), window, rollout, listeners, parts.directory(), watch);
  }

  /// Trains until the run or the session ends.
  static TrainingResult train(Start start, RunSpec spec) {
    Resources resources = new Resources(LOG);
    TrainingResult result;
    try {
      result = new Run(start, spec, RunParts.open(start, spec, resources)).train(start);
    } catch (Throwable e) {
      resources.closeAfter(e);
      throw e;
    }
    resources.closeAfterResult("The training");
    return result;
  }

  private TrainingResult train(Start start) {
    try {
      session(start);
    } catch (Throwable e) {
      listeners.failed(e);
      throw e;
    }
    listeners.ended(end.ending());
    listeners.rethrow();
    return result(start instanceof ResumedStart);
  }

  private void session(Start start) {
    if (saver != null && start instanceof ResumedStart resumed && !over()) {
      if (resumed.goesOn()) {
        checkpoint(saver); // it goes on, whatever happens next
      }
      saver.goOn();
    }
    listeners.started();
    listeners.rethrow();
    while (!over()) {
      iterate();
    }
    if (saver != null) {
      checkpoint(saver);
      saver.end(steps);
      if (!saver.isInPlace()) {
        checkpoint(saver); // which rescues the run
      }
    }
    listeners.rethrow();
  }

  private boolean over() {
    return end.isReached()
        || progress() >= 1
        || (settings.stopWhenSolved() && evaluations.solvedAtStep() >= 0);
  }

  /// The used share of the budget of steps or of episodes, whichever is larger.
  private double progress() {
    double ofSteps = (double) steps / settings.steps();
    double ofEpisodes =
        settings.episodes() == 0 ? 0 : (double) window.episodes() / settings.episodes();
    return Math.min(1, Math.max(ofSteps, ofEpisodes));
  }

  /// An iteration may be a single step, so work that is not needed every time is done only when
  /// due, and nothing is allocated. Parameters are checked before they are logged or saved.
  private void iterate() {
    long before = steps;
    long episodesBefore = window.episodes();
    collect();
    double progress = progress();
    boolean evaluates = crossed(before, steps, settings.evalEvery());
    boolean logs = evaluates || progress >= 1 || logsAfter(before, episodesBefore);
    learn(progress, logs ? reports.clear() : Algorithm.Report.NONE);
    snapshot.nextIteration();
    advance();
    boolean saves = saves(before);
    if (logs || saves) {
      model.requireFinite(steps);
    }
    if (evaluates) {
      evaluate();
    }
    if (logs) {
      reports.log(steps, snapshot.iteration());
    }
    listeners.iterated();
    pauseWhenLate();
    end.recordStop(steps);
    if (saver != null && (saves || saves(before) || ((logs || evaluates) && !saver.isInPlace()))) {
      checkpointDue = false;
      checkpoint(saver);
    }
    listeners.rethrow();
  }

  /// Fills the rollout, reports the finished episodes, and updates the normaliser's statistics.
  private void collect() {
    Collected collected;
    try {
      collected =
          Check.gave(
              source.fill(snapshot, rollout),
              source.getClass().getName() + ".fill",
              "the parts of the rollout");
    } catch (EnvFailure e) {
      throw saved(e, stages == null ? settings.env() : stages.envId());
    }
    collected.requireMerged(rollout, snapshot.iteration());
    reports.episodes(collected, steps);
    steps += rollout.samples();
    // For the next rollout's observations and this one's rewards.
    collected.updateStatistics(model.normalizer());
    model.normalizer().rewards(rollout.reward, rollout.rows());
  }

  private void learn(double progress, Algorithm.Report report) {
    try {
      algorithm.update(rollout, snapshot.iteration(), progress, report);
    } catch (DivergedException e) {
      throw e.after(steps, Statistics.largest(rollout.reward, rollout.rows()));
    }
  }

  private void evaluate() {
    Evaluation evaluation;
    try {
      evaluation = evaluations.evaluate(snapshot.theta(), steps);
    } catch (EnvFailure failure) {
      throw saved(failure, settings.env());
    }
    if (evaluations.isBest(evaluation) && saver != null) {
      saver.best(steps);
    }
    reports.evaluated(evaluation);
    if (evaluations.isOutOfPatience()) {
      end.stop("no new best mean return in %d evaluations".formatted(settings.patience()));
    }
  }

  /// Replaces the environments where the curriculum changes, so that a checkpoint holds the new
  /// ones.
  private void advance() {
    if (stages != null) {
      try {
        stages.advance(steps);
      } catch (EnvFailure e) {
        throw saved(e, stages.envId());
      }
    }
  }

  /// Whether a checkpoint is due after the iteration that began at step `before`.
  private boolean saves(long before) {
    if (saver == null) {
      return false;
    }
    long pause = settings.checkpointSeconds();
    boolean late = pause > 0 && watch.sessionSeconds() - checkpointAt >= pause;
    boolean due = late || checkpointDue || listeners.failed();
    return due || crossed(before, steps, settings.checkpointEvery());
  }

  private void pauseWhenLate() {
    if (stopAfter != null && watch.sessionSeconds() >= seconds(stopAfter)) {
      end.pause("the time limit of %s s was reached".formatted(Numbers.text(seconds(stopAfter))));
    }
  }

  private static double seconds(Duration duration) {
    return duration.toSeconds() + 1e-9 * duration.toNanosPart();
  }

  private boolean logsAfter(long stepsBefore, long episodesBefore) {
    return settings.logEveryEpisodes() > 0
        ? crossed(episodesBefore, window.episodes(), settings.logEveryEpisodes())
        : crossed(stepsBefore, steps, settings.logEvery());
  }

  /// Whether a multiple of `every` lies in (before, now].
  private static boolean crossed(long before, long now, long every) {
    return every > 0 && now / every > before / every;
  }

  /// The failure of an environment, after its episode has been saved.
  private EnvFailure saved(EnvFailure failure, String env) {
    if (saver != null) {
      saver.failure(failure, env);
    }
    return failure;
  }

  private void checkpoint(RunSaver saver) {
    listeners.checkpointed(saver.checkpoint(progressSoFar(), listeners.tensors()));
    if (end.recordStop(steps)) { // a listener stopped the run when it heard of the checkpoint
      saver.checkpoint(progressSoFar(), listeners.tensors());
    }
    checkpointAt = watch.sessionSeconds();
  }

  private Progress progressSoFar() {
    return new Progress(
        steps,
        snapshot.iteration(),
        watch.seconds(),
        evaluations.solvedAtStep(),
        evaluations.bestReward(),
        evaluations.sinceBest(),
        end.stoppedAtStep(),
        end.stopReason());
  }

  private TrainingResult result(boolean resumed) {
    long solvedAtStep = evaluations.solvedAtStep();
    return new TrainingResult(
        agent(),
        settings,
        steps,
        window.episodes(),
        watch.seconds(),
        steps - firstStep,
        watch.sessionSeconds(),
        solvedAtStep < 0 ? OptionalLong.empty() : OptionalLong.of(solvedAtStep),
        resumed ? OptionalLong.of(firstStep) : OptionalLong.empty(),
        end.reason());
  }

  /// Ends the run after this iteration; a listener calls it. The result and the checkpoint keep the
  /// first reason and its step. [Resumed][ResumedTrainer#train()], the run stays ended, so that
  /// resuming gives the same result again; [resumed with a number of
  /// steps][ResumedTrainer#train(long)] it continues, also if that is its own total.
  ///
  /// @param reason in a few words
  public void stop(String reason) {
    end.stop(reason);
  }

  /// Ends this session after this iteration, with a checkpoint. Unlike after [#stop], the run is
  /// not over: resumed, it continues as if it had never been interrupted.
  ///
  /// @param reason in a few words
  public void pause(String reason) {
    end.pause(reason);
  }

  /// Writes a checkpoint at the end of this iteration, in addition to the regular ones. Without a
  /// directory, it does nothing.
  public void requestCheckpoint() {
    checkpointDue = true;
  }

  /// Environment steps so far, including those of the last rollout learned from.
  public long steps() {
    return steps;
  }

  /// Training episodes that ended so far, over all environments.
  public long episodes() {
    return window.episodes();
  }

  /// The algorithm's settings.
  public AlgorithmConfig config() {
    return config;
  }

  /// The run's settings.
  public RunSettings settings() {
    return settings;
  }

  /// A copy of the actions of the last rollout, step by step, as flat numbers in the layout of the
  /// [action space][Agent#actionSpace], before they are clipped to its bounds: `[samples ×
  /// actionSize]`. Empty before the first rollout of a session.
  public float[] actions() {
    return steps == firstStep ? new float[0] : model.actions(rollout);
  }

  /// A copy of log π(a|s) of the [actions][#actions] of the last rollout, under the policy that
  /// took them: `[samples]`. Empty before the first rollout of a session.
  public float[] logProbs() {
    return steps == firstStep ? new float[0] : RunModel.logProbs(rollout);
  }

  /// What the last update learned from.
  Rollout rollout() {
    return rollout;
  }

  /// What is learned, for a record of an update.
  Learner learner() {
    return algorithm.learner();
  }

  /// The state of the environments, before the next rollout.
  Carry carry() {
    return source.carry();
  }

  /// All that another run needs to continue from here.
  Checkpoint checkpoint() {
    Map<String, Tensor> state = Checkpoint.state(algorithm, source.carry(), window);
    state.putAll(listeners.tensors());
    return Checkpoint.of(model.at(steps), state, progressSoFar());
  }

  /// The policy as it is now, frozen.
  public Agent agent() {
    return model.agent(steps);
  }
}
