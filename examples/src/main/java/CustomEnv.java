import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.env.Env;
import ascent.env.check.EnvChecker;
import ascent.env.wrap.TimeLimit;
import ascent.train.Trainer;
import java.util.function.Supplier;

// Checks an environment of one's own and trains on it.
// @start region="train"
void main() {
  EnvChecker.check(Corridor::new); // says what is wrong, with values, and maybe why
  Supplier<Env> corridor = TimeLimit.of(Corridor::new, 200);
  Agent agent =
      Trainer.of(corridor).with(PPOConfig.DEFAULT.withRolloutSteps(512)).train(20_000).agent();
  IO.println(agent.evaluate(corridor, 10)); // 0.9: ten steps, nine of which cost 0.01
}
// @end
