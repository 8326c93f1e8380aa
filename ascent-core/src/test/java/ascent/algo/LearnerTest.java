package ascent.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ascent.algo.Learner.Groups;
import ascent.distribution.DistributionConfig;
import ascent.nn.OptimizerConfig;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A learner steps only the parameters that its settings announced.
class LearnerTest {
  private static final Map<String, Consumer<Learner>> STEPS =
      Map.of(
          "step", learner -> learner.step(0.1f, 1),
          "stepPolicy", learner -> learner.stepPolicy(0.1f, 1),
          "stepValue", learner -> learner.stepValue(0.1f, 1));

  private static ActorCritic policy(boolean learnsValue) {
    return new ActorCritic(
        Space.box(-1, 1, 2),
        Space.discrete(3),
        NetworkConfig.DEFAULT,
        DistributionConfig.DEFAULT,
        learnsValue);
  }

  private static Learner learner(Groups groups, boolean learnsValue) {
    ActorCritic policy = policy(learnsValue);
    float[] theta = new float[policy.parameters()];
    return new Learner(policy, theta, OptimizerConfig.DEFAULT, groups, Workers.of(1));
  }

  private static List<String> allowed(Groups groups, boolean learnsValue) {
    List<String> allowed = new ArrayList<>();
    STEPS.forEach((name, step) -> {
      Learner learner = learner(groups, learnsValue);
      try {
        step.accept(learner);
        allowed.add(name);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageStartingWith(name + " needs a learner of the groups ");
      }
    });
    return allowed;
  }

  @Test
  void each_step_is_for_certain_groups() {
    assertThat(allowed(Groups.ALL, true)).containsExactly("step");
    assertThat(allowed(Groups.POLICY_HEAD, true)).containsExactly("step");
    assertThat(allowed(Groups.POLICY_AND_VALUE, true))
        .containsExactlyInAnyOrder("stepPolicy", "stepValue");
    assertThat(allowed(Groups.VALUE, true)).containsExactly("stepValue");
    // All parameters are the policy's where there is no value function.
    assertThat(allowed(Groups.ALL, false)).containsExactlyInAnyOrder("step", "stepPolicy");
  }

  @Test
  void a_step_of_other_groups_is_named() {
    assertThatIllegalStateException()
        .isThrownBy(() -> learner(Groups.ALL, true).stepValue(0.1f, 1))
        .withMessage(
            "stepValue needs a learner of the groups POLICY_AND_VALUE or VALUE; this one has ALL."
                + " Maybe override groups() in the config.");
    assertThatIllegalStateException()
        .isThrownBy(() -> learner(Groups.VALUE, true).stepPolicy(0.1f, 1))
        .withMessageStartingWith(
            "stepPolicy needs a learner of the groups POLICY_AND_VALUE; this one has VALUE.");
  }

  @Test
  void parameters_of_another_policy_are_refused() {
    ActorCritic policy = policy(true);
    int n = policy.parameters();
    float[] longer = new float[n + 1];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Learner(policy, longer, OptimizerConfig.DEFAULT, Workers.of(1)))
        .withMessage("θ has %d parameters; it must have %d.".formatted(n + 1, n));
  }
}
