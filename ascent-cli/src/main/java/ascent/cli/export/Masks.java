package ascent.cli.export;

import ascent.agent.Agent;
import ascent.cli.args.UsageException;
import ascent.cli.command.EvalCommand;
import ascent.cli.text.Output;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.env.registry.EnvSpec;
import ascent.space.Discrete;
import ascent.space.MultiDiscrete;
import java.util.function.Supplier;

/// Whether a model's environment says which actions are allowed.
final class Masks {
  private Masks() {}

  /// Asks the environment that the model was trained on. If it is unknown here, a note says so.
  static boolean of(Agent agent, Output output) {
    boolean possible =
        agent.actionSpace() instanceof Discrete || agent.actionSpace() instanceof MultiDiscrete;
    if (!possible || agent.info().run().env().isEmpty()) {
      return false;
    }
    EnvSpec spec;
    try {
      spec = EvalCommand.env(agent.info().run().env());
    } catch (UsageException e) {
      output.note(
          "the policy takes no mask, because its environment is unknown here: "
              + e.getMessage()
              + " Maybe add --class-path JAR.");
      return false;
    }
    Supplier<? extends Env> factory = agent.info().run().wrappers().around(spec.factory());
    try (VectorEnv env = VectorEnv.of(factory, 1, EpisodeStreams.training(1, 0))) {
      return env.actionMasks().length > 0;
    }
  }
}
