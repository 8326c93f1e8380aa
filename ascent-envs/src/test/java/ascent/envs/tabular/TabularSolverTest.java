package ascent.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.env.Action;
import ascent.env.Step;
import ascent.rng.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TabularSolverTest {
  private final TabularSolver lake = TabularSolver.of(new FrozenLake());

  @Test
  void the_best_way_along_the_cliff_costs_13() {
    // Up, eleven times right, down.
    TabularSolver cliff = TabularSolver.of(new CliffWalking());
    double[] values = cliff.optimalValues(100);
    assertThat(cliff.expected(values)).isEqualTo(-13);
    double[] policy = cliff.deterministic(cliff.greedy(values));
    assertThat(cliff.expected(cliff.values(policy, 100))).isEqualTo(-13);
  }

  @Test
  void with_too_few_steps_the_goal_is_out_of_reach() {
    TabularSolver cliff = TabularSolver.of(new CliffWalking());
    assertThat(cliff.expected(cliff.optimalValues(12))).isEqualTo(-12);
    assertThat(cliff.expected(cliff.optimalValues(0))).isZero();
  }

  @Test
  void the_best_taxi_earns_7_93_from_the_300_starts() {
    TabularSolver taxi = TabularSolver.of(new Taxi());
    double[] values = taxi.optimalValues(200);
    assertThat(taxi.expected(values)).isCloseTo(7.93, within(0.005)); // as the literature has it
    double[] policy = taxi.deterministic(taxi.greedy(values));
    assertThat(taxi.expected(taxi.values(policy, 200)))
        .isCloseTo(taxi.expected(values), within(1e-12));
  }

  @Test
  void the_best_stationary_policy_crosses_the_slippery_lake_in_100_steps_with_0_74() {
    double[] forever = lake.optimalValues(10_000);
    assertThat(lake.expected(forever)).isCloseTo(14.0 / 17, within(1e-6)); // 0.8235, its limit
    double[] policy = lake.deterministic(lake.greedy(forever));
    assertThat(lake.expected(lake.values(policy, 100))).isCloseTo(0.740, within(0.0005));
    assertThat(lake.expected(lake.optimalValues(100)))
        .isGreaterThanOrEqualTo(lake.expected(lake.values(policy, 100)));
  }

  @Test
  void without_slipping_the_shortest_way_is_found() {
    TabularMdp ice = new FrozenLake(new FrozenLake.Config("8x8", false, 100));
    TabularSolver solver = TabularSolver.of(ice);
    assertThat(solver.expected(solver.optimalValues(13))).isZero(); // 7 down and 7 right
    assertThat(solver.expected(solver.optimalValues(14))).isEqualTo(1);
    TabularSolver discounted = TabularSolver.discounted(ice, 0.5);
    assertThat(discounted.expected(discounted.optimalValues(20))).isEqualTo(Math.scalb(1.0, -13));
  }

  @Test
  void the_value_of_a_random_policy_is_the_mean_of_its_episodes() {
    double[] policy = new double[16 * 4];
    Arrays.fill(policy, 0.25);
    double exact = lake.expected(lake.values(policy, 100));
    TabularEnv env = new TabularEnv(new FrozenLake(), 100);
    float[] obs = new float[1];
    Rng rng = Rng.stream(1, "env");
    Rng chance = Rng.stream(1, "actions");
    int n = 100_000;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      rng.reposition(0, i);
      env.reset(rng, obs);
      Step step;
      do {
        step = env.step(Action.of(chance.nextInt(4)), obs);
        sum += step.reward();
      } while (!step.last());
    }
    assertThat(sum / n).isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / n)));
  }

  @Test
  void wrong_use_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lake.values(new double[3], 10))
        .withMessage("the policy's length is 3; it must be 64 (16 states × 4 actions).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lake.optimalValues(-1))
        .withMessage("horizon is -1; it must be at least 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TabularSolver.discounted(new Taxi(), 1.1))
        .withMessage("gamma is 1.1; it must be in [0, 1].");
  }
}
