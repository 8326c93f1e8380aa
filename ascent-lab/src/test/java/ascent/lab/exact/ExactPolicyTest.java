package ascent.lab.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.TabularSolver;
import ascent.envs.tabular.Transition;
import ascent.rng.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactPolicyTest {
  private static double[] randomLogits(TabularTask task, long seed) {
    Rng rng = Rng.stream(seed, "logits");
    double[] theta = new double[task.parameters()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = rng.normal();
    }
    return theta;
  }

  private static double objective(TabularTask task, double[] theta, int i, double shift) {
    double[] moved = theta.clone();
    moved[i] += shift;
    return new ExactPolicy(task, moved).objective();
  }

  /// The five-point formula: its error is h⁴J⁽⁵⁾/30 ≈ 1e-13, and rounding adds 1e-16·J/h.
  private static double difference(TabularTask task, double[] theta, int i) {
    double h = 1e-3;
    double near = objective(task, theta, i, h) - objective(task, theta, i, -h);
    double far = objective(task, theta, i, 2 * h) - objective(task, theta, i, -2 * h);
    return (8 * near - far) / (12 * h);
  }

  /// Taxi has 3,000 parameters, of which some are looked at.
  @ParameterizedTest
  @CsvSource({
    "random, 0.9, 10, 1",
    "random, 1, 10, 1",
    "bandit, 0.9, 1, 1",
    "corridor, 0.97, 7, 1",
    "aliased-corridor, 1, 1, 1",
    "FrozenLake-v1, 0.99, 1, 3",
    "CliffWalking-v0, 0.9, 1, 11",
    "Taxi-v3, 0.9, 1, 701"
  })
  void gradient_is_that_of_finite_differences_of_the_exact_return(
      String name, double gamma, int horizon, int every) {
    TabularTask task = TabularTasks.find(name, gamma, horizon, 1);
    double[] theta = randomLogits(task, 2);
    ExactPolicy exact = new ExactPolicy(task, theta);
    double[] gradient = exact.gradient();

    double scale = Math.max(1, Math.abs(exact.objective()));
    for (int i = 0; i < theta.length; i += every) {
      assertThat(gradient[i])
          .as("∂J/∂θ[%d]", i)
          .isCloseTo(difference(task, theta, i), within(1e-8 * scale));
    }
  }

  @ParameterizedTest
  @CsvSource({"random, 0.9", "FrozenLake-v1, 0.99", "CliffWalking-v0, 0.9", "Taxi-v3, 0.95"})
  void values_satisfy_bellmans_equations_and_visits_the_flow_equations(String name, double gamma) {
    TabularTask task = TabularTasks.find(name, gamma, 5, 1);
    TabularMdp mdp = task.mdp();
    ExactPolicy exact = new ExactPolicy(task, randomLogits(task, 3));
    double[] v = exact.values();
    double[] q = exact.actionValues();
    double[] d = exact.discountedVisits();

    double[] flow = mdp.initialDistribution();
    double size = 1;
    for (int s = 0; s < v.length; s++) {
      double ofActions = 0;
      for (int a = 0; a < mdp.actions(); a++) {
        double outcome = 0;
        for (Transition t : mdp.transitions(s, a)) {
          outcome += t.probability() * (t.reward() + (t.terminated() ? 0 : gamma * v[t.next()]));
          if (!t.terminated()) {
            flow[t.next()] += gamma * d[s] * exact.probability(s, a) * t.probability();
          }
        }
        if (d[s] > 0) {
          assertThat(q[s * mdp.actions() + a]).isCloseTo(outcome, within(1e-10 * size));
        }
        ofActions += exact.probability(s, a) * q[s * mdp.actions() + a];
        size = Math.max(size, Math.abs(outcome));
      }
      assertThat(v[s]).as("V(%d)", s).isCloseTo(ofActions, within(1e-10 * size));
    }
    assertThat(d).containsExactly(flow, within(1e-10));
  }

  /// A policy that walks either way with probability ½ is n(n + 1) − i(i + 1) steps from the end.
  @Test
  void corridor_has_its_closed_form() {
    int n = 20;
    TabularTask task = TabularTask.of("corridor", new Corridor(n), 1);
    ExactPolicy exact = new ExactPolicy(task, new double[2 * n]);

    for (int i = 0; i < n; i++) {
      assertThat(exact.values()[i]).isCloseTo(-(n * (n + 1.0) - i * (i + 1.0)), within(1e-9));
    }
    assertThat(exact.meanLength()).isCloseTo(n * (n + 1.0), within(1e-9));
  }

  /// J(p) = (2p − 4)/(p(1 − p)); with θ = (0, x), dp/dx = p(1 − p).
  @Test
  void aliased_corridor_has_its_closed_form_and_no_gradient_at_the_best_policy() {
    TabularTask task = TabularTasks.find("aliased-corridor", 1, 1, 1);
    double p = 0.3;
    ExactPolicy exact = new ExactPolicy(task, new double[] {0, StrictMath.log(p / (1 - p))});
    double slope = 2 / (p * (1 - p)) - (2 * p - 4) * (1 - 2 * p) / (p * p * (1 - p) * (1 - p));

    assertThat(exact.objective()).isCloseTo((2 * p - 4) / (p * (1 - p)), within(1e-12));
    assertThat(exact.gradient()[1]).isCloseTo(slope * p * (1 - p), within(1e-10));
    double best = 2 - Math.sqrt(2);
    ExactPolicy top = new ExactPolicy(task, new double[] {0, StrictMath.log(best / (1 - best))});
    assertThat(top.objective()).isCloseTo(-6 - 4 * Math.sqrt(2), within(1e-12));
    assertThat(top.gradient()[1]).isCloseTo(0, within(1e-10));
  }

  /// Backward induction over 3,000 steps, after which γ³⁰⁰⁰ is below 1e-13.
  @Test
  void values_agree_with_backward_induction() {
    TabularTask task = TabularTasks.find("FrozenLake-v1", 0.99, 1, 1);
    double[] theta = randomLogits(task, 4);
    double[] pi = Softmax.probabilities(theta, task.actions());
    TabularSolver solver = TabularSolver.discounted(task.mdp(), 0.99);
    double expected = solver.expected(solver.values(pi, 3_000));

    assertThat(new ExactPolicy(task, theta).objective()).isCloseTo(expected, within(1e-12));
  }

  /// One-step episodes: ∇J[s,a] = ρ(s) π(a|s) (r(s,a) − V(s)), with every state as probable.
  @Test
  void bandits_gradient_is_that_of_its_means() {
    TabularTask task = TabularTasks.find("bandit", 0.5, 1, 7);
    ExactPolicy exact = new ExactPolicy(task, randomLogits(task, 5));
    for (int s = 0; s < task.mdp().states(); s++) {
      for (int a = 0; a < task.actions(); a++) {
        double reward = task.mdp().transitions(s, a).getFirst().reward();
        assertThat(exact.gradient()[s * task.actions() + a])
            .isCloseTo(
                exact.probability(s, a) * (reward - exact.values()[s]) / task.mdp().states(),
                within(1e-14));
      }
    }
    assertThat(exact.undiscountedGradient()).isEqualTo(exact.gradient()); // no second step
  }

  /// Without discount both are the gradient; with it they differ, for later states count in full.
  @Test
  void undiscounted_gradient_is_the_gradient_only_without_discount() {
    TabularTask task = TabularTasks.find("random", 1, 10, 1);
    double[] theta = randomLogits(task, 6);
    ExactPolicy plain = new ExactPolicy(task, theta);
    ExactPolicy discounted = new ExactPolicy(task.withGamma(0.9), theta);

    assertThat(plain.undiscountedGradient()).containsExactly(plain.gradient(), within(1e-12));
    assertThat(discounted.undiscountedGradient()[0])
        .isNotCloseTo(discounted.gradient()[0], within(1e-3));
  }

  /// F x = ∇J has the solution x = A(s,·) up to a constant per state, each state's share of visits
  /// cancelling where γ = 1 (Kakade 2001).
  @Test
  void natural_gradient_is_the_advantage_of_each_state() {
    TabularTask task = TabularTasks.find("random", 1, 4, 1);
    ExactPolicy exact = new ExactPolicy(task, randomLogits(task, 7));
    double[] natural = exact.naturalGradient(1e-9);
    double steps = exact.meanLength();
    for (int s = 0; s < task.mdp().states(); s++) {
      double shift = natural[3 * s] / steps - exact.advantage(s, 0);
      for (int a = 1; a < 3; a++) {
        assertThat(natural[3 * s + a] / steps - exact.advantage(s, a))
            .isCloseTo(shift, within(1e-5));
      }
    }
  }

  /// π = ½, ½: ‖∇log π‖² is the same for both actions, so the best baseline is V.
  @Test
  void optimal_baseline_is_the_value_where_actions_are_as_probable() {
    TabularTask task = TabularTask.of("corridor", new Corridor(6), 0.9);
    ExactPolicy exact = new ExactPolicy(task, new double[12]);
    assertThat(exact.optimalBaseline()).containsExactly(exact.values(), within(1e-12));
  }

  /// π = (¾, ¼), Q = (1, 0): ‖∇log π‖² = 2(1 − π)², so b = ¾·⅟₁₆ / (¾·⅟₁₆ + ¼·⁹⁄₁₆) = ¼, not V = ¾.
  @Test
  void optimal_baseline_weighs_rare_actions_more() {
    TabularTask task = TabularTask.of("two", new TwoArms(), 1);
    ExactPolicy exact = new ExactPolicy(task, new double[] {StrictMath.log(3), 0});
    assertThat(exact.values()[0]).isCloseTo(0.75, within(1e-15));
    assertThat(exact.optimalBaseline()[0]).isCloseTo(0.25, within(1e-15));
  }

  private record TwoArms() implements TabularMdp {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public int actions() {
      return 2;
    }

    @Override
    public List<Transition> transitions(int state, int action) {
      return List.of(Transition.certain(0, 1 - action, true));
    }

    @Override
    public double[] initialDistribution() {
      return new double[] {1};
    }
  }

  private record Loop() implements TabularMdp {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public int actions() {
      return 1;
    }

    @Override
    public List<Transition> transitions(int state, int action) {
      return List.of(Transition.certain(0, 1, false));
    }

    @Override
    public double[] initialDistribution() {
      return new double[] {1};
    }
  }

  /// V = 1/(1 − γ) = 10 and d = 10; without discount there is no value.
  @Test
  void endless_episodes_need_a_discount() {
    ExactPolicy exact = new ExactPolicy(TabularTask.of("loop", new Loop(), 0.9), new double[1]);
    assertThat(exact.objective()).isCloseTo(10, within(1e-12));
    assertThat(exact.discountedVisits()[0]).isCloseTo(10, within(1e-12));
    assertThatIllegalStateException()
        .isThrownBy(exact::visits)
        .withMessage("Episodes of loop may never end, so states are visited infinitely often.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExactPolicy(TabularTask.of("loop", new Loop(), 1), new double[1]))
        .withMessage("gamma is 1; it must be below 1, because episodes of loop may never end.");
  }

  @Test
  void logits_of_another_size_are_rejected() {
    TabularTask task = TabularTasks.find("corridor", 1, 4, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExactPolicy(task, new double[7]))
        .withMessage("the length of θ is 7; it must be 8 (4 observations × 2 actions).");
  }

  /// Two solutions with EJML's bits: exact equality, and a sum that was noted once, so that another
  /// machine or version shows.
  @Test
  void solutions_have_the_same_bits_every_time() {
    TabularTask task = TabularTasks.find("random", 0.95, 10, 1);
    double[] theta = randomLogits(task, 8);
    assertThat(new ExactPolicy(task, theta).gradient())
        .isEqualTo(new ExactPolicy(task, theta).gradient());
  }
}
