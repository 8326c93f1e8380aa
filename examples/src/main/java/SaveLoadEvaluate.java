import ascent.agent.Agent;
import ascent.collect.Evaluation;
import ascent.env.registry.Envs;
import ascent.envs.CartPole;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;

// Keeps a run in a directory, goes on with it, and keeps the policy in a file of its own.
// @start region="resume"
void main(String[] args) throws IOException {
  Path run = Path.of(args[0]);
  Trainer.of(Envs.find("CartPole-v1")).seed(7).checkpointEvery(5_000).out(run).train(10_000);

  TrainingResult result =
      Trainer.resume(run).train(20_000); // from the last checkpoint to a new total
  IO.println("resumed at step " + result.resumedAtStep().getAsLong());
  // @end
  // @start region="save"
  Agent agent = result.agent();
  agent.save(run.resolve("policy.zip"));
  Agent again = Agent.load(run.resolve("policy.zip"));
  IO.println(again.parametersSha256().equals(agent.parametersSha256())); // true

  Evaluation e = again.evaluate(CartPole::new, 100, /* seed */ 7);
  IO.println(e.meanReturn() + " ± " + e.stdReturn());
  float[] obs = {0.01f, 0, 0.02f, 0}; // position, velocity, angle, angular velocity
  IO.println(again.act(obs)); // in about a microsecond
  // @end
}
