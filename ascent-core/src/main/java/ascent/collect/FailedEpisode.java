package ascent.collect;

import ascent.config.Check;
import ascent.env.Env;
import ascent.env.EnvFailure;
import ascent.env.EpisodeStreams;
import ascent.env.GuardedVectorEnv;
import ascent.env.VectorEnv;
import ascent.env.VectorEnvFactory;
import ascent.env.wrap.Wrappers;
import ascent.io.DamagedFileException;
import ascent.io.InputFiles;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An episode in which an environment failed, as saved in `failure.json` of a run directory. An
/// episode is a function of its random stream and its actions, so it can be replayed, by `ascent
/// replay` or in a debugger:
///
/// ```java
/// FailedEpisode.read(Path.of("runs/mine/failure.json")).replay(MyEnv::new);
/// ```
///
/// @param id the environment's name with its parameters, as [ascent.env.registry.Envs] finds it;
///   empty where it has none
/// @param wrappers what the run put around the environment, as [Wrappers] reads it
/// @param env the environment's number
/// @param episode the number of its episode
/// @param step the number of the step that failed, from 1; 0 is the reset
/// @param stream the episode's random stream, as the Java expression that opens it
/// @param what went wrong
/// @param actions all actions, including the one that failed, `[step × actionSize]`
public record FailedEpisode(
    String id,
    String wrappers,
    int env,
    int episode,
    int step,
    String stream,
    String what,
    List<Float> actions) {
  private static final Pattern STREAM =
      Pattern.compile("Rng\\.stream\\((-?\\d+), \"(env|eval)\", (\\d+)(?:, (\\d+))?\\)");

  /// Line numbers and identity hash codes, which may differ between two failures of one cause.
  private static final Pattern CHANGEABLE =
      Pattern.compile("(?<=\\.\\w{1,9}):\\d+|(?<=@)\\p{XDigit}+");

  public FailedEpisode {
    Check.that(STREAM.matcher(stream).matches(), "stream", stream, "a stream of env or eval");
    Check.that(env >= 0, "env", env, "at least 0");
    Check.that(episode >= 0, "episode", episode, "at least 0");
    Check.that(step >= 0, "step", step, "at least 0");
    Wrappers.parse(wrappers); // refuses what is none
    actions = List.copyOf(actions);
  }

  /// The episode of a failure.
  ///
  /// @param id the environment's name; empty where it has none
  /// @param wrappers around it
  public static FailedEpisode of(EnvFailure failure, String id, Wrappers wrappers) {
    List<Float> boxed = new ArrayList<>();
    for (float action : failure.actions()) {
      boxed.add(action);
    }
    return new FailedEpisode(
        id,
        wrappers.toString(),
        failure.env(),
        failure.episode(),
        failure.step(),
        failure.stream(),
        failure.what(),
        boxed);
  }

  /// Reads a run's `failure.json`.
  ///
  /// @throws IOException when it cannot be read, or was not written by a run
  public static FailedEpisode read(Path file) throws IOException {
    String text = InputFiles.text(file);
    try {
      return Json.read(Json.parse(text), FailedEpisode.class);
    } catch (DamagedFileException e) {
      throw new DamagedFileException(file + ": " + e.getMessage(), e);
    }
  }

  /// Replays the episode in a new environment with the same wrappers. Returns normally if nothing
  /// fails this time: the environment was fixed, or is not deterministic.
  ///
  /// @param factory of the environment that failed, without the wrappers
  /// @return the steps played: fewer than [#step] if the episode ended earlier
  /// @throws EnvFailure when it fails again; see [#isRepeatedBy]
  /// @throws IllegalArgumentException when the actions do not fit the environment's action space
  public int replay(Supplier<? extends Env> factory) {
    return replayVector(VectorEnvFactory.of(Wrappers.parse(wrappers).around(factory)));
  }

  /// Replays the episode in a simulator that steps many environments at once; see [#replay].
  public int replayVector(VectorEnvFactory factory) {
    Matcher name = STREAM.matcher(stream);
    Check.that(name.matches(), "stream", stream, "a stream of env or eval");
    long seed = Long.parseLong(name.group(1));
    boolean training = name.group(2).equals("env");
    EpisodeStreams streams =
        training ? EpisodeStreams.training(seed, env) : EpisodeStreams.evaluation(seed, 1);
    try (VectorEnv one = GuardedVectorEnv.around(factory).create(1, streams)) {
      return play(one, training ? episode : Integer.parseInt(name.group(3)));
    }
  }

  private int play(VectorEnv one, int number) {
    float[] action = new float[one.actionSpace().size()];
    if (actions.size() != (long) step * action.length) {
      throw new IllegalArgumentException(
          ("the failed episode has %d numbers for %d actions; an action of the environment has %d."
                  + " Maybe it is another environment, or its action space has changed.")
              .formatted(actions.size(), step, action.length));
    }
    one.reset(0, number);
    for (int t = 0; t < step; t++) {
      for (int j = 0; j < action.length; j++) {
        action[j] = actions.get(t * action.length + j);
      }
      one.step(action, 0, 1);
      if (one.episodes()[0] != number) {
        return t + 1;
      }
    }
    return step;
  }

  /// Whether a failure is the one of this episode: at the same step of the same episode, in the
  /// same words but for line numbers and identity hash codes.
  public boolean isRepeatedBy(EnvFailure failure) {
    return failure.step() == step
        && failure.stream().equals(stream)
        && steady(failure.what()).equals(steady(what));
  }

  private static String steady(String text) {
    return CHANGEABLE.matcher(text).replaceAll("");
  }
}
