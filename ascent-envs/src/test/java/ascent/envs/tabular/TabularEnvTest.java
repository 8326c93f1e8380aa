package ascent.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ascent.env.Action;
import ascent.env.Step;
import ascent.env.wrap.TimeLimit;
import ascent.rng.Rng;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class TabularEnvTest {
  private final float[] obs = new float[1];

  /// A table of two states and one action.
  private static TabularMdp table(
      double[] starts, BiFunction<Integer, Integer, List<Transition>> transitions) {
    return new TabularMdp() {
      @Override
      public int states() {
        return 2;
      }

      @Override
      public int actions() {
        return 1;
      }

      @Override
      public List<Transition> transitions(int state, int action) {
        return transitions.apply(state, action);
      }

      @Override
      public double[] initialDistribution() {
        return starts;
      }
    };
  }

  private static TabularMdp table(Transition... transitions) {
    return table(new double[] {1, 0}, (_, _) -> List.of(transitions));
  }

  @Test
  void outcomes_come_as_often_as_the_table_says() {
    TabularMdp mdp = table(new Transition(0.2, 0, 3, false), new Transition(0.8, 1, -1, true));
    TabularEnv env = new TabularEnv(mdp, 10);
    Rng rng = Rng.stream(1, "env");
    int n = 20_000;
    int stayed = 0;
    for (int i = 0; i < n; i++) {
      rng.reposition(0, i);
      env.reset(rng, obs);
      Step step = env.step(Action.of(0), obs);
      assertThat(step).isEqualTo(obs[0] == 0 ? Step.of(3) : Step.terminal(-1));
      stayed += obs[0] == 0 ? 1 : 0;
    }
    assertThat((double) stayed / n).isCloseTo(0.2, within(4 * Math.sqrt(0.2 * 0.8 / n)));
  }

  @Test
  void starts_come_as_often_as_the_table_says() {
    TabularMdp mdp =
        table(new double[] {0.3, 0.7}, (s, _) -> List.of(Transition.certain(s, 0, true)));
    TabularEnv env = new TabularEnv(mdp, 10);
    Rng rng = Rng.stream(1, "env");
    int n = 20_000;
    int second = 0;
    for (int i = 0; i < n; i++) {
      rng.reposition(0, i);
      env.reset(rng, obs);
      second += (int) obs[0];
    }
    assertThat((double) second / n).isCloseTo(0.7, within(4 * Math.sqrt(0.3 * 0.7 / n)));
  }

  @Test
  void a_taxi_starts_in_each_of_the_300_states_and_in_no_other() {
    TabularEnv env = new TabularEnv(new Taxi(), 200);
    double[] starts = new Taxi().initialDistribution();
    int[] seen = new int[500];
    Rng rng = Rng.stream(2, "env");
    for (int i = 0; i < 30_000; i++) {
      rng.reposition(0, i);
      env.reset(rng, obs);
      seen[(int) obs[0]]++;
    }
    for (int s = 0; s < 500; s++) { // 100 ± 10 each; a deviation of 5 among 300 is a chance of 1e-4
      assertThat(seen[s])
          .as("state %d", s)
          .isBetween(starts[s] > 0 ? 50 : 0, starts[s] > 0 ? 150 : 0);
    }
  }

  @Test
  void a_certain_outcome_draws_nothing() {
    TabularEnv env = new TabularEnv(new CliffWalking(), 0);
    Rng rng = Rng.stream(1, "env");
    env.reset(rng, obs);
    Rng.State before = rng.save();
    env.step(Action.of(CliffWalking.UP), obs);
    assertThat(obs[0]).isEqualTo(24);
    assertThat(rng.save()).isEqualTo(before);
  }

  @Test
  void the_last_step_is_truncated_unless_it_is_terminal() {
    TabularEnv env = new TabularEnv(table(Transition.certain(1, 2, false)), 2);
    env.reset(Rng.stream(1, "env"), obs);
    assertThat(env.step(Action.of(0), obs)).isEqualTo(Step.of(2));
    assertThat(env.step(Action.of(0), obs)).isEqualTo(Step.truncated(2));
    assertThatIllegalStateException().isThrownBy(() -> env.step(Action.of(0), obs));
    TabularEnv ending = new TabularEnv(table(Transition.certain(1, 2, true)), 1);
    ending.reset(Rng.stream(1, "env"), obs);
    assertThat(ending.step(Action.of(0), obs)).isEqualTo(Step.terminal(2));
    assertThatIllegalStateException().isThrownBy(() -> ending.step(Action.of(0), obs));
  }

  @Test
  void a_taxi_s_mask_allows_what_changes_something() {
    // Row 0, column 0, passenger at green (1), destination red (0): ((0·5+0)·5+1)·4+0 = 4. North
    // and
    // west are the border, the passenger is elsewhere.
    Taxi taxi = new Taxi();
    assertThat(mask(taxi, 4)).containsExactly(true, false, true, false, false, false);
    // Passenger here (red, 0), destination green (1): it may be taken in. State 1.
    assertThat(mask(taxi, 1)).containsExactly(true, false, true, false, true, false);
    // Passenger in the taxi (4), at the destination: 16. It may be let out.
    assertThat(mask(taxi, 16)).containsExactly(true, false, true, false, false, true);
    // Row 0, column 1: a wall to the east; passenger in the taxi, no stop: (1·5+4)·4+0 = 36.
    assertThat(mask(taxi, 36)).containsExactly(true, false, false, true, false, false);
  }

  private static boolean[] mask(Taxi taxi, int state) {
    boolean[] mask = new boolean[6];
    for (int a = 0; a < 6; a++) {
      mask[a] = taxi.allowed(state, a);
    }
    return mask;
  }

  @Test
  void the_env_s_mask_is_that_of_the_state_it_is_in() {
    Taxi taxi = new Taxi();
    var env = TimeLimit.of(() -> new TabularEnv(taxi, 0), 100).get(); // through a wrapper too
    Rng chance = Rng.stream(3, "actions");
    boolean[] mask = new boolean[6];
    env.reset(Rng.stream(3, "env"), obs);
    for (int t = 0; t < 90; t++) {
      assertThat(env.actionMask(mask)).isTrue();
      assertThat(mask).isEqualTo(mask(taxi, (int) obs[0]));
      env.step(Action.of(chance.nextInt(4)), obs);
    }
    TabularEnv lake = new TabularEnv(new FrozenLake(), 100);
    lake.reset(Rng.stream(3, "env"), obs);
    assertThat(lake.actionMask(new boolean[4])).isFalse(); // nothing is forbidden on a lake
  }

  @Test
  void a_table_that_makes_no_sense_is_refused() {
    refused(table(new Transition(0.5, 0, 0, false)))
        .withMessage("the sum of the probabilities of action 0 in state 0 is 0.5; it must be 1.");
    refused(table(new Transition(1.5, 0, 0, false)))
        .withMessage("the probability of action 0 in state 0 is 1.5; it must be in (0, 1].");
    refused(table(Transition.certain(2, 0, false)))
        .withMessage("the next state of action 0 in state 0 is 2; it must be in [0, 1].");
    refused(table(Transition.certain(1, Double.NaN, false)))
        .withMessage("the reward of action 0 in state 0 is nan; it must be finite.");
    refused(table(new double[] {0.5, 0.4}, (s, _) -> List.of(Transition.certain(s, 0, true))))
        .withMessageStartingWith("the sum of the initial distribution is 0.9; it must be 1.");
    refused(table(new double[] {1}, (s, _) -> List.of(Transition.certain(s, 0, true))))
        .withMessage("the length of the initial distribution is 1; it must be 2.");
    refused(table(new double[] {-1, 2}, (s, _) -> List.of(Transition.certain(s, 0, true))))
        .withMessage("the probability of starting in state 0 is -1; it must be in [0, 1].");
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<IllegalArgumentException> refused(
      TabularMdp mdp) {
    return assertThatIllegalArgumentException().isThrownBy(() -> new TabularEnv(mdp, 10));
  }

  @Test
  void an_action_that_does_not_exist_is_refused() {
    TabularEnv env = new TabularEnv(new FrozenLake(), 100);
    env.reset(Rng.stream(1, "env"), obs);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> env.step(Action.of(4), obs))
        .withMessage("action is 4; it must be in [0, 3].");
  }
}
