import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.envs.CartPole;
import ascent.train.Trainer;

// Trains PPO on a built-in environment.
// @start region="train"
void main() {
  Agent agent =
      Trainer.of(CartPole::new)
          .with(PPOConfig.DEFAULT.withRolloutSteps(256))
          .envs(8)
          .onUpdate(m -> IO.println(m.summary()))
          .train(100_000)
          .agent();
  IO.println(agent.evaluate(CartPole::new, 100)); // 500.0 ± 0.0 over 100 episodes
}
// @end
