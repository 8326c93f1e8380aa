package ascent.cli.run;

import ascent.agent.RunSettings;
import ascent.collect.FailedEpisode;
import ascent.env.EnvFailure;
import ascent.io.AtomicFiles;
import ascent.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file of a failed episode, for `ascent replay`.
public final class FailureFile {
  /// The name of a run's.
  public static final String NAME = "failure.json";

  /// The name of an evaluation's, in the directory of the run that was evaluated.
  private static final String OF_EVALUATION = "eval-failure.json";

  private FailureFile() {}

  /// A failure of an evaluation by a command, with what to do; its episode is kept in the run's
  /// directory.
  ///
  /// @param run the directory; if it is not one, nothing is kept
  /// @param env the environment's name
  /// @param trained the settings of the run, which has the wrappers
  public static RunFailedException evaluating(
      EnvFailure failure, Path run, String env, RunSettings trained) {
    if (failure.stream().isEmpty() || !Files.isDirectory(run)) {
      return new RunFailedException(String.valueOf(failure.getMessage()), failure);
    }
    Path file = run.resolve(OF_EVALUATION);
    FailedEpisode episode = FailedEpisode.of(failure, env, trained.wrappers());
    try {
      AtomicFiles.write(file, Json.pretty(episode).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      failure.addSuppressed(e);
      return new RunFailedException(String.valueOf(failure.getMessage()), failure);
    }
    return new RunFailedException(failure.getMessage() + howToReplay(file, file), failure);
  }

  /// Says where a failed episode is, if it was kept.
  ///
  /// @param run directory of the run
  static String inRun(EnvFailure failure, Path run) {
    Path file = run.resolve(NAME);
    boolean kept = !failure.stream().isEmpty() && Files.exists(file);
    return kept ? howToReplay(file, run) : "";
  }

  private static String howToReplay(Path file, Path argument) {
    return " The episode is in %s. Play it again with: ascent replay %s.".formatted(file, argument);
  }
}
