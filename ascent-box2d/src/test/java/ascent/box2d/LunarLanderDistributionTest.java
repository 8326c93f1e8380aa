package ascent.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.box2d.LunarLander.Settings;
import ascent.env.Action;
import ascent.env.Step;
import ascent.io.Json;
import ascent.rng.Rng;
import ascent.space.Space;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whether the returns of two policies are distributed as in Gymnasium 1.0, by the two-sample test
/// of Kolmogorov and Smirnov at α = 0.001, and the lengths of episodes in the mean, within 3.3
/// standard errors (the same α; single lengths were not recorded). The seeds are fixed: a failure
/// means that something has changed.
@Tag("learning")
class LunarLanderDistributionTest {
  private static final double ALPHA = 0.001;
  private static final double STANDARD_ERRORS = 3.3;

  private final float[] obs = new float[8];
  private final float[] flat = new float[2];

  @ParameterizedTest
  @CsvSource({
    "random_discrete, 2500",
    "random_continuous, 2500",
    "heuristic_discrete, 1000",
    "heuristic_continuous, 1000"
  })
  void returns_and_lengths_are_distributed_as_gymnasium_s(String name, int episodes)
      throws IOException {
    Map<String, Object> reference = reference(name);
    double[] returns = new double[episodes];
    double[] lengths = new double[episodes];
    play(name, returns, lengths);

    double[] recorded =
        Json.list(reference, "returns").stream()
            .mapToDouble(x -> ((Number) x).doubleValue())
            .toArray();
    var outcome = KolmogorovSmirnovTest.withDefaults().test(returns, recorded);
    assertThat(outcome.getPValue())
        .as("%s: mean return %.1f, recorded %.1f", name, mean(returns), mean(recorded))
        .isGreaterThan(ALPHA);

    double errorOfTheMean = deviation(lengths) * Math.sqrt(1.0 / episodes + 1.0 / recorded.length);
    assertThat(mean(lengths))
        .as("mean length")
        .isCloseTo((double) reference.get("mean_length"), within(STANDARD_ERRORS * errorOfTheMean));
  }

  private static Map<String, Object> reference(String name) throws IOException {
    String file = "/reference/gym_returns.json";
    try (InputStream stream = LunarLanderDistributionTest.class.getResourceAsStream(file)) {
      assertThat(stream).as(file).isNotNull();
      return Json.object(Json.parse(stream.readAllBytes()), name);
    }
  }

  private void play(String name, double[] returns, double[] lengths) {
    boolean heuristic = name.startsWith("heuristic");
    boolean continuous = name.endsWith("continuous");
    Rng rng = Rng.stream(1, "actions");
    try (LunarLander env = new LunarLander(Settings.DEFAULT.withContinuous(continuous))) {
      for (int k = 0; k < returns.length; k++) {
        env.reset(Rng.stream(1, name, k), obs);
        Step step = Step.of(0);
        while (!step.last()) {
          choose(heuristic, continuous, env.actionSpace(), rng);
          step = env.step(Action.of(env.actionSpace(), flat, 0), obs);
          returns[k] += step.reward();
          lengths[k]++;
        }
      }
    }
  }

  private void choose(boolean heuristic, boolean continuous, Space actions, Rng rng) {
    if (!heuristic) {
      actions.sample(rng, flat, 0);
    } else if (continuous) {
      LunarLanderHeuristic.continuous(obs, flat);
    } else {
      flat[0] = LunarLanderHeuristic.discrete(obs);
    }
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double... values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }
}
