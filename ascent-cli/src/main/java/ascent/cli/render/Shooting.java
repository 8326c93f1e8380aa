package ascent.cli.render;

import ascent.cli.run.RunFailedException;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import java.io.IOException;

/// The shooting of a film: plays episodes and takes a picture of every state. Episode k draws from
/// the same random streams as the k-th one of `ascent eval`.
final class Shooting {

  /// How much is to be filmed.
  ///
  /// @param episodes at most
  /// @param maxEpisodeSteps after which an episode is cut
  /// @param maxFrames after which the film ends
  record Script(long seed, int episodes, int maxEpisodeSteps, int maxFrames) {}

  private final Script script;
  private final Env env;
  private final Player player;
  private final Camera camera;
  private final Film film;
  private final float[] obs;
  private boolean[] mask = {};
  private int episodes;
  private int finished;
  private int frames;
  private int steps; // of the present episode
  private double sum;

  Shooting(Script script, Env env, Player player, Camera camera, Film film) {
    this.script = script;
    this.env = env;
    this.player = player;
    this.camera = camera;
    this.film = film;
    obs = new float[env.observationSpace().size()];
  }

  /// What has been filmed.
  ///
  /// @param mean of the episodes' returns, as far as they were filmed
  /// @param complete whether all episodes were filmed to their end
  record Result(int episodes, int frames, double mean, boolean complete) {}

  /// Plays the episodes.
  ///
  /// @throws RunFailedException if the env fails
  Result shoot() throws IOException {
    try {
      while (episodes < script.episodes && frames < script.maxFrames) {
        episode();
      }
    } catch (RuntimeException e) {
      throw new RunFailedException(
          "episode %d, step %d: %s".formatted(episodes - 1, steps, message(e)), e);
    }
    return new Result(episodes, frames, sum / episodes, finished == script.episodes);
  }

  private static String message(RuntimeException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void episode() throws IOException {
    int k = episodes++;
    steps = 0;
    Rng actions = Rng.stream(script.seed, "eval-action", k, 0);
    env.reset(Rng.stream(script.seed, "eval", k), obs);
    frame();
    boolean over = false;
    while (!over && frames < script.maxFrames) {
      steps++;
      Step step = env.step(player.choose(obs, mask(), actions), obs);
      sum += step.reward();
      over = step.last() || steps == script.maxEpisodeSteps;
      frame();
    }
    finished += over ? 1 : 0;
  }

  /// What is allowed in the present state; empty where the env has no masks.
  private boolean[] mask() {
    if (steps == 1 && episodes == 1) {
      mask = new boolean[env.actionSpace().features()];
      if (!env.actionMask(mask)) {
        mask = new boolean[0];
      }
    } else if (mask.length > 0) {
      env.actionMask(mask);
    }
    return mask;
  }

  private void frame() throws IOException {
    film.add(camera.shoot());
    frames++;
  }
}
