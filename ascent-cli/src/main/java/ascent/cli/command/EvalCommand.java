package ascent.cli.command;

import ascent.agent.Agent;
import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.OutputFiles;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.run.FailureFile;
import ascent.cli.text.Evaluations;
import ascent.cli.text.Output;
import ascent.collect.Evaluation;
import ascent.env.Env;
import ascent.env.EnvFailure;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.imitation.Demonstrations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// `ascent eval RUN|MODEL`.
public final class EvalCommand implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of("eval", "Evaluate a trained policy over several episodes.")
        .argument(
            "RUN|MODEL",
            "Directory of a run (its model.zip, else its last checkpoint), or the file of a model"
                + " or checkpoint.")
        .option("--env", "ENV", "Environment (default: the one it was trained on).")
        .option("--episodes", "N", "Episodes (default: 100).")
        .option(
            "--seed",
            "S",
            "Random seed (default: 1). With the run's own, the episodes are those of train.")
        .flag("--stochastic", "Sample actions instead of taking the most probable one.")
        .option(
            "--max-episode-steps",
            "N",
            "Cut an episode after N steps (default: the run's limit, usually 10000).")
        .option(
            "--record",
            "FILE",
            "Write the pairs of observation and action with returns as safetensors, for `ascent clone`. An existing file is replaced.")
        .classPath()
        .flag("--json", "Print the result as one JSON object.");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    int episodes = arguments.integer("--episodes", 100);
    long seed = arguments.longInteger("--seed", 1);
    boolean deterministic = !arguments.flag("--stochastic");
    String record = arguments.option("--record");
    Path file = record == null ? null : OutputFiles.file("--record", record);
    Path model = Arguments.path(arguments.argument(0));
    Agent agent = Agent.load(model);
    EnvSpec env = env(arguments.option("--env", agent.info().run().env()));
    int most = arguments.integer("--max-episode-steps", agent.info().run().maxEpisodeSteps());
    Supplier<? extends Env> factory = agent.info().run().wrappers().around(env.factory());
    Evaluation evaluation;
    try {
      evaluation =
          UsageException.checking(
              () -> agent.evaluate(factory, episodes, seed, deterministic, most));
    } catch (EnvFailure e) {
      throw FailureFile.evaluating(e, model, env.id(), agent.info().run());
    }
    if (file != null) {
      Demonstrations pairs =
          Demonstrations.record(agent, factory, episodes, seed, deterministic, most);
      pairs.save(file);
      output.note(String.format(Locale.ROOT, "%,d pairs are in %s", pairs.size(), file));
    }
    if (arguments.flag("--json")) {
      Evaluations.noteCapped(evaluation, output);
      output.json(object(evaluation, env.id()));
    } else {
      output.result(text(evaluation, env.id()));
    }
  }

  /// The env of an id that the model saved or the user gave.
  ///
  /// @throws UsageException if the model saved none, or no env has that id
  public static EnvSpec env(String id) {
    if (id.isEmpty()) {
      throw new UsageException(
          "the model was trained on an environment without a name; name one with --env.");
    }
    return UsageException.checking(() -> Envs.find(id));
  }

  private static String text(Evaluation evaluation, String env) {
    return String.format(
        Locale.ROOT,
        "%s: return %s, %s; from %.1f to %.1f, mean length %.1f",
        env,
        evaluation,
        evaluation.deterministic() ? "deterministic" : "stochastic",
        evaluation.minReturn(),
        evaluation.maxReturn(),
        evaluation.meanLength());
  }

  private static Map<String, Object> object(Evaluation evaluation, String env) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("mean", evaluation.meanReturn());
    object.put("std", evaluation.stdReturn());
    object.put("episodes", evaluation.episodes());
    object.put("min", evaluation.minReturn());
    object.put("max", evaluation.maxReturn());
    object.put("env", env);
    object.put("deterministic", evaluation.deterministic());
    return object;
  }
}
