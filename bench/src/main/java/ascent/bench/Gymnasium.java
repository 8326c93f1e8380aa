package ascent.bench;

import ascent.cli.bench.Figures;
import java.util.Map;

/// How fast Gymnasium's own environments step, to stand beside ours.
final class Gymnasium {
  /// Where the figures are from; machines differ, so that ratios to ours are rough.
  static final String NOTE =
      """
      Gymnasium's figures were measured with Gymnasium 1.0.0 on one core of an AMD EPYC (Zen 5) with AVX-512,
      with random actions as well: another run than ours, so ratios are rough.\
      """;

  /// Steps per second by environment.
  private static final Map<String, Double> SPEED =
      Map.of(
          "CartPole-v1", 182_000.0,
          "Pendulum-v1", 55_900.0,
          "MountainCarContinuous-v0", 198_000.0,
          "Acrobot-v1", 27_200.0,
          "LunarLander-v3", 46_100.0);

  private Gymnasium() {}

  /// Steps per second, `–` where unknown.
  static String speed(String env) {
    return Figures.text(SPEED.getOrDefault(env, Double.NaN), 0);
  }
}
