package ascent.cli.render;

import ascent.agent.Agent;
import ascent.distribution.ActionDistribution;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.Renderable;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// An episode that a policy plays, for a page to show.
///
/// @param steps environment steps that the policy was trained for
/// @param framesPerSecond of its pictures at natural speed
/// @param complete whether the episode is shown to its end
/// @param note why there are no pictures; empty where there are
/// @param shots the states of the episode, the first one after the reset
public record Playback(
    long steps, double framesPerSecond, boolean complete, String note, List<Shot> shots) {
  private static final double NO_SCREEN_FPS = 10;

  public Playback {
    shots = List.copyOf(shots);
  }

  /// A state.
  ///
  /// @param png its picture as a data URL; empty if there are none
  /// @param step steps so far
  /// @param reward of the last step
  /// @param total of the rewards so far
  /// @param action of the last step; empty after the reset
  /// @param distribution π(·|s), what the next action is drawn from, before any mask
  public record Shot(
      String png,
      int step,
      double reward,
      double total,
      String action,
      ActionDistribution distribution) {}

  /// Plays the first episode of `ascent eval` with that seed, deterministically.
  ///
  /// @param most states
  /// @throws IllegalArgumentException if its environment does not exist any more
  public static Playback of(Agent agent, long seed, int most) throws IOException {
    System.setProperty("java.awt.headless", "true");
    EnvSpec spec = Envs.find(agent.info().run().env());
    Env env = EnvFactories.open(agent.info().run().wrappers().around(spec.factory()));
    try {
      boolean draws = env.unwrapped() instanceof Renderable;
      FrameGrabber camera = draws ? new FrameGrabber(env) : null;
      List<Shot> shots = new ArrayList<>();
      var script = new EpisodeRecorder.Script(seed, 1, agent.info().run().maxEpisodeSteps(), most);
      EpisodeRecorder.Result result =
          new EpisodeRecorder(
                  script,
                  env,
                  Player.deterministic(agent),
                  camera,
                  (picture, moment) -> shots.add(shot(agent, picture, moment)))
              .shoot();
      return new Playback(
          agent.info().steps(),
          camera == null ? NO_SCREEN_FPS : camera.screen().framesPerSecond(),
          result.complete(),
          draws ? "" : spec.id() + " does not draw itself, so there are no pictures.",
          shots);
    } finally {
      EnvFactories.close(env);
    }
  }

  private static Shot shot(Agent agent, @Nullable BufferedImage picture, Moment moment)
      throws IOException {
    return new Shot(
        picture == null ? "" : dataUrl(picture),
        moment.step(),
        moment.reward(),
        moment.total(),
        moment.action() == null ? "" : ActionText.of(moment.action(), agent.actionSpace()),
        agent.distribution(moment.obs()));
  }

  private static String dataUrl(BufferedImage picture) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
