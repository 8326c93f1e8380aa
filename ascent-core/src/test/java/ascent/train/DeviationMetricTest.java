package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.algo.A2CConfig;
import ascent.algo.AlgorithmConfig;
import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.algo.TRPOConfig;
import ascent.config.Configs;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `train/std`, whichever network's output or free parameter the deviation is.
class DeviationMetricTest {
  private static final class Aim implements Env {
    @Override
    public Space observationSpace() {
      return Space.box(-1, 1, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.box(-1, 1, 1);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      obs[0] = (float) rng.uniform(-1, 1);
    }

    @Override
    public Step step(Action action, float[] obs) {
      float miss = action.values()[0] - obs[0];
      return Step.terminal(-miss * miss);
    }
  }

  static Stream<AlgorithmConfig> algorithms() {
    return Stream.of(
        PPOConfig.DEFAULT.withRolloutSteps(64),
        A2CConfig.DEFAULT,
        TRPOConfig.DEFAULT.withRolloutSteps(64).withBatchSize(64),
        ReinforceConfig.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void a_deviation_that_depends_on_the_state_is_reported_as_its_mean(AlgorithmConfig config) {
    for (String distribution :
        List.of("gaussian", "state-dependent-gaussian", "squashed-state-dependent-gaussian")) {
      var set = Map.of("distribution", distribution, "logStdInit", "-1");
      List<Double> std = new ArrayList<>();
      Trainer.of(Aim::new)
          .with((AlgorithmConfig) Configs.with((Record) config, set))
          .threads(1)
          .listen(
              new Listener() {
                @Override
                public void updated(Run run, Metrics metrics) {
                  std.add(metrics.get("train/std"));
                }
              })
          .train(256);
      // It starts at e⁻¹ = 0.37 in every state, and a few steps do not take it far.
      assertThat(std).isNotEmpty().allSatisfy(s -> assertThat(s).isEqualTo(0.37, within(0.1)));
    }
  }
}
