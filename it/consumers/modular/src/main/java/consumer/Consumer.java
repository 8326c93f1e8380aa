package consumer;

import module ascent.core;
import module ascent.envs;
import module java.base;

/// Trains for some hundred steps, keeps the agent in a file, and prints the hash of what is read
/// back.
final class Consumer {
  private Consumer() {}

  static void main() throws IOException {
    EnvSpec cartPole = Envs.find("CartPole-v1?maxEpisodeSteps=100"); // the services, and reflection
    PPOConfig config = PPOConfig.DEFAULT.withRolloutSteps(128);
    Agent agent = Trainer.of(cartPole).with(config).envs(2).seed(1).train(512).agent();
    Path file = Files.createTempFile("consumer", ".zip");
    try {
      agent.save(file);
      IO.println(Agent.load(file).parametersSha256());
    } finally {
      Files.delete(file);
    }
  }
}
