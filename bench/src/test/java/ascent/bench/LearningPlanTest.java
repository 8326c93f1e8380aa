package ascent.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.cli.args.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningPlanTest {
  @Test
  void a_presets_budget_of_episodes_is_the_runs_and_is_printed() {
    LearningPlan plan = parse("reinforce CartPole-v1 preset=tuned");

    assertThat(plan.run().episodes()).isEqualTo(1_000);
    assertThat(plan.run().steps()).isEqualTo(500_000);
    assertThat(plan.description()).contains("steps=500000 episodes=1000 envs=1 ");
  }

  @Test
  void steps_that_are_given_replace_a_presets_episodes() {
    LearningPlan plan = parse("reinforce CartPole-v1 preset=tuned steps=3000");

    assertThat(plan.run().episodes()).isZero();
    assertThat(plan.run().steps()).isEqualTo(3_000);
    assertThat(plan.description()).doesNotContain("episodes=1000");
  }

  @Test
  void episodes_that_are_given_replace_a_presets_steps() {
    // PPO's preset has 100,000 steps, which 1,000 episodes of 500 would not fit into.
    LearningPlan plan = parse("ppo CartPole-v1 preset=tuned episodes=1000");

    assertThat(plan.run().episodes()).isEqualTo(1_000);
    assertThat(plan.run().steps()).isGreaterThanOrEqualTo(500_000);
  }

  @Test
  void keys_find_their_record() {
    LearningPlan plan = parse("ppo Pendulum-v1 seeds=3 seed=11 envs=2 gamma=0.5");

    assertThat(plan.study().seeds()).isEqualTo(3);
    assertThat(plan.run().seed()).isEqualTo(11);
    assertThat(plan.run().envs()).isEqualTo(2);
    assertThat(plan.config().gamma()).isEqualTo(0.5f);
    assertThat(plan.file()).isEqualTo("ppo-Pendulum-v1");
  }

  @Test
  void what_is_unknown_fails_with_what_there_is() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("pppo CartPole-v1"))
        .withMessageContaining("no algorithm is named 'pppo'.")
        .withMessageContaining("Did you mean ppo?");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> parse("ppo CartPole-v1 preset=best"))
        .withMessageContaining("preset")
        .withMessageContaining("CartPole-v1");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> parse("ppo CartPole-v1 gamma"))
        .withMessageContaining("like gamma=0.99");
  }

  private static LearningPlan parse(String arguments) {
    return LearningPlan.parse(List.of(arguments.split(" ")));
  }
}
