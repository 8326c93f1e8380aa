import ascent.agent.Agent;
import ascent.algo.A2CConfig;
import ascent.algo.PPOConfig;
import ascent.distribution.ActionDistribution;
import ascent.env.Action;
import ascent.envs.CartPole;
import ascent.imitation.Cloner;
import ascent.imitation.CloningResult;
import ascent.imitation.Demonstrations;
import ascent.train.Trainer;

// From an expert to a clone of it, to a better one; and what a policy thinks.
void main() {
  Agent expert =
      Trainer.of(CartPole::new)
          .with(PPOConfig.DEFAULT.withRolloutSteps(32).withLearningRate(1e-3f))
          .envs(8)
          .train(20_000)
          .agent();
  // @start region="clone"
  Demonstrations shown = Demonstrations.record(expert, CartPole::new, 10);
  CloningResult cloned = Cloner.of(shown).fit();
  IO.println(cloned.last().accuracy() > 0.9); // of the actions held out, most are its own too

  Agent better =
      Trainer.of(CartPole::new)
          .with(A2CConfig.DEFAULT.withLearningRate(1e-4f))
          .from(cloned.agent())
          .envs(8)
          .train(4_000)
          .agent();
  // @end
  // @start region="ask"
  float[] obs = {0.01f, 0, 0.02f, 0}; // position, velocity, angle, angular velocity
  IO.println(better.value(obs)); // the return to be expected
  IO.println(better.logProb(obs, Action.of(1)));
  if (better.distribution(obs) instanceof ActionDistribution.Categorical(var probabilities)) {
    IO.println(probabilities); // of left and right
  }
  // @end
}
