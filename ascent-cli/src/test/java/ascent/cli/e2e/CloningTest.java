package ascent.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.agent.Agent;
import ascent.algo.A2CConfig;
import ascent.algo.BehaviorCloningConfig;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.imitation.Cloner;
import ascent.imitation.CloningResult;
import ascent.imitation.Demonstrations;
import ascent.train.Trainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// From an expert to a clone to more training, on CartPole.
@Tag("learning")
class CloningTest {
  private static final EnvSpec CART_POLE = Envs.find("CartPole-v1");

  private static Agent expert() {
    return Trainer.of(CART_POLE)
        .with(
            PPOConfig.DEFAULT
                .withRolloutSteps(64)
                .withLearningRate(Schedule.parse("linear:0.002"))
                .withClipRange(Schedule.parse("linear:0.2")))
        .envs(8)
        .seed(11)
        .train(100_000)
        .agent();
  }

  @Test
  void a_clone_of_an_expert_keeps_the_pole_up_and_goes_on_doing_so() {
    Agent expert = expert();
    assertThat(expert.evaluate(CART_POLE.factory(), 20).meanReturn()).isGreaterThanOrEqualTo(475);

    Demonstrations shown = Demonstrations.record(expert, CART_POLE.factory(), 20);
    CloningResult result = Cloner.of(shown).with(BehaviorCloningConfig.DEFAULT).fit();

    assertThat(result.last().accuracy()).isGreaterThan(0.95);
    Agent clone = result.agent();
    assertThat(clone.evaluate(CART_POLE.factory(), 100, 7).meanReturn())
        .isGreaterThanOrEqualTo(475);

    // Training on, with another algorithm and a careful rate, does not undo it.
    Agent tuned =
        Trainer.of(CART_POLE)
            .with(A2CConfig.DEFAULT.withLearningRate(1e-4f))
            .from(clone)
            .envs(8)
            .train(20_000)
            .agent();
    assertThat(tuned.evaluate(CART_POLE.factory(), 100, 7).meanReturn())
        .isGreaterThanOrEqualTo(475);
  }
}
