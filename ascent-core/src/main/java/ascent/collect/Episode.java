package ascent.collect;

import java.util.Map;

/// An episode of training that has ended.
///
/// @param step environment steps of the run when it ended, those of all environments
/// @param env number of the environment
/// @param episodeReturn its undiscounted return
/// @param length its steps
/// @param metrics what the environment reports of it by name; see [ascent.env.Env#metricNames]
public record Episode(
    long step, int env, double episodeReturn, int length, Map<String, Double> metrics) {
  /// The metric that says whether an episode reached its goal, 1 or 0, as Stable-Baselines3 has it.
  public static final String IS_SUCCESS = "is_success";

  public Episode {
    metrics = Map.copyOf(metrics);
  }

  /// Whether the environment reports success or failure.
  public boolean reportsSuccess() {
    return metrics.containsKey(IS_SUCCESS);
  }

  /// Whether the environment reports that the episode reached its goal.
  public boolean success() {
    return metrics.getOrDefault(IS_SUCCESS, 0.0) != 0;
  }
}
