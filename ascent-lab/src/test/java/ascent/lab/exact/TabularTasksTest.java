package ascent.lab.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.check.EnvChecker;
import ascent.envs.ShortCorridor;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Taxi;
import ascent.envs.tabular.Transition;
import ascent.rng.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TabularTasksTest {
  static final java.util.List<String> NAMES = TabularTasks.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void every_task_is_described_and_its_environment_is_sound(String name) {
    TabularTask task = TabularTasks.find(name, 0.9, 5, 1);
    assertThat(TabularTasks.description(name)).isNotBlank();
    assertThat(task.env().get().observationSpace().features()).isEqualTo(task.observations());
    assertThat(EnvChecker.inspect(task.env()).problems()).isEmpty();
  }

  /// The same actions, step by step, in the table and in the library's environment.
  @Test
  void aliased_corridor_is_the_librarys_short_corridor() {
    Env table = TabularTasks.find("aliased-corridor", 1, 1, 1).env().get();
    Env corridor = new ShortCorridor();
    Action action = new Action(table.actionSpace());
    float[] obs = new float[1];
    Rng rng = Rng.stream(1, "actions");
    for (int episode = 0; episode < 20; episode++) {
      table.reset(rng, obs);
      corridor.reset(rng, obs);
      Step step;
      do {
        action.set(new float[] {rng.nextInt(2)}, 0);
        step = table.step(action, obs);
        assertThat(obs[0]).isZero();
        assertThat(corridor.step(action, obs)).isEqualTo(step);
      } while (!step.terminated());
    }
  }

  @Test
  void random_mdps_depend_on_their_seed_and_end_as_often_as_asked() {
    TabularMdp mdp = TabularTasks.find("random", 1, 4, 1).mdp();
    TabularMdp same = TabularTasks.find("random", 1, 4, 1).mdp();
    TabularMdp other = TabularTasks.find("random", 1, 4, 2).mdp();
    for (int s = 0; s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        assertThat(mdp.transitions(s, a))
            .isEqualTo(same.transitions(s, a))
            .isNotEqualTo(other.transitions(s, a))
            .hasSize(4)
            .satisfies(t -> assertThat(t.getFirst().probability()).isEqualTo(0.25));
        assertThat(mdp.transitions(s, a).stream().mapToDouble(Transition::probability).sum())
            .isCloseTo(1, within(1e-12));
      }
    }
    assertThat(new ExactPolicy(TabularTasks.find("random", 1, 4, 1), new double[24]).meanLength())
        .isCloseTo(4, within(1e-12)); // geometric with p = ¼
  }

  @Test
  void scaled_rewards_scale_the_gradient() {
    TabularTask task = TabularTasks.find("corridor", 0.9, 4, 1);
    double[] theta = {0.1, 0.2, 0.3, 0, 0, 0, 0.5, 0};
    double[] gradient = new ExactPolicy(task, theta).gradient();
    TabularTask scaled = task.withMdp(new ScaledRewards(task.mdp(), 4));
    double[] larger = new ExactPolicy(scaled, theta).gradient();
    for (int i = 0; i < theta.length; i++) {
      assertThat(larger[i]).isCloseTo(4 * gradient[i], within(1e-12));
    }
  }

  @Test
  void masks_and_unknown_names_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TabularTask.of("taxi", new Taxi(), 1))
        .withMessage("taxi is a task with masks; it must be one whose actions are always allowed.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TabularTasks.find("coridor", 1, 1, 1))
        .withMessageStartingWith("There is no task coridor; there are random,")
        .withMessageEndingWith("Did you mean corridor?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TabularTasks.find("corridor", 1, 0, 1))
        .withMessage("horizon is 0; it must be at least 1.");
  }

  /// From cell 0 of 2: Φ = (3, 5) and γ = ½. To the right −1 + ½·5 − 3; from the last cell to the
  /// end −1 + 0 − 5; with the distance as a bonus −1 + 2.
  @Test
  void shaped_rewards_are_those_of_the_table_and_a_bonus() {
    TabularMdp corridor = new Corridor(2);
    TabularMdp shaped = ShapedRewards.potential(corridor, 0.5, 3, 5);
    assertThat(shaped.transitions(0, Corridor.RIGHT).getFirst().reward()).isEqualTo(-1.5);
    assertThat(shaped.transitions(1, Corridor.RIGHT).getFirst().reward()).isEqualTo(-6);
    TabularMdp moved = new ShapedRewards(corridor, (s, t) -> 2 * (t.next() - s));
    assertThat(moved.transitions(0, Corridor.RIGHT).getFirst().reward()).isEqualTo(1);
  }

  /// Three steps: the first action decides whether the last pays 1, and what is done in between
  /// does not matter. With p = ½ the value is ½, and 1 or 0 once it is decided.
  @Test
  void a_delayed_choice_pays_at_the_end_for_the_first_action() {
    TabularTask task = TabularTask.of("delayed", new DelayedChoice(3), 1);
    ExactPolicy even = new ExactPolicy(task, new double[task.parameters()]);
    assertThat(even.values()).containsExactly(new double[] {0.5, 0, 0, 1, 1}, within(1e-12));
    assertThat(even.meanLength()).isCloseTo(3, within(1e-12));
    assertThat(even.gradient())
        .containsExactly(new double[] {-0.25, 0.25, 0, 0, 0, 0, 0, 0, 0, 0}, within(1e-12));
  }
}
