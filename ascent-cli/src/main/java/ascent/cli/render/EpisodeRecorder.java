package ascent.cli.render;

import ascent.cli.run.RunFailedException;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFailure;
import ascent.env.Interrupts;
import ascent.env.Step;
import ascent.rng.Rng;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Records a film: runs episodes and draws every state.
final class EpisodeRecorder {

  /// The random streams of episodes, by their number from 0.
  interface Streams {
    /// What the env draws from.
    Rng env(int episode);

    /// What actions are drawn from.
    Rng actions(int episode);

    /// Those of `ascent eval`.
    static Streams ofEval(long seed) {
      return new Streams() {
        @Override
        public Rng env(int episode) {
          return Rng.stream(seed, "eval", episode);
        }

        @Override
        public Rng actions(int episode) {
          return Rng.stream(seed, "eval-action", episode, 0);
        }
      };
    }
  }

  /// The episodes and the limits of a film.
  ///
  /// @param episodes at most
  /// @param maxEpisodeSteps after which an episode is cut
  /// @param maxFrames after which the film ends
  record Script(Streams streams, int episodes, int maxEpisodeSteps, int maxFrames) {
    /// The first episodes of `ascent eval` with that seed.
    Script(long seed, int episodes, int maxEpisodeSteps, int maxFrames) {
      this(Streams.ofEval(seed), episodes, maxEpisodeSteps, maxFrames);
    }
  }

  private final Script script;
  private final Env env;
  private final Player player;
  private final @Nullable FrameGrabber camera;
  private final Audience audience;
  private final float[] obs;
  private boolean[] mask = {};
  private int episodes;
  private int finished;
  private int frames;
  private int steps; // of the current episode
  private String asked = ""; // the method of the env that is at work
  private double sum;
  private double total; // of the current episode

  /// @param camera takes the pictures; null for none
  EpisodeRecorder(
      Script script, Env env, Player player, @Nullable FrameGrabber camera, Audience audience) {
    this.script = script;
    this.env = env;
    this.player = player;
    this.camera = camera;
    this.audience = audience;
    obs = new float[env.observationSpace().size()];
  }

  /// The result of recording.
  ///
  /// @param mean of the episodes' returns, as far as recorded
  /// @param complete whether all episodes were recorded to their end
  record Result(int episodes, int frames, double mean, boolean complete) {}

  /// Runs the episodes.
  ///
  /// @throws RunFailedException if the env fails
  Result shoot() throws IOException {
    try {
      while (episodes < script.episodes && frames < script.maxFrames) {
        episode();
      }
    } catch (Throwable e) {
      if (asked.isEmpty() || e instanceof RunFailedException) {
        throw e;
      }
      throw new RunFailedException(where() + EnvFailure.threw(asked, e) + ".", e);
    }
    return new Result(episodes, frames, sum / episodes, finished == script.episodes);
  }

  private String where() {
    return "episode %d, step %d: ".formatted(episodes - 1, steps);
  }

  /// Calls a method of the env.
  private <T> T ask(String method, Supplier<T> question) {
    asked = method;
    T answer = question.get();
    String fault = answer == null ? method + " gave null" : Interrupts.after(method);
    if (!fault.isEmpty()) {
      throw new RunFailedException(where() + fault + ".");
    }
    asked = "";
    return answer;
  }

  private void episode() throws IOException {
    int k = episodes++;
    steps = 0;
    total = 0;
    player.reset();
    Rng actions = script.streams.actions(k);
    Rng rng = script.streams.env(k);
    ask(
        "reset",
        () -> {
          env.reset(rng, obs);
          return obs;
        });
    frame(0, null);
    boolean over = false;
    while (!over && frames < script.maxFrames) {
      steps++;
      Action action = player.choose(obs, mask(), actions);
      Step step = ask("step", () -> env.step(action, obs));
      sum += step.reward();
      total += step.reward();
      over = step.last() || steps == script.maxEpisodeSteps;
      frame(step.reward(), action);
    }
    finished += over ? 1 : 0;
  }

  /// The allowed options in the current state; empty if the env has no masks.
  private boolean[] mask() {
    if (steps == 1 && episodes == 1) {
      mask = new boolean[env.actionSpace().features()];
      if (!askMask()) {
        mask = new boolean[0];
      }
    } else if (mask.length > 0) {
      askMask();
    }
    return mask;
  }

  private boolean askMask() {
    return ask("actionMask", () -> env.actionMask(mask));
  }

  private void frame(double reward, @Nullable Action action) throws IOException {
    BufferedImage picture = camera == null ? null : ask("render", camera::shoot);
    audience.see(picture, new Moment(episodes - 1, steps, reward, total, action, obs));
    frames++;
  }
}
