package ascent.train;

import ascent.algo.Algorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The metrics of one iteration, named as in Stable-Baselines3 (`rollout/ep_rew_mean`,
/// `train/approx_kl`, …). If iterations are shorter than `logEvery`, these are the metrics of the
/// last one. A metric that this iteration did not produce is NaN.
///
/// Where the environment reports `is_success`, there is `rollout/success_rate`: the share of the
/// last 100 episodes that succeeded.
///
/// The names are fixed when training starts. The object is reused from iteration to iteration: read
/// it only during the call that passes it.
public final class Metrics implements Algorithm.Report {
  private final List<String> names;
  private final double[] values;

  Metrics(List<String> names) {
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (names.indexOf(name) != i) {
        throw new IllegalArgumentException(
            "The metric %s is named twice. Maybe the algorithm's metrics() names one that every run has."
                .formatted(name));
      }
    }
    values = new double[names.size()];
    clear();
  }

  void clear() {
    Arrays.fill(values, Double.NaN);
  }

  @Override
  public void log(String name, double value) {
    int i = names.indexOf(name);
    if (i < 0) {
      throw new IllegalArgumentException(
          "There is no metric %s. Maybe the algorithm's metrics() should name it.".formatted(name));
    }
    values[i] = value;
  }

  /// All names, in order.
  public List<String> names() {
    return names;
  }

  /// A metric's value; NaN when this iteration did not produce it or no such metric exists.
  public double get(String name) {
    int i = names.indexOf(name);
    return i < 0 ? Double.NaN : values[i];
  }

  double value(int i) {
    return values[i];
  }

  /// Environment steps since the start of the run.
  public long steps() {
    return (long) get("time/total_timesteps");
  }

  /// Mean return of the last 100 training episodes; NaN until the first one is done.
  public double meanReturn() {
    return get("rollout/ep_rew_mean");
  }

  /// One line for people.
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%,10d steps   return %8.2f   length %7.1f   %,9.0f steps/s",
        steps(),
        meanReturn(),
        get("rollout/ep_len_mean"),
        get("time/fps"));
  }
}
