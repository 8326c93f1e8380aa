package ascent.lab.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.env.Action;
import ascent.env.Step;
import ascent.env.check.EnvChecker;
import ascent.envs.tabular.TabularEnv;
import ascent.envs.tabular.TabularSolver;
import ascent.rng.Rng;
import org.junit.jupiter.api.Test;

/// The small envs that lessons are made of.
class LessonEnvsTest {
  @Test
  void envs_of_lessons_keep_the_laws() {
    EnvChecker.check(ReachGoal::new);
    EnvChecker.check(Threshold::new);
    EnvChecker.check(() -> new TabularEnv(new Counter(10), 100));
  }

  /// Left and down as far as there is something, each a step nearer, the last of them the goal.
  @Test
  void the_shortest_way_to_a_goal_has_as_many_steps_as_the_distance() {
    ReachGoal env = new ReachGoal();
    float[] obs = new float[4];
    for (int episode = 0; episode < 20; episode++) {
      env.reset(Rng.stream(1, "test", episode), obs);
      for (int left = env.distance(); left > 0; left--) {
        int action = obs[0] > obs[2] ? 0 : obs[0] < obs[2] ? 1 : obs[1] > obs[3] ? 2 : 3;
        Step step = env.step(Action.of(action), obs);
        assertThat(env.distance()).isEqualTo(left - 1);
        assertThat(step).isEqualTo(left == 1 ? Step.terminal(1) : Step.of(-0.02));
      }
    }
  }

  /// Room for one, no service: the customer who came stays, and costs 0.1 a step from then on. In
  /// the first step nobody waits, so the second costs 0.4 · 0.1, and with service 0.5 more.
  @Test
  void who_waits_at_the_counter_costs() {
    TabularSolver counter = TabularSolver.of(new Counter(1));
    double[] slow = counter.deterministic(new int[] {0, 0});
    double[] fast = counter.deterministic(new int[] {1, 1});
    assertThat(counter.expected(counter.values(slow, 2))).isCloseTo(-0.04, within(1e-12));
    assertThat(counter.expected(counter.values(fast, 2))).isCloseTo(-1.04, within(1e-12));
  }
}
