package ascent.train;

import ascent.collect.Collected;
import ascent.collect.Episode;
import ascent.collect.EpisodeWindow;
import ascent.collect.Evaluation;
import ascent.rollout.Rollout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run tells of its progress: every finished episode and, when due, a row of metrics. They
/// go to the logs in the run's directory and to its audience.
final class RunReports {
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

  /// Those who hear of what is reported.
  interface Audience {
    boolean isEmpty();

    void episode(Episode episode);

    void updated(Metrics metrics);

    void evaluated(Evaluation evaluation);
  }

  private final EpisodeWindow window;
  private final Rollout rollout;
  private final Audience audience;
  private final @Nullable RunDirectory directory;
  private final Stopwatch watch;
  private final Metrics metrics;
  private final boolean reportsSuccess;
  private final Collected.EpisodeVisitor onEpisode = this::episode;
  private List<String> episodeMetrics = List.of();
  private long stepsBefore; // the rollout that is being reported
  private boolean warnedOfCut;

  /// @param metrics the row, with the columns of [#columns]
  RunReports(
      Metrics metrics,
      EpisodeWindow window,
      Rollout rollout,
      Audience audience,
      @Nullable RunDirectory directory,
      Stopwatch watch) {
    this.metrics = metrics;
    reportsSuccess = metrics.names().contains(SUCCESS_RATE);
    this.window = window;
    this.rollout = rollout;
    this.audience = audience;
    this.directory = directory;
    this.watch = watch;
  }

  /// The columns of a run's logs.
  ///
  /// @param algorithm the metrics of the algorithm
  /// @param env the metrics that the environment reports with an episode
  static RunLogs.Columns columns(List<String> algorithm, List<String> env) {
    List<String> columns = new ArrayList<>(COMMON);
    if (env.contains(Episode.IS_SUCCESS)) {
      columns.add(COMMON.indexOf("rollout/ep_len_mean") + 1, SUCCESS_RATE);
    }
    columns.addAll(algorithm);
    return new RunLogs.Columns(columns, env);
  }

  /// An empty row of metrics, for an algorithm to fill.
  Metrics clear() {
    metrics.clear();
    return metrics;
  }

  /// Reports the episodes that ended in a rollout. Warns once if a rollout of whole episodes was
  /// full before its episodes were done.
  ///
  /// @param steps before the rollout
  void episodes(Collected collected, long steps) {
    episodeMetrics = collected.metricNames();
    stepsBefore = steps;
    collected.forEachEpisode(onEpisode);
    if (!warnedOfCut && isCut(collected)) {
      warnedOfCut = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "The {0} steps of a rollout were not enough for {1} whole episodes of each environment: the last one is cut and continues in the next rollout. Maybe rolloutSteps should be larger.",
          rollout.capacity(),
          rollout.episodeLimit());
    }
  }

  private boolean isCut(Collected collected) {
    boolean wholeEpisodes = rollout.episodeLimit() < Integer.MAX_VALUE;
    return wholeEpisodes && collected.episodes() < (long) rollout.episodeLimit() * rollout.envs();
  }

  private void episode(
      int t, int env, double episodeReturn, int length, double[] reported, int at) {
    int success = episodeMetrics.indexOf(Episode.IS_SUCCESS);
    window.add(episodeReturn, length, success < 0 ? Double.NaN : reported[at + success]);
    if (audience.isEmpty() && directory == null) {
      return;
    }
    Map<String, Double> named = new LinkedHashMap<>();
    for (int k = 0; k < episodeMetrics.size(); k++) {
      named.put(episodeMetrics.get(k), reported[at + k]);
    }
    long step = stepsBefore + rollout.samplesUpTo(t, env);
    var episode = new Episode(step, env, episodeReturn, length, named);
    if (directory != null) {
      directory.append(episode, watch.seconds());
    }
    audience.episode(episode);
  }

  /// Reports an evaluation; its metrics are part of the row.
  void evaluated(Evaluation evaluation) {
    metrics.log("eval/mean_reward", evaluation.meanReturn());
    metrics.log("eval/std_reward", evaluation.stdReturn());
    metrics.log("eval/mean_ep_length", evaluation.meanLength());
    audience.evaluated(evaluation);
  }

  /// Completes the row of metrics and reports it.
  void log(long steps, long iterations) {
    double seconds = watch.seconds();
    metrics.log("time/total_timesteps", (double) steps);
    metrics.log("time/iterations", (double) iterations);
    metrics.log("time/time_elapsed", seconds);
    metrics.log("time/fps", steps / seconds);
    metrics.log("time/episodes", (double) window.episodes());
    metrics.log("rollout/ep_rew_mean", window.meanReturn());
    metrics.log("rollout/ep_len_mean", window.meanLength());
    if (reportsSuccess) {
      metrics.log(SUCCESS_RATE, window.successRate());
    }
    if (directory != null) {
      directory.append(metrics);
    }
    audience.updated(metrics);
  }
}
