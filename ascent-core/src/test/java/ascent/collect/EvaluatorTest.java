package ascent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.agent.Agent;
import ascent.distribution.DistributionConfig;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.VectorEnvFactory;
import ascent.policy.ActorCritic;
import ascent.probe.Walk;
import ascent.rng.Rng;
import ascent.train.Trainer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
  private static final long SEED = 11;
  private static final int CAP = 10;

  /// Ends by chance: after each step one time in eight. Half of the time it is cut off, not over.
  private static final class Chance extends Walk {
    @Override
    public Step outcome() {
      return switch (rng.nextInt(16)) {
        case 0 -> Step.terminal(place);
        case 1 -> Step.truncated(place);
        default -> Step.of(place);
      };
    }
  }

  private static final Agent AGENT =
      Trainer.of(Chance::new).with(Walk.CONFIG).envs(2).train(320).agent();

  /// Returns and lengths of the first episodes, played one after the other, and how many were cut.
  private record Played(double[] returns, int[] lengths, boolean[] capped) {
    Evaluation summary(int episodes, boolean deterministic) {
      long steps = Arrays.stream(lengths, 0, episodes).sum();
      int cut = 0;
      for (int k = 0; k < episodes; k++) {
        cut += capped[k] ? 1 : 0;
      }
      return Evaluation.of(Arrays.copyOf(returns, episodes), steps, cut, deterministic);
    }
  }

  private static Played play(int episodes, boolean deterministic) {
    Played played = new Played(new double[episodes], new int[episodes], new boolean[episodes]);
    Env env = new Chance();
    float[] obs = new float[2];
    for (int k = 0; k < episodes; k++) {
      env.reset(Rng.stream(SEED, "eval", k), obs);
      Rng rng = Rng.stream(SEED, "eval-action", k);
      boolean over = false;
      while (!over && played.lengths[k] < CAP) {
        Action action = deterministic ? AGENT.act(obs) : AGENT.sample(obs, rng);
        Step step = env.step(action, obs);
        played.returns[k] += step.reward();
        played.lengths[k]++;
        over = step.last();
      }
      played.capped[k] = !over;
    }
    return played;
  }

  /// Twenty environments play side by side, so 19, 20, 21 and 45 episodes are played differently.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void episode_k_is_the_same_however_many_are_played(boolean deterministic) {
    Played played = play(45, deterministic);
    for (int episodes : new int[] {1, 2, 19, 20, 21, 40, 45}) {
      assertThat(AGENT.evaluate(Chance::new, episodes, SEED, deterministic, CAP))
          .isEqualTo(played.summary(episodes, deterministic));
    }
    assertThat(played.summary(45, deterministic).capped()).isBetween(5, 30);
  }

  @Test
  void another_seed_plays_other_episodes_and_sampling_takes_other_actions() {
    Evaluation e = AGENT.evaluate(Chance::new, 30, SEED);
    assertThat(AGENT.evaluate(Chance::new, 30, SEED)).isEqualTo(e);
    assertThat(AGENT.evaluate(Chance::new, 30, SEED + 1)).isNotEqualTo(e);
    assertThat(AGENT.evaluate(Chance::new, 30, SEED, false, 10_000)).isNotEqualTo(e);
    assertThat(e.deterministic()).isTrue();
    assertThat(AGENT.evaluate(Chance::new, 30)).isEqualTo(AGENT.evaluate(Chance::new, 30, 1));
  }

  @Test
  void the_same_evaluator_gives_the_same_result_again() {
    var config = Walk.CONFIG.network();
    var policy =
        new ActorCritic(
            AGENT.observationSpace(), AGENT.actionSpace(), config, DistributionConfig.DEFAULT);
    for (boolean deterministic : new boolean[] {true, false}) {
      try (var evaluator =
          new Evaluator(
              policy,
              Normalizer.of(Walk.CONFIG, policy.observationSpace()),
              VectorEnvFactory.of(Chance::new),
              33,
              SEED,
              deterministic,
              CAP)) {
        Evaluation first = evaluator.evaluate(AGENT.parameters());
        assertThat(evaluator.evaluate(AGENT.parameters())).isEqualTo(first);
      }
    }
  }

  /// An episode that ends by itself in the very step of the limit was not cut.
  @Test
  void only_episodes_that_the_limit_cuts_count_as_capped() {
    Evaluation cut = AGENT.evaluate(() -> new Walk(11), 23, SEED, true, 10);
    assertThat(cut.capped()).isEqualTo(23);
    assertThat(cut.meanLength()).isEqualTo(10);
    assertThat(cut.toString()).endsWith("over 23 episodes, 23 of them cut at the step limit");
    Evaluation whole = AGENT.evaluate(() -> new Walk(10), 23, SEED, true, 10);
    assertThat(whole.capped()).isZero();
    assertThat(whole.meanLength()).isEqualTo(10);
    assertThat(whole.meanReturn()).isEqualTo(cut.meanReturn());
    Evaluation own = AGENT.evaluate(Walk.cutOff(), 23, SEED, true, 10); // cut by itself, after 7
    assertThat(own.capped()).isZero();
    assertThat(own.meanLength()).isEqualTo(7);
  }

  /// Returns 1 and 4: mean 2.5, both 1.5 away from it.
  @Test
  void mean_spread_and_extremes_are_those_of_the_returns() {
    Evaluation e = Evaluation.of(new double[] {4, 1}, 30, 1, false);
    assertThat(e).isEqualTo(new Evaluation(2.5, 1.5, 1, 4, 15, 2, 1, false));
    assertThat(e).hasToString("2.5 ± 1.5 over 2 episodes, 1 of them cut at the step limit");
    Evaluation one = Evaluation.of(new double[] {-3}, 5, 0, true);
    assertThat(one).isEqualTo(new Evaluation(-3, 0, -3, -3, 5, 1, 0, true));
    assertThat(one).hasToString("-3.0 ± 0.0 over 1 episodes");
  }

  @Test
  void no_episodes_no_steps_and_foreign_environments_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AGENT.evaluate(Chance::new, 0))
        .withMessage("episodes is 0; it must be at least 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AGENT.evaluate(Chance::new, 1, 1, true, 0))
        .withMessage("maxEpisodeSteps is 0; it must be at least 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AGENT.evaluate(Walk.pushed(5), 1))
        .withMessageStartingWith("The policy's action space is ");
  }

  @Test
  void environments_are_closed_after_use() {
    int[] open = {0};
    Supplier<Env> counted =
        () -> {
          open[0]++;
          return new Walk() {
            @Override
            public void close() {
              open[0]--;
            }
          };
        };
    AGENT.evaluate(counted, 25);
    assertThat(open[0]).isZero();
    Trainer.of(counted).with(Walk.CONFIG).envs(3).evaluateEvery(48).train(96);
    assertThat(open[0]).isZero();
  }
}
