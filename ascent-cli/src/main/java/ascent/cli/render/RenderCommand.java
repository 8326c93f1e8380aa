package ascent.cli.render;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvSpec;
import ascent.env.Envs;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.train.Agent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `ascent render RUN|MODEL|ENV -o FILE`.
public final class RenderCommand implements Command {
  private static final int MAX_FRAMES = 2_000;

  @Override
  public Syntax syntax() {
    return Syntax.of("render", "Film episodes of a trained policy.")
        .argument(
            "RUN|MODEL|ENV",
            "Directory of a run, or the file of a model or checkpoint; or the name of an"
                + " environment, to see random actions.")
        .option(
            "-o",
            "FILE",
            "The film to write: a .gif or an .mp4, or a .png of the last picture (needed).")
        .option("--env", "ENV", "Environment (default: the one it was trained on).")
        .option("--episodes", "N", "Episodes (default: 1).")
        .option("--seed", "S", "Random seed (default: 1); episodes are those of eval.")
        .flag("--stochastic", "Sample actions instead of taking the most probable one.")
        .option("--max-frames", "N", "End the film after N frames (default: 2000).")
        .classPath()
        .flag("--json", "Print the result as one JSON object.");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    System.setProperty("java.awt.headless", "true");
    String name = arguments.option("-o", "");
    if (name.isEmpty()) {
      throw new UsageException("the film needs a file: -o FILE.gif, .mp4 or .png.");
    }
    Path file = Arguments.path(name);
    Film.Format format = UsageException.checking(() -> Film.Format.of(file));
    Shooting shooting = shooting(arguments);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (Env env = shooting.env.factory().get()) {
        Camera camera = UsageException.checking(() -> new Camera(env));
        try (Film film = format.open(part, camera.screen().framesPerSecond())) {
          shooting.shoot(env, camera, film);
        }
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    report(shooting, file, arguments.flag("--json"), output);
  }

  private static Shooting shooting(Arguments arguments) throws IOException {
    String what = arguments.argument(0);
    boolean isFile = Files.exists(Arguments.path(what));
    Agent agent = isFile ? Agent.load(Arguments.path(what)) : null;
    String trainedOn = agent == null ? what : agent.info().run().env();
    String env = arguments.option("--env", trainedOn);
    if (env.isEmpty()) {
      throw new UsageException(
          "the model was trained on an environment without a name; name one with --env.");
    }
    EnvSpec spec = UsageException.checking(() -> Envs.find(env));
    int episodes = positive(arguments, "--episodes", 1);
    int frames = positive(arguments, "--max-frames", MAX_FRAMES);
    long seed = arguments.longInteger("--seed", 1);
    return new Shooting(agent, spec, seed, !arguments.flag("--stochastic"), episodes, frames);
  }

  private static int positive(Arguments arguments, String option, int otherwise) {
    int value = arguments.integer(option, otherwise);
    if (value < 1) {
      throw new UsageException(option + " is " + value + "; it must be at least 1.");
    }
    return value;
  }

  private static void report(Shooting shooting, Path file, boolean json, Output output) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("file", file.toString());
      object.put("env", shooting.env.id());
      object.put("episodes", shooting.played);
      object.put("frames", shooting.shot);
      object.put("mean", shooting.sum / shooting.played);
      output.json(object);
    } else {
      output.result(
          "%s: %d frames of %d episodes of %s"
              .formatted(file, shooting.shot, shooting.played, shooting.env.id()));
    }
  }

  /// The episodes to be filmed, and what came of them.
  private static final class Shooting {
    final @Nullable Agent agent;
    final EnvSpec env;
    final long seed;
    final boolean deterministic;
    final int episodes;
    final int frames;
    int played;
    int shot;
    double sum;

    Shooting(
        @Nullable Agent agent,
        EnvSpec env,
        long seed,
        boolean deterministic,
        int episodes,
        int frames) {
      this.agent = agent;
      this.env = env;
      this.seed = seed;
      this.deterministic = deterministic;
      this.episodes = episodes;
      this.frames = frames;
    }

    void shoot(Env env, Camera camera, Film film) throws IOException {
      float[] obs = new float[env.observationSpace().size()];
      for (int k = 0; k < episodes && shot < frames; k++) {
        Rng actions = Rng.stream(seed, "eval-action", k, 0);
        env.reset(Rng.stream(seed, "eval", k), obs);
        film.add(camera.shoot());
        shot++;
        played++;
        Step step = Step.of(0);
        while (!step.last() && shot < frames) {
          step = env.step(choose(env, obs, actions), obs);
          sum += step.reward();
          film.add(camera.shoot());
          shot++;
        }
      }
    }

    private Action choose(Env env, float[] obs, Rng rng) {
      if (agent == null) {
        float[] action = new float[env.actionSpace().size()];
        env.actionSpace().sample(rng, action, 0);
        return Action.of(env.actionSpace(), action, 0);
      }
      return deterministic ? agent.act(obs) : agent.sample(obs, rng);
    }
  }
}
