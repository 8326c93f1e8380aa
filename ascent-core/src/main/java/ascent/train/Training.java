package ascent.train;

import ascent.agent.Agent;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.Algorithm;
import ascent.collect.DivergedException;
import ascent.collect.EpisodeWindow;
import ascent.collect.Evaluation;
import ascent.collect.Evaluator;
import ascent.collect.FailedEpisode;
import ascent.collect.RolloutCollector;
import ascent.env.EnvFailure;
import ascent.policy.ActorCritic;
import ascent.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The loop: collect a rollout, learn from it, now and then evaluate and save, until the steps are
/// used up or the task is solved.
final class Training {
  private static final int EVALUATION_EPISODES = 20;
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

  private final TrainingParts parts;
  private final RunSettings settings;
  private final Algorithm algorithm;
  private final RolloutCollector source;
  private final EpisodeWindow window;
  private final List<Listener> listeners;
  private final @Nullable RunDirectory directory;
  private final Rollout rollout;
  private final Metrics metrics;
  private final OptionalLong resumedAt;
  private @Nullable Evaluator evaluator;
  private long steps;
  private long iterations;
  private double seconds; // in the loop, up to clockNanos
  private long solvedAtStep;
  private double bestReward;
  private long clockNanos;

  /// How far a run has come; what a checkpoint holds in plain numbers.
  ///
  /// @param steps environment steps
  /// @param iterations rollouts
  /// @param seconds in the loop
  /// @param solvedAtStep −1 before
  /// @param bestReward of the evaluations so far; −∞ before the first
  record Progress(
      long steps, long iterations, double seconds, long solvedAtStep, double bestReward) {
    static final Progress START = new Progress(0, 0, 0, -1, Double.NEGATIVE_INFINITY);
  }

  Training(TrainingParts parts, Progress progress, boolean resumed) {
    this.parts = parts;
    steps = progress.steps;
    iterations = progress.iterations;
    seconds = progress.seconds;
    solvedAtStep = progress.solvedAtStep;
    bestReward = progress.bestReward;
    resumedAt = resumed ? OptionalLong.of(steps) : OptionalLong.empty();
    settings = parts.settings();
    algorithm = parts.algorithm();
    source = parts.collector();
    window = parts.window();
    listeners = parts.listeners();
    directory = parts.directory();
    ActorCritic policy = parts.policy();
    rollout =
        new Rollout(
                parts.config().rolloutSteps(),
                settings.envs(),
                policy.observationSpace().size(),
                policy.actionSpace().size())
            .endAfter(parts.config().rolloutEpisodes());
    metrics = new Metrics(metricNames(algorithm));
  }

  static List<String> metricNames(Algorithm algorithm) {
    List<String> names = new ArrayList<>(COMMON);
    names.addAll(algorithm.metrics());
    return names;
  }

  /// Makes a new total of steps part of the run, whatever happens next.
  void beginPhase() {
    if (directory != null) {
      clockNanos = System.nanoTime();
      checkpoint(directory);
      directory.dropModel();
    }
  }

  TrainingResult run() {
    long stepsBefore = steps;
    double secondsBefore = seconds;
    clockNanos = System.nanoTime();
    try {
      while (!over()) {
        iterate();
      }
    } finally {
      if (evaluator != null) {
        evaluator.close();
      }
    }
    if (directory != null) {
      checkpoint(directory);
      directory.saveModel(agent());
    }
    readClock();
    return new TrainingResult(
        agent(),
        settings,
        steps,
        window.episodes(),
        seconds,
        steps - stepsBefore,
        seconds - secondsBefore,
        solvedAtStep < 0 ? OptionalLong.empty() : OptionalLong.of(solvedAtStep),
        resumedAt);
  }

  private boolean over() {
    return progress() >= 1 || (settings.stopWhenSolved() && solvedAtStep >= 0);
  }

  /// The share of the budget that is used up: of steps or of episodes, whichever is larger.
  private double progress() {
    double ofSteps = (double) steps / settings.steps();
    double ofEpisodes =
        settings.episodes() == 0 ? 0 : (double) window.episodes() / settings.episodes();
    return Math.min(1, Math.max(ofSteps, ofEpisodes));
  }

