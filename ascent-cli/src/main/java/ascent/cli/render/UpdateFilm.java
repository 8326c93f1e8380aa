package ascent.cli.render;

import ascent.agent.RunSettings;
import ascent.cli.args.UsageException;
import ascent.cli.run.RunFailedException;
import ascent.cli.text.Output;
import ascent.config.Numbers;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.registry.Envs;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.train.UpdateRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Films the episodes that an update learned from, from their beginning on: each is played again
/// with its own random stream and the actions on record.
public final class UpdateFilm {
  private static final int MAX_FRAMES = 2_000;

  private final UpdateRecord update;
  private final RunSettings run;
  private final int actionSize;

  private UpdateFilm(UpdateRecord update) {
    this.update = update;
    run = update.agent().info().run();
    actionSize = update.rollout().actionSize();
  }

  /// Checks that a file can be a film.
  ///
  /// @throws UsageException if it cannot
  public static void requireName(Path file) {
    FrameWriter.Format format = UsageException.checking(() -> FrameWriter.Format.of(file));
    if (format == FrameWriter.Format.PNG) {
      throw new UsageException("--film is %s; its name must end in .gif or .mp4.".formatted(file));
    }
  }

  /// Writes the film.
  ///
  /// @throws UsageException if the env does not draw itself
  public static void write(Path file, UpdateRecord update, Output output) throws IOException {
    System.setProperty("java.awt.headless", "true");
    new UpdateFilm(update).write(file, output);
  }

  private void write(Path file, Output output) throws IOException {
    Env env = EnvFactories.open(run.wrappers().around(Envs.find(run.env()).factory()));
    try {
      List<EpisodePart> parts = EpisodePart.of(update);
      List<Film.Scene> scenes = new ArrayList<>();
      int frames = 0;
      for (int k = 0; k < parts.size() && frames < MAX_FRAMES; k++) {
        scenes.add(scene(parts.get(k), env, MAX_FRAMES - frames));
        frames += parts.get(k).length() + 1;
      }
      FilmLook look = new FilmLook(true, FilmSize.of(null), 0);
      Film film = new Film(look, longest(scenes), env, true);
      requireRepeated(parts, film.write(file, scenes, output));
      output.note(
          "%s: %d of the %d episodes of the update%s"
              .formatted(
                  file,
                  scenes.size(),
                  parts.size(),
                  frames > MAX_FRAMES ? ", the last one cut" : ""));
    } finally {
      EnvFactories.close(env);
    }
  }

  /// The script whose strip has room for all scenes.
  private static EpisodeRecorder.Script longest(List<Film.Scene> scenes) {
    return scenes.stream()
        .map(Film.Scene::script)
        .max(Comparator.comparingInt(EpisodeRecorder.Script::maxEpisodeSteps))
        .orElseThrow();
  }

  /// Whole episodes have the returns on record.
  private static void requireRepeated(
      List<EpisodePart> parts, List<EpisodeRecorder.Result> results) {
    for (int k = 0; k < results.size(); k++) {
      EpisodePart part = parts.get(k);
      boolean whole = results.get(k).frames() == part.length() + 1;
      if (whole && part.ended() && results.get(k).mean() != part.returned()) {
        throw new RunFailedException(
            "environment %d did not repeat its episode %d: its return is %s, and %s on record. Maybe it is not deterministic, which `ascent check` finds."
                .formatted(
                    part.env(),
                    part.episode(),
                    Numbers.text(results.get(k).mean()),
                    Numbers.text(part.returned())));
      }
    }
  }

  private Film.Scene scene(EpisodePart part, Env env, int maxFrames) {
    float[] actions = actions(part);
    var streams =
        new EpisodeRecorder.Streams() {
          @Override
          public Rng env(int episode) {
            return Rng.stream(run.seed(), "env", part.env(), part.episode());
          }

          @Override
          public Rng actions(int episode) {
            return Rng.stream(run.seed(), "none"); // they are on record
          }
        };
    var script = new EpisodeRecorder.Script(streams, 1, part.length(), maxFrames);
    int[] step = {0};
    Player player =
        (obs, mask, rng) -> Action.of(env.actionSpace(), actions, actionSize * step[0]++);
    return new Film.Scene(
        "environment %d, episode %d".formatted(part.env(), part.episode()), player, script);
  }

  /// The actions of an episode as its env got them, `[length × actionSize]`.
  private float[] actions(EpisodePart part) {
    float[] actions = new float[part.length() * actionSize];
    int before = part.stepsBefore() * actionSize;
    if (before > 0) {
      int steps = Arrays.stream(update.before().lengths(), 0, part.env()).sum();
      System.arraycopy(update.before().actions(), steps * actionSize, actions, 0, before);
    }
    Rollout r = update.rollout();
    for (int t = part.first(); t <= part.last(); t++) {
      int from = (t * r.envs() + part.env()) * actionSize;
      int at = before + (t - part.first()) * actionSize;
      update.agent().policy().toEnv(r.actions, from, actions, at, actionSize);
    }
    return actions;
  }
}
