package ascent.collect;

import ascent.config.Check;
import ascent.env.Env;
import ascent.env.EnvFailure;
import ascent.env.EpisodeStreams;
import ascent.env.SyncVectorEnv;
import ascent.env.VectorEnv;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An episode in which an environment failed, as saved in `failure.json` of a run directory. An
/// episode is a function of its random stream and its actions, so it can be replayed, for example
/// in a debugger:
///
/// ```java
/// FailedEpisode.read(Path.of("runs/mine/failure.json")).replay(MyEnv::new);
/// ```
///
/// @param env the environment's number
/// @param episode the number of its episode
/// @param step the number of the step that failed, from 1; 0 is the reset
/// @param stream the episode's random stream, as the Java expression that opens it
/// @param error what went wrong
/// @param actions all actions, including the one that failed, `[step × actionSize]`
public record FailedEpisode(
    int env, int episode, int step, String stream, String error, List<Float> actions) {
  private static final Pattern STREAM =
      Pattern.compile("Rng\\.stream\\((-?\\d+), \"(env|eval)\", (\\d+)(?:, \\d+)?\\)");

  public FailedEpisode {
    Check.that(STREAM.matcher(stream).matches(), "stream", stream, "a stream of env or eval");
    actions = List.copyOf(actions);
  }

  /// The episode of a failure.
  public static FailedEpisode of(EnvFailure failure) {
    List<Float> boxed = new ArrayList<>();
    for (float action : failure.actions()) {
      boxed.add(action);
    }
    return new FailedEpisode(
        failure.env(),
        failure.episode(),
        failure.step(),
        failure.stream(),
        String.valueOf(failure.getMessage()),
        boxed);
  }

  /// Reads a run's `failure.json`.
  ///
  /// @throws IOException when it cannot be read, or was not written by a run
  public static FailedEpisode read(Path file) throws IOException {
    return Json.read(Json.parse(Files.readAllBytes(file)), FailedEpisode.class);
  }

  /// Replays the episode in a new environment. Returns normally if nothing fails this time: the
  /// environment was fixed, or is not deterministic.
  ///
  /// @param factory of the environment that failed
  /// @throws EnvFailure when it fails again
  public void replay(Supplier<? extends Env> factory) {
    Matcher name = STREAM.matcher(stream);
    Check.that(name.matches(), "stream", stream, "a stream of env or eval");
    long seed = Long.parseLong(name.group(1));
    boolean training = name.group(2).equals("env");
    EpisodeStreams streams =
        training ? EpisodeStreams.training(seed, env) : EpisodeStreams.evaluation(seed, 1);
    try (VectorEnv one = SyncVectorEnv.of(factory, 1, streams)) {
      one.reset(0, training ? episode : Integer.parseInt(name.group(3)));
      float[] action = new float[one.actionSpace().size()];
      for (int at = 0; at < actions.size(); at += action.length) {
        for (int j = 0; j < action.length; j++) {
          action[j] = actions.get(at + j);
        }
        one.step(action, 0, 1);
      }
    }
  }
}
