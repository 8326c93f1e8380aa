import ascent.agent.Agent;
import ascent.agent.AgentSession;
import ascent.algo.PPOConfig;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.VectorEnv;
import ascent.env.VectorEnvFactory;
import ascent.env.wrap.TimeLimit;
import ascent.rng.Rng;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

// What docs/java.md shows: training, listening, stopping, resuming and acting from a Java program.
void main(String[] args) throws IOException {
  Path run = Path.of(args[0]);
  // @start region="train"
  Supplier<Env> corridor = TimeLimit.of(ReportingCorridor::new, 200);
  TrainingResult result =
      Trainer.of(corridor) // or Trainer.of("CartPole-v1")
          .with(PPOConfig.DEFAULT.withRolloutSteps(256)) // the settings choose the algorithm
          .envs(8)
          .seed(1)
          .out(run) // config.json, metrics.csv, checkpoint.zip, model.zip
          .checkpointEvery(10_000)
          .listen(new StopWhenReliable())
          .train(60_000);
  Agent agent = result.agent();
  // @end
  IO.println(result.stopReason());
  // @start region="resume"
  TrainingResult same = Trainer.resume(run, corridor).train(); // it has been stopped: nothing to do
  TrainingResult whole = Trainer.resume(run, corridor).train(60_000); // continues
  // @end
  IO.println(same.sessionSteps() + " " + (whole.steps() >= 60_000));
  // @start region="act"
  float[] obs = {0.3f};
  Action action = agent.newAction(); // one per thread
  agent.act(obs, action); // the most probable action; allocates nothing
  // @end
  IO.println(action);
  // @start region="session"
  AgentSession session = agent.session(); // one per environment
  Rng rng = Rng.stream(7, "production");
  session.reset(); // an episode starts
  action = session.sample(obs, rng); // drawn from the policy, step after step
  // @end
  IO.println(action);
  // @start region="vector"
  VectorEnvFactory simulator = (n, streams) -> VectorEnv.of(ReportingCorridor::new, n, streams);
  Trainer vectorised = Trainer.ofVector(simulator).envs(16);
  // @end
  IO.println(vectorised.settings().envs());
}
