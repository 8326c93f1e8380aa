package ascent.env.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Probe;
import ascent.env.Step;
import ascent.env.check.EnvChecker;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RewardShapingTest {
  private final float[] obs = new float[1];

  /// Goes from 3 to 2, 1, 0, with rewards −1; ends at 0, or after so many steps.
  private static final class Countdown implements Env {
    private final int limit;
    private int left;
    private int steps;

    Countdown(int limit) {
      this.limit = limit;
    }

    @Override
    public Space observationSpace() {
      return Space.box(0, 3, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      left = 3;
      steps = 0;
      obs[0] = left;
    }

    @Override
    public Step step(Action action, float[] obs) {
      left--;
      steps++;
      obs[0] = left;
      return new Step(-1, left == 0, steps == limit);
    }
  }

  private Step play(Env env) {
    return env.step(Action.of(1), obs);
  }

  /// γ = ½ and Φ(s) = 8 + s: from 3 to 2 −1 + 10/2 − 11 = −7, from 2 to 1 −1 + 9/2 − 10 = −6.5, to
  /// the end −1 + 0 − 9 = −10, though Φ(0) = 8.
  @Test
  void a_potential_is_added_and_taken_away_and_is_zero_at_the_end() {
    Env env = RewardShaping.potential(() -> new Countdown(9), 0.5, s -> 8 + s[0]).get();
    for (int episode = 0; episode < 2; episode++) {
      env.reset(Rng.stream(1, "env"), obs);
      assertThat(play(env)).isEqualTo(Step.of(-7));
      assertThat(play(env)).isEqualTo(Step.of(-6.5));
      assertThat(play(env)).isEqualTo(Step.terminal(-10));
    }
  }

  /// Cut off at 1: −1 + 9/2 − 10, as if it went on. Where both flags are set, it has ended.
  @Test
  void an_episode_that_is_cut_off_keeps_its_potential() {
    Env env = RewardShaping.potential(() -> new Countdown(2), 0.5, s -> 8 + s[0]).get();
    env.reset(Rng.stream(1, "env"), obs);
    play(env);
    assertThat(play(env)).isEqualTo(Step.truncated(-6.5));
    Env both = RewardShaping.potential(() -> new Countdown(3), 0.5, s -> 8 + s[0]).get();
    both.reset(Rng.stream(1, "env"), obs);
    play(both);
    play(both);
    assertThat(play(both).reward()).isEqualTo(-10);
  }

  /// Σ γᵗ(r + γΦ(s′) − Φ(s)) = Σ γᵗr − Φ(s₀) for an episode that terminates, whatever its actions:
  /// so no policy's rank changes.
  @Test
  void the_discounted_return_changes_by_the_potential_of_the_start_alone() {
    double gamma = 0.9;
    for (int k = 0; k < 50; k++) {
      Env bare = new Probe();
      Env shaped = RewardShaping.potential(Probe::new, gamma, s -> Math.abs(s[0]) - s[1]).get();
      Rng actions = Rng.stream(2, "actions", k);
      float[] one = new float[2];
      float[] other = new float[2];
      bare.reset(Rng.stream(1, "env", k), one);
      shaped.reset(Rng.stream(1, "env", k), other);
      double difference = -(Math.abs(one[0]) - one[1]);
      double discount = 1;
      Step step = Step.of(0);
      while (!step.last()) {
        Action action = Action.of(actions.nextInt(3));
        step = bare.step(action, one);
        difference -= discount * (shaped.step(action, other).reward() - step.reward());
        discount *= gamma;
        assertThat(other).containsExactly(one);
      }
      assertThat(difference).isCloseTo(0, within(1e-12));
    }
  }

  /// As the tutorial has it, but with ⅛, which is exact: so much for every unit moved, 100 at the
  /// goal.
  @Test
  void a_bonus_sees_the_whole_step() {
    Env env =
        RewardShaping.bonus(
                () -> new Countdown(9),
                (before, action, next, step) ->
                    0.125 * Math.abs(next[0] - before[0])
                        + (step.terminated() ? 100 : 0)
                        + action.index())
            .get();
    env.reset(Rng.stream(1, "env"), obs);
    assertThat(play(env).reward()).isEqualTo(-1 + 0.125 + 1);
    assertThat(play(env).reward()).isEqualTo(-1 + 0.125 + 1);
    Step last = play(env);
    assertThat(last.reward()).isEqualTo(-1 + 0.125 + 100 + 1);
    assertThat(last.terminated()).isTrue();
  }

  @Test
  void a_discount_outside_0_and_1_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RewardShaping.potential(Probe::new, 1.5, s -> 0))
        .withMessage("gamma is 1.5; it must be in [0, 1].");
  }

  @Test
  void shaped_envs_keep_the_laws() {
    Supplier<Env> potential = RewardShaping.potential(Probe::new, 0.99, s -> s[0]);
    EnvChecker.check(potential);
    EnvChecker.check(RewardShaping.bonus(potential, (obs, action, next, step) -> next[0] - obs[0]));
  }

  /// From 3 to 2, 1, 0 at −1 each: ½ per unit of change; success pays only with a reward above 0.
  @Test
  void the_named_bonus_pays_for_moving_and_for_ends_with_a_positive_reward() {
    Env env = Wrappers.parse("reward-shaping:bonus:0.5:100").around(() -> new Countdown(9)).get();
    env.reset(Rng.stream(1, "test", 0), obs);
    assertThat(play(env).reward()).isEqualTo(-0.5);
    assertThat(play(env).reward()).isEqualTo(-0.5);
    assertThat(play(env).reward()).isEqualTo(-0.5); // the end, but at −1

    Supplier<Env> bonus = RewardShaping.bonus(() -> new Countdown(9), (o, a, n, step) -> 3);
    Env paid = Wrappers.parse("reward-shaping:bonus:0.5:100").around(bonus).get();
    paid.reset(Rng.stream(1, "test", 0), obs);
    assertThat(play(paid).reward()).isEqualTo(2.5);
    assertThat(play(paid).reward()).isEqualTo(2.5);
    assertThat(play(paid).reward()).isEqualTo(102.5);
  }

  /// γ = ½ and Φ(s) = 2 (s − 1)²: Φ(3) = 8, Φ(2) = 2, Φ(1) = 0, and 0 at the end.
  @Test
  void the_named_potential_is_a_weighted_square_of_distances() {
    Env env =
        Wrappers.parse("reward-shaping:potential:0.5:2@1").around(() -> new Countdown(9)).get();
    env.reset(Rng.stream(1, "test", 0), obs);
    assertThat(play(env).reward()).isEqualTo(-1 + 1 - 8);
    assertThat(play(env).reward()).isEqualTo(-1 + 0 - 2);
    assertThat(play(env).reward()).isEqualTo(-1);
  }

  @Test
  void a_potential_has_no_more_terms_than_the_observation_has_numbers() {
    Supplier<? extends Env> factory =
        Wrappers.parse("reward-shaping:potential:0.5:2:1").around(() -> new Countdown(9));
    assertThatIllegalArgumentException()
        .isThrownBy(factory::get)
        .withMessage(
            "the number of terms of reward-shaping is 2; it must be at most 1, the size of the"
                + " observation.");
  }
}
