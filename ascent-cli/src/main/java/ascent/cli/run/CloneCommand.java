package ascent.cli.run;

import ascent.agent.Agent;
import ascent.algo.BehaviorCloningConfig;
import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.plan.Sb3Names;
import ascent.cli.text.Output;
import ascent.collect.Evaluation;
import ascent.config.Configs;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.imitation.Cloner;
import ascent.imitation.CloningResult;
import ascent.imitation.Demonstrations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// `ascent clone ENV`.
public final class CloneCommand implements Command {
  private static final String MODEL = "model.zip";

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "clone",
            "Clone a policy from recorded pairs of observation and action (behaviour cloning). The result can be evaluated or trained further.")
        .argument("ENV", "Environment of the pairs; see `ascent envs`.")
        .option(
            "--data",
            "FILE",
            "The pairs: safetensors with observations [n x obs] and actions [n x act], and optionally returns [n], as written by `ascent eval --record`. Required.")
        .option("--seed", "S", "Random seed (default: 1).")
        .option("--threads", "N", Runs.THREADS_HELP)
        .repeated(
            "--set",
            "key=value",
            "Set a hyperparameter; may be repeated. See `ascent config behavior-cloning`.")
        .option(
            "--out",
            "DIR",
            "Keep the model here, in a new or empty directory (default:"
                + " runs/behavior-cloning-ENV-SEED, with -2, -3, ... if that is taken).")
        .option("--eval-episodes", "N", "Episodes of the evaluation at the end (default: 100).")
        .classPath()
        .flag("--json", "Print the result as one JSON object.")
        .flag("--quiet", "Show no progress.")
        .footer(
            "",
            "Examples:",
            "  ascent eval runs/expert --episodes 20 --record expert.safetensors",
            "  ascent clone CartPole-v1 --data expert.safetensors --out runs/clone",
            "  ascent train ppo CartPole-v1 --from runs/clone");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    EnvSpec env = UsageException.checking(() -> Envs.find(arguments.argument(0)));
    String data = arguments.option("--data");
    if (data == null) {
      throw new UsageException("--data is missing; it names the file of the recorded pairs.");
    }
    Map<String, String> set = arguments.pairs("--set");
    Sb3Names.refuse(set, Configs.toMap(BehaviorCloningConfig.DEFAULT).keySet());
    BehaviorCloningConfig config =
        UsageException.checking(() -> Configs.with(BehaviorCloningConfig.DEFAULT, set));
    int threads = arguments.threads();
    long seed = arguments.longInteger("--seed", 1);
    int episodes = arguments.integer("--eval-episodes", 100);
    Cloner cloner = Cloner.of(demonstrations(Arguments.path(data), env));
    cloner.with(config).env(env.id()).seed(seed).threads(threads);
    if (!arguments.flag("--quiet")) {
      cloner.onEpoch(epoch -> output.note(text(epoch)));
    }
    String name = NewDirectory.name(config.algorithm(), env.id(), seed);
    try (NewDirectory directory = NewDirectory.of(arguments.option("--out"), name);
        var _ = directory.claim()) {
      CloningResult result = cloner.fit();
      result.agent().save(directory.path().resolve(MODEL));
      Agent agent = result.agent();
      Evaluation evaluation =
          UsageException.checking(() -> agent.evaluate(env.factory(), episodes, seed));
      show(result, evaluation, directory.path(), arguments.flag("--json"), output);
    }
  }

  private static Demonstrations demonstrations(Path file, EnvSpec spec) throws IOException {
    Env env = EnvFactories.open(spec.factory());
    try {
      return Demonstrations.load(file, env.observationSpace(), env.actionSpace());
    } finally {
      EnvFactories.close(env);
    }
  }

  private static String text(CloningResult.Epoch epoch) {
    String heldOut =
        Double.isNaN(epoch.heldOutNll())
            ? ""
            : String.format(Locale.ROOT, "; held out: %.4f", epoch.heldOutNll());
    String accuracy =
        Double.isNaN(epoch.accuracy())
            ? ""
            : String.format(Locale.ROOT, ", accuracy %.1f %%", 100 * epoch.accuracy());
    return String.format(Locale.ROOT, "-log π %.4f%s%s", epoch.nll(), heldOut, accuracy);
  }

  private static void show(
      CloningResult result, Evaluation evaluation, Path directory, boolean json, Output output) {
    String env = result.agent().info().run().env();
    if (!json) {
      output.result(
          String.format(
              Locale.ROOT,
              "behavior-cloning on %s: %,d pairs learned from, %,d held out",
              env,
              result.samples(),
              result.heldOut()));
      output.result(text(result.last()));
      output.result("return " + evaluation + ", deterministic");
      output.result("run " + directory);
      return;
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("algorithm", result.agent().info().config().algorithm());
    object.put("env", env);
    object.put("seed", result.agent().info().run().seed());
    object.put("samples", result.samples());
    object.put("held_out", result.heldOut());
    object.put("nll", result.last().nll());
    object.put("held_out_nll", result.last().heldOutNll());
    object.put("held_out_accuracy", result.last().accuracy());
    object.put("evaluation", Report.scores(evaluation));
    object.put("parameters_sha256", result.agent().parametersSha256());
    object.put("run", directory.toString());
    output.json(object);
  }
}
