package ascent.collect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A finished training episode.
///
/// @param step environment steps of the run when it ended, over all environments
/// @param env number of the environment
/// @param episodeReturn its undiscounted return
/// @param length its steps
/// @param metrics what the environment reports of it by name; see [ascent.env.Env#metricNames]
public record Episode(
    long step, int env, double episodeReturn, int length, Map<String, Double> metrics) {
  /// The metric that is 1 if an episode reached its goal and 0 if not, named as in
  /// Stable-Baselines3.
  public static final String IS_SUCCESS = "is_success";

  public Episode {
    metrics =
        metrics.isEmpty()
            ? Map.of() // allocates nothing
            : Collections.unmodifiableMap(new LinkedHashMap<>(metrics)); // keeps their order
  }

  /// Whether the environment reports success or failure.
  public boolean reportsSuccess() {
    return metrics.containsKey(IS_SUCCESS);
  }

  /// Whether the environment reports that the episode reached its goal; false where it reports NaN.
  public boolean success() {
    return metrics.getOrDefault(IS_SUCCESS, 0.0) == 1;
  }
}
