package ascent.cli.render;

import ascent.agent.Agent;
import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.OutputFiles;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.command.EvalCommand;
import ascent.cli.text.Output;
import ascent.collect.Evaluation;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.env.wrap.Wrappers;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `ascent render RUN|MODEL|ENV -o FILE`.
public final class RenderCommand implements Command {
  private static final int MAX_FRAMES = 2_000;

  @Override
  public Syntax syntax() {
    Syntax syntax =
        Syntax.of("render", "Film episodes of a trained policy.")
            .argument(
                "RUN|MODEL|ENV",
                "Directory of a run, or the file of a model or checkpoint; or the name of an"
                    + " environment, for random actions.")
            .option(
                "-o",
                "FILE",
                "Film to write: a .gif or an .mp4, or a .png of the last picture (required). An"
                    + " existing file is replaced.")
            .option("--env", "ENV", "Environment (default: the one it was trained on).")
            .option("--episodes", "N", "Episodes (default: 1).")
            .option("--seed", "S", "Random seed (default: 1); episodes are those of eval.")
            .flag("--stochastic", "Sample actions instead of taking the most probable one.")
            .option("--max-frames", "N", "End the film after N frames (default: 2000).")
            .option(
                "--history",
                "N",
                "Film the policy of a run at N moments of its training, from the start to the end, each"
                    + " for an Nth of the frames. The run is computed again where it kept no checkpoint.");
    return FilmLook.options(syntax)
        .classPath()
        .flag("--json", "Print the result as one JSON object.");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Path file = file(arguments);
    FrameWriter.Format format = UsageException.checking(() -> FrameWriter.Format.of(file));
    FilmLook look = FilmLook.of(arguments, format);
    Agent agent = agent(arguments.argument(0));
    EnvSpec spec = spec(arguments, agent);
    int moments = moments(arguments, format);
    if (agent == null && moments > 1) {
      throw new UsageException(
          "--history is for the directory of a run; %s is an environment.".formatted(spec.id()));
    }
    EpisodeRecorder.Script script = script(arguments, agent, moments);
    Wrappers wrappers = agent == null ? Wrappers.NONE : agent.info().run().wrappers();
    List<EpisodeRecorder.Result> results;
    Env env = UsageException.checking(() -> EnvFactories.open(wrappers.around(spec.factory())));
    try {
      Player player = player(agent, env, !arguments.flag("--stochastic"));
      Film film = new Film(look, script, env, moments > 1);
      results = film.write(file, scenes(arguments, moments, script, player, output), output);
    } finally {
      EnvFactories.close(env);
    }
    boolean complete = results.stream().allMatch(EpisodeRecorder.Result::complete);
    if (!complete && format != FrameWriter.Format.PNG) {
      output.note("the film ends before the episodes do, after --max-frames.");
    }
    report(results, file, spec.id(), arguments.flag("--json"), output);
  }

  private static Path file(Arguments arguments) throws IOException {
    String name = arguments.option("-o", "");
    if (name.isEmpty()) {
      throw new UsageException("the film needs a file: -o FILE.gif, .mp4 or .png.");
    }
    return OutputFiles.file("-o", name);
  }

  /// The policy in that file; null if there is no such file, for example if it is the name of an
  /// env.
  private static @Nullable Agent agent(String what) throws IOException {
    Path path = Arguments.path(what);
    return Files.exists(path) ? Agent.load(path) : null;
  }

  private static EnvSpec spec(Arguments arguments, @Nullable Agent agent) {
    String what = arguments.argument(0);
    String env = arguments.option("--env");
    if (agent != null) {
      return EvalCommand.env(env == null ? agent.info().run().env() : env);
    }
    if (what.endsWith(".zip")) {
      throw new UsageException("there is no file or directory '" + what + "'.");
    }
    EnvSpec spec = named(what);
    if (env != null) {
      throw new UsageException(
          "%s is an environment, and so is %s of --env. Maybe name the policy's run or model first."
              .formatted(spec.id(), env));
    }
    if (arguments.flag("--stochastic")) {
      throw new UsageException(
          "--stochastic is for a policy; without one, actions of %s are random anyway."
              .formatted(spec.id()));
    }
    return spec;
  }

  private static EnvSpec named(String what) {
    try {
      return Envs.find(what);
    } catch (IllegalArgumentException e) {
      String why = Objects.requireNonNull(e.getMessage(), "Envs says why");
      boolean unknown = why.startsWith("no env is named") || why.startsWith("there is no class");
      throw new UsageException(
          unknown ? "there is no file or directory '" + what + "', and " + why : why);
    }
  }

  /// The number of policies to film.
  private static int moments(Arguments arguments, FrameWriter.Format format) {
    if (arguments.option("--history") == null) {
      return 1;
    }
    if (format == FrameWriter.Format.PNG) {
      throw new UsageException("--history is for films; a .png is a single picture.");
    }
    return History.moments(arguments.integer("--history", 0));
  }

  private static List<Film.Scene> scenes(
      Arguments arguments, int moments, EpisodeRecorder.Script script, Player player, Output output)
      throws IOException {
    if (moments == 1) {
      return List.of(new Film.Scene("", player, script));
    }
    boolean stochastic = arguments.flag("--stochastic");
    return History.scenes(
        Arguments.path(arguments.argument(0)),
        moments,
        (title, agent) ->
            new Film.Scene(
                title, stochastic ? Player.stochastic(agent) : Player.deterministic(agent), script),
        output);
  }

  /// The script of one policy's scene.
  private static EpisodeRecorder.Script script(
      Arguments arguments, @Nullable Agent agent, int moments) {
    return new EpisodeRecorder.Script(
        arguments.longInteger("--seed", 1),
        positive(arguments, "--episodes", 1),
        agent == null ? Evaluation.MAX_EPISODE_STEPS : agent.info().run().maxEpisodeSteps(),
        Math.ceilDiv(positive(arguments, "--max-frames", MAX_FRAMES), moments));
  }

  private static int positive(Arguments arguments, String option, int otherwise) {
    int value = arguments.integer(option, otherwise);
    if (value < 1) {
      throw new UsageException(option + " is " + value + "; it must be at least 1.");
    }
    return value;
  }

  private static Player player(@Nullable Agent agent, Env env, boolean deterministic) {
    if (agent == null) {
      return Player.random(env.actionSpace());
    }
    require("observation", agent.observationSpace(), env.observationSpace());
    require("action", agent.actionSpace(), env.actionSpace());
    return deterministic ? Player.deterministic(agent) : Player.stochastic(agent);
  }

  private static void require(String which, Space policy, Space env) {
    if (!policy.equals(env)) {
      throw new UsageException(
          "the policy's %s space is %s; the environment's is %s.".formatted(which, policy, env)
              + " Maybe the policy was trained on another environment.");
    }
  }

  private static void report(
      List<EpisodeRecorder.Result> results, Path file, String env, boolean json, Output output) {
    int episodes = results.stream().mapToInt(EpisodeRecorder.Result::episodes).sum();
    int frames = results.stream().mapToInt(EpisodeRecorder.Result::frames).sum();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("file", file.toString());
      object.put("env", env);
      object.put("episodes", episodes);
      object.put("frames", frames);
      object.put("mean", results.getLast().mean());
      object.put("complete", results.stream().allMatch(EpisodeRecorder.Result::complete));
      if (results.size() > 1) {
        object.put("history", results.stream().map(EpisodeRecorder.Result::mean).toList());
      }
      output.json(object);
    } else {
      output.result(
          "%s: %d frames of %d %s of %s"
              .formatted(file, frames, episodes, episodes == 1 ? "episode" : "episodes", env));
    }
  }
}
