package ascent.train;

import ascent.agent.Agent;
import ascent.agent.ModelFile;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.algo.DivergedException;
import ascent.algo.Learner;
import ascent.collect.Carry;
import ascent.collect.Collected;
import ascent.collect.Episode;
import ascent.collect.EpisodeWindow;
import ascent.collect.Evaluation;
import ascent.collect.FailedEpisode;
import ascent.collect.LocalRollouts;
import ascent.collect.Normalizer;
import ascent.collect.RolloutSource;
import ascent.collect.RolloutSourceFactory;
import ascent.collect.Snapshot;
import ascent.config.Check;
import ascent.env.EnvFailure;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.env.VectorEnvFactory;
import ascent.io.Tensor;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final List<String> COMMON =
      List.of(
          "time/total_timesteps",
          "time/iterations",
          "time/time_elapsed",
          "time/fps",
          "time/episodes",
          "rollout/ep_rew_mean",
          "rollout/ep_len_mean",
          "eval/mean_reward",
          "eval/std_reward",
          "eval/mean_ep_length");

  /// Follows `rollout/ep_len_mean` where the environment reports success.
  private static final String SUCCESS_RATE = "rollout/success_rate";

  private final AlgorithmConfig config;
  private final RunSettings settings;
  private final Listeners listeners;
  private final @Nullable Duration stopAfter;
  private final VectorEnvFactory envs;
  private final ActorCritic policy;
  private final Normalizer normalizer;
  private final Algorithm algorithm;
  private final RolloutSource source;
  private final @Nullable RunDirectory directory;
  private final EpisodeWindow window = new EpisodeWindow();
  private final Rollout rollout;
  private final Snapshot snapshot;
  private final Metrics metrics;
  private final Collected.EpisodeVisitor onEpisode = this::episode;
  private final long firstStep; // of this session
  private final Evaluations evaluations;
  private final Stopwatch watch;
  private final boolean reportsSuccess;
  private List<String> episodeMetrics = List.of();
  private long steps;
  private long stoppedAtStep;
  private String stopReason;
  private String pauseReason = ""; // of this session's end, while the run is not over
  private boolean checkpointDue; // asked for by a listener

  private Run(Start start, RunSpec spec, Resources resources) {
    config = start.config(spec.config());
    settings = start.settings(spec.settings());
    spec.withConfig(config).withSettings(settings).check();
    listeners = new Listeners(this, spec.listeners());
    stopAfter = spec.stopAfter();
    envs = spec.envs().apply(settings.wrappers());
    Workers workers = resources.add(Workers.of(spec.threads()));
    EpisodeStreams streams = EpisodeStreams.training(settings.seed(), 0);
    // A custom source creates its own environments; one more is created here to read the spaces.
    boolean local = spec.source() == null;
    VectorEnv env = resources.add(envs.create(local ? settings.envs() : 1, streams));
    policy = start.policy(config, env.observationSpace(), env.actionSpace());
    normalizer = start.normalizer(config, env.observationSpace());
    float[] theta = policy.initialise(Rng.stream(settings.seed(), "init", 0, 0));
    start.initialise(policy, theta);
    var learner = new Learner(policy, theta, config.optimizer(), config.groups(), workers);
    algorithm = algorithm(learner);
    if (spec.out() != null) {
      long moments = learner.vectors().stream().mapToLong(vector -> vector.length).sum();
      Checkpoint.requireFits(theta.length + moments);
    }
    source = resources.add(source(spec.source(), env, workers));
    Progress progress = start.restore(algorithm, source, window);
    listeners.restore(start.listeners());
    steps = progress.steps();
    evaluations = resources.add(new Evaluations(policy, normalizer, envs, settings, progress));
    stoppedAtStep = progress.stoppedAtStep();
    stopReason = progress.stopReason();
    firstStep = steps;
    snapshot = new Snapshot(theta, normalizer, progress.iterations());
    int obsSize = policy.observationSpace().size();
    int actionSize = policy.actionSpace().size();
    rollout =
        new Rollout(config.rolloutSteps(), settings.envs(), obsSize, actionSize)
            .endAfter(config.rolloutEpisodes());
    List<String> columns = new ArrayList<>(COMMON);
    reportsSuccess = env.metricNames().contains(Episode.IS_SUCCESS);
    if (reportsSuccess) {
      columns.add(COMMON.indexOf("rollout/ep_len_mean") + 1, SUCCESS_RATE);
    }
    columns.addAll(
        Check.gave(algorithm.metrics(), algorithm.getClass().getName() + ".metrics", "a List"));
    metrics = new Metrics(columns);
    var logged = new RunLogs.Columns(columns, env.metricNames());
    directory =
        spec.out() == null
            ? null
            : resources.add(
                start.directory(
                    spec.out(), logged, new ModelInfo(config, settings, 0, Provenance.current())));
    warnOfUnreadable();
    watch = new Stopwatch(progress.seconds());
  }

  private RolloutSource source(
      @Nullable RolloutSourceFactory factory, VectorEnv env, Workers workers) {
    long seed = settings.seed();
    if (factory == null) {
      return new LocalRollouts(policy, config, env, seed, workers);
    }
    var request =
        new RolloutSourceFactory.Request(policy, config, envs, settings.envs(), seed, workers);
    return Check.gave(
        factory.create(request), factory.getClass().getName() + ".create", "a RolloutSource");
  }

  private Algorithm algorithm(Learner learner) {
    String type = config.getClass().getName();
    Algorithm created =
        Check.gave(config.create(learner, settings.seed()), type + ".create", "an Algorithm");
    if (created.learner() != learner) { // whose parameters act and are saved
      throw new IllegalArgumentException(
          "%s.learner() gave another learner than %s.create got; it must give that one."
              .formatted(created.getClass().getName(), type));
    }
    return created;
  }

  private void warnOfUnreadable() {
    String why = directory == null ? "" : ModelFile.whyUnreadable(config);
    if (!why.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, why);
    }
  }

  /// Trains until the run or the session ends.
  static TrainingResult train(Start start, RunSpec spec) {
    Resources resources = new Resources();
    TrainingResult result;
    try {
      result = new Run(start, spec, resources).train(start);
    } catch (Throwable e) {
      resources.closeAfter(e);
      throw e;
    }
    resources.closeAfterResult();
    return result;
  }

  private TrainingResult train(Start start) {
    if (directory != null && start instanceof ResumedStart resumed && !over()) {
      if (resumed.goesOn()) {
        checkpoint(directory); // it goes on, whatever happens next
      }
      directory.dropModel(); // of an earlier end
    }
    listeners.started();
    listeners.rethrow();
    while (!over()) {
      iterate();
    }
    if (directory != null) {
      checkpoint(directory);
      directory.saveModel(model());
      if (!directory.isInPlace()) {
        checkpoint(directory); // which rescues the run
      }
    }
    listeners.rethrow();
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
        start instanceof ResumedStart ? OptionalLong.of(firstStep) : OptionalLong.empty(),
        pauseReason.isEmpty() ? stopReason : pauseReason);
  }

  private boolean over() {
    return !pauseReason.isEmpty()
        || stoppedAtStep >= 0
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
    if (logs) {
      metrics.clear();
    }
    Algorithm.Report report = logs ? metrics : Algorithm.Report.NONE;
    learn(progress, report);
    snapshot.nextIteration();
    if (logs || saves(before)) {
      DivergedException.requireFinite(snapshot.theta(), steps);
    }
    if (evaluates) {
      evaluate();
    }
    if (logs) {
      log();
    }
    listeners.iterated();
    pauseWhenLate();
    recordStop();
    if (directory != null && (saves(before) || ((logs || evaluates) && !directory.isInPlace()))) {
      checkpointDue = false;
      DivergedException.requireFinite(snapshot.theta(), steps); // a listener may have asked for it
      checkpoint(directory);
    }
    listeners.rethrow();
  }

  /// Whether a checkpoint is due after the iteration that began at step `before`.
  private boolean saves(long before) {
    boolean due = checkpointDue || listeners.failed();
    return directory != null && (due || crossed(before, steps, settings.checkpointEvery()));
  }

  private void learn(double progress, Algorithm.Report report) {
    try {
      algorithm.update(rollout, snapshot.iteration(), progress, report);
    } catch (DivergedException e) {
      throw e.after(steps, Statistics.largest(rollout.reward, rollout.rows()));
    }
  }

  /// A run that was stopped ends with the iteration. Returns whether it was stopped since the last
  /// call.
  private boolean recordStop() {
    boolean stopped = stoppedAtStep < 0 && !stopReason.isEmpty();
    if (stopped) {
      stoppedAtStep = steps;
    }
    return stopped;
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
      throw saveFailure(e);
    }
    collected.requireMerged(rollout, snapshot.iteration());
    episodeMetrics = collected.metricNames();
    collected.forEachEpisode(onEpisode);
    steps += rollout.samples();
    // For the next rollout's observations and this one's rewards.
    collected.updateStatistics(normalizer);
    normalizer.rewards(rollout.reward, rollout.rows());
  }

  private void episode(
      int t, int env, double episodeReturn, int length, double[] reported, int at) {
    int success = episodeMetrics.indexOf(Episode.IS_SUCCESS);
    window.add(episodeReturn, length, success < 0 ? Double.NaN : reported[at + success]);
    if (listeners.isEmpty() && directory == null) {
      return;
    }
    Map<String, Double> named = new LinkedHashMap<>();
    for (int k = 0; k < episodeMetrics.size(); k++) {
      named.put(episodeMetrics.get(k), reported[at + k]);
    }
    long step = steps + rollout.samplesUpTo(t, env);
    var episode = new Episode(step, env, episodeReturn, length, named);
    if (directory != null) {
      directory.append(episode, watch.seconds());
    }
    listeners.episode(episode);
  }

  private void log() {
    logCommon();
    if (directory != null) {
      directory.append(metrics);
    }
    listeners.updated(metrics);
  }

  private void pauseWhenLate() {
    if (stopAfter != null
        && watch.sessionSeconds() >= stopAfter.toSeconds() + 1e-9 * stopAfter.toNanosPart()) {
      pause("the time limit of %s was reached".formatted(stopAfter));
    }
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

  private void evaluate() {
    Evaluation e;
    try {
      e = evaluations.evaluate(snapshot.theta(), steps);
    } catch (EnvFailure failure) {
      throw saveFailure(failure);
    }
    metrics.log("eval/mean_reward", e.meanReturn());
    metrics.log("eval/std_reward", e.stdReturn());
    metrics.log("eval/mean_ep_length", e.meanLength());
    if (evaluations.isBest(e) && directory != null) {
      directory.saveBest(model());
    }
    listeners.evaluated(e);
    if (evaluations.isOutOfPatience()) {
      stop("no new best mean return in %d evaluations".formatted(settings.patience()));
    }
  }

  /// Saves the episode in which an environment failed.
  private EnvFailure saveFailure(EnvFailure failure) {
    if (directory != null && !failure.stream().isEmpty()) {
      try {
        FailedEpisode episode = FailedEpisode.of(failure, settings.env(), settings.wrappers());
        directory.keepFailure(failure, episode);
      } catch (IllegalArgumentException e) { // a source named a stream of its own
        failure.addSuppressed(e);
      }
    }
    return failure;
  }

  private void logCommon() {
    double seconds = watch.seconds();
    metrics.log("time/total_timesteps", (double) steps);
    metrics.log("time/iterations", (double) snapshot.iteration());
    metrics.log("time/time_elapsed", seconds);
    metrics.log("time/fps", steps / seconds);
    metrics.log("time/episodes", (double) window.episodes());
    metrics.log("rollout/ep_rew_mean", window.meanReturn());
    metrics.log("rollout/ep_len_mean", window.meanLength());
    if (reportsSuccess) {
      metrics.log(SUCCESS_RATE, window.successRate());
    }
  }

  private void checkpoint(RunDirectory directory) {
    save(directory);
    listeners.checkpointed(directory.checkpoint());
    if (recordStop()) { // one of them stopped the run
      save(directory);
    }
  }

  private void save(RunDirectory directory) {
    DivergedException.requireFinite(snapshot.theta(), steps); // what cannot be read is not written
    var progress =
        new Progress(
            steps,
            snapshot.iteration(),
            watch.seconds(),
            evaluations.solvedAtStep(),
            evaluations.bestReward(),
            evaluations.sinceBest(),
            stoppedAtStep,
            stopReason);
    Carry carry = Check.gave(source.carry(), source.getClass().getName() + ".carry", "a Carry");
    if (carry.envs() != settings.envs()) {
      throw new IllegalStateException(
          "The source of rollouts gave the carry of %d environments; the run has %d."
              .formatted(carry.envs(), settings.envs()));
    }
    Map<String, Tensor> state = Checkpoint.state(algorithm, carry, window);
    state.putAll(listeners.tensors());
    directory.saveCheckpoint(model(), state, progress);
    if (settings.keepCheckpoints() > 0) {
      directory.keepCheckpoint(steps, settings.keepCheckpoints());
    }
  }

  private ModelFile.Model model() {
    return new ModelFile.Model(policy, normalizer, snapshot.theta(), info());
  }

  private ModelInfo info() {
    return new ModelInfo(config, settings, steps, Provenance.current());
  }

  /// Ends the run after this iteration; a listener calls it. The result and the checkpoint keep the
  /// first reason and its step. [Resumed][ResumedTrainer#train()], the run stays ended, so that
  /// resuming gives the same result again; [resumed with a number of
  /// steps][ResumedTrainer#train(long)] it continues, also if that is its own total.
  ///
  /// @param reason in a few words
  public void stop(String reason) {
    Check.that(!reason.isBlank(), "reason", reason, "a few words");
    if (stopReason.isEmpty()) {
      stopReason = reason;
    }
  }

  /// Ends this session after this iteration, with a checkpoint. Unlike after [#stop], the run is
  /// not over: resumed, it continues as if it had never been interrupted.
  ///
  /// @param reason in a few words
  public void pause(String reason) {
    Check.that(!reason.isBlank(), "reason", reason, "a few words");
    if (pauseReason.isEmpty()) {
      pauseReason = reason;
    }
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

  /// The policy as it is now, frozen.
  public Agent agent() {
    return new Agent(policy, normalizer, snapshot.theta(), info());
  }
}
