package ascent.cli.command;

import ascent.agent.Agent;
import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.OutputFiles;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.sb3.Sb3Import;
import ascent.sb3.Sb3Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `ascent import FILE`.
public final class ImportCommand implements Command {
  private static final String STATISTICS = "--vec-normalize";
  private static final String NONE = "none";

  @Override
  public Syntax syntax() {
    return Syntax.of("import", "Read a model of Stable-Baselines3 and save it as an Ascent model.")
        .argument("FILE", "The zip that model.save wrote, for PPO, A2C, TRPO or MaskablePPO.")
        .option("-o", "MODEL", "File of the new model. Required.")
        .flag("--force", "Replace that file if it exists.")
        .option(
            "--env",
            "ENV",
            "Environment of the model, which the zip does not name. Its spaces must be the same, up"
                + " to the bounds of observations, which are then the environment's.")
        .option(
            STATISTICS,
            "FILE",
            "The pickle that VecNormalize.save wrote (default: vecnormalize.pkl beside the zip, or"
                + " where the zoo puts it, if there is one; none: leave it out).")
        .classPath()
        .flag("--json", "Print the result as one JSON object.")
        .footer(
            "",
            "Nothing of a file is run: pickles are read by a list of allowed names.",
            "",
            "Examples:",
            "  ascent import ppo_cartpole.zip -o cartpole.zip --env CartPole-v1",
            "  ascent eval cartpole.zip",
            "  ascent train ppo CartPole-v1 --from cartpole.zip");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    Path zip = Arguments.path(arguments.argument(0));
    String target = arguments.option("-o");
    if (target == null) {
      throw new UsageException("-o is missing; it names the file of the new model.");
    }
    Path model = OutputFiles.file("-o", target);
    if (Files.exists(model) && Files.exists(zip) && Files.isSameFile(model, zip)) {
      throw new UsageException(
          "-o is %s, the file to be read; it must be another file.".formatted(model));
    }
    if (Files.exists(model) && !arguments.flag("--force")) {
      throw new UsageException("-o is %s, which exists; --force replaces it.".formatted(target));
    }
    String name = arguments.option("--env", "");
    EnvSpec env = name.isEmpty() ? null : UsageException.checking(() -> Envs.find(name));
    Path statistics = statistics(arguments.option(STATISTICS), zip);
    Sb3Import found = Sb3Reader.read(zip, statistics, env == null ? "" : env.id());
    Sb3Import read = env == null ? found : in(env, found);
    read.agent().save(model);
    read.notes().forEach(output::note);
    show(read, statistics, model, arguments.flag("--json"), output);
  }

  private static @Nullable Path statistics(@Nullable String given, Path zip) throws IOException {
    if (given == null) {
      return Files.exists(zip) ? Sb3Reader.vecNormalizeOf(zip).orElse(null) : null;
    }
    return given.equals(NONE) ? null : Arguments.path(given);
  }

  /// The model with the environment's bounds of observations; all else must be the same.
  private static Sb3Import in(EnvSpec spec, Sb3Import found) {
    Env env = EnvFactories.open(spec.factory());
    try {
      Sb3Import read = found.withBoundsOf(env.observationSpace());
      return UsageException.checking(() -> {
        read.agent().policy().requireSpaces(env.observationSpace(), env.actionSpace());
        return read;
      });
    } finally {
      EnvFactories.close(env);
    }
  }

  private static void show(
      Sb3Import read, @Nullable Path statistics, Path model, boolean json, Output output) {
    Agent agent = read.agent();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("algorithm", agent.info().config().algorithm());
      object.put("imported_algorithm", read.algorithm());
      object.put("stable_baselines3", read.version());
      object.put("env", agent.info().run().env());
      object.put("steps", agent.info().steps());
      object.put("vec_normalize", statistics == null ? "" : statistics.toString());
      object.put("parameters", agent.policy().parameters());
      object.put("parameters_sha256", agent.parametersSha256());
      object.put("model", model.toString());
      output.json(object);
      return;
    }
    output.result(
        String.format(
            Locale.ROOT,
            "%s of Stable-Baselines3 %s, %,d steps: %s to %s, %,d parameters",
            read.algorithm(),
            read.version(),
            agent.info().steps(),
            agent.observationSpace(),
            agent.actionSpace(),
            agent.policy().parameters()));
    if (statistics != null) {
      output.result("normalised as in " + statistics);
    }
    output.result("model " + model);
  }
}