  /// An iteration may be a single step: what is not for every one is done only when it is due, and
  /// nothing is allocated. Parameters are looked at before they are shown or saved.
  private void iterate() {
    long before = steps;
    try {
      source.fill(algorithm.learner().parameters(), iterations, rollout);
    } catch (EnvFailure e) {
      throw kept(e, source.actionsOf(e));
    }
    steps += rollout.samples();
    double progress = progress();
    boolean evaluates = crossed(before, steps, settings.evalEvery());
    boolean logs = evaluates || progress >= 1 || crossed(before, steps, settings.logEvery());
    boolean saves = directory != null && crossed(before, steps, settings.checkpointEvery());
    if (logs) {
      metrics.clear();
    }
    algorithm.update(rollout, iterations, progress, logs ? metrics : Algorithm.Report.NONE);
    iterations++;
    if (logs || saves) {
      DivergedException.requireFinite(algorithm.learner().parameters(), steps);
    }
    if (evaluates) {
      evaluate();
    }
    if (logs) {
      log();
    }
    if (directory != null && saves) {
      checkpoint(directory);
    }
  }

  private void log() {
    logCommon();
    if (directory != null) {
      directory.append(metrics);
    }
    for (Listener listener : listeners) {
      listener.updated(metrics);
    }
  }

  /// Whether a multiple of `every` lies in (before, now].
  private static boolean crossed(long before, long now, long every) {
    return every > 0 && now / every > before / every;
  }

  private void evaluate() {
    Evaluation e = play();
    metrics.log("eval/mean_reward", e.meanReturn());
    metrics.log("eval/std_reward", e.stdReturn());
    metrics.log("eval/mean_ep_length", e.meanLength());
    if (solvedAtStep < 0 && e.meanReturn() >= settings.rewardThreshold()) {
      solvedAtStep = steps;
    }
    if (e.meanReturn() > bestReward) {
      bestReward = e.meanReturn();
      if (directory != null) {
        directory.saveBest(agent());
      }
    }
    for (Listener listener : listeners) {
      listener.evaluated(steps, e);
    }
  }

  private Evaluation play() {
    try {
      if (evaluator == null) {
        evaluator =
            new Evaluator(
                parts.policy(),
                parts.normalizer(),
                parts.factory(),
                EVALUATION_EPISODES,
                settings.seed(),
                true,
                settings.maxEpisodeSteps());
      }
      return evaluator.evaluate(algorithm.learner().parameters());
    } catch (EnvFailure failure) {
      throw kept(failure, evaluator == null ? new float[0] : evaluator.actionsOf(failure));
    }
  }

  /// Keeps the actions of an episode that an environment failed in.
  private EnvFailure kept(EnvFailure failure, float[] actions) {
    if (directory != null && !failure.stream().isEmpty()) {
      directory.keepFailure(failure, FailedEpisode.of(failure, actions));
    }
    return failure;
  }

  private void logCommon() {
    readClock();
    metrics.log("time/total_timesteps", (double) steps);
    metrics.log("time/iterations", (double) iterations);
    metrics.log("time/time_elapsed", seconds);
    metrics.log("time/fps", steps / seconds);
    metrics.log("time/episodes", (double) window.episodes());
    metrics.log("rollout/ep_rew_mean", window.meanReturn());
    metrics.log("rollout/ep_len_mean", window.meanLength());
  }

  private void readClock() {
    long now = System.nanoTime();
    seconds += (now - clockNanos) * 1e-9;
    clockNanos = now;
  }

  private void checkpoint(RunDirectory directory) {
    readClock();
    directory.saveCheckpoint(
        parts, new Progress(steps, iterations, seconds, solvedAtStep, bestReward));
    for (Listener listener : listeners) {
      listener.checkpointed(steps, directory.checkpoint());
    }
  }

  private Agent agent() {
    return new Agent(
        parts.policy(),
        parts.normalizer(),
        algorithm.learner().parameters(),
        new ModelInfo(parts.config(), settings, steps, Provenance.current()));
  }
}
