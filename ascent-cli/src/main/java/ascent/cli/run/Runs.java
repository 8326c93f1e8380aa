package ascent.cli.run;

import ascent.algo.DivergedException;
import ascent.cli.args.Arguments;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.cli.text.Progress;
import ascent.collect.SourceException;
import ascent.env.EnvFailure;
import ascent.io.FolderLock;
import ascent.kernel.Kernels;
import ascent.train.Listener;
import ascent.train.ListenerException;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Shared code of the commands that train: a run's directory, and running with progress.
public final class Runs {
  public static final String THREADS_HELP =
      "Maximum number of threads (default: all cores). Never changes the result.";

  static final String STOP_AFTER_HELP =
      "Stop after this much time in training, such as 30s, 5m or 1h30m; `ascent resume` continues"
          + " (default: no limit).";

  private static final String CHECKPOINT = "checkpoint.zip";

  private Runs() {}

  /// The text of `--seed`; null without one.
  ///
  /// @throws UsageException if it is a list
  static @Nullable String seed(Arguments arguments) {
    String seed = arguments.option("--seed");
    if (seed != null && seed.contains(",")) {
      throw new UsageException(
          "--seed is %s; a run has one seed. Maybe use --seed S --seeds N, for the N seeds from S on."
              .formatted(seed));
    }
    return seed;
  }

  /// The directory of a run that can be resumed, given it or its checkpoint.
  ///
  /// @throws IOException where there is none
  public static Path resumable(Path run) throws IOException {
    Path parent = run.toAbsolutePath().getParent();
    if (Files.isRegularFile(run) && run.endsWith(CHECKPOINT) && parent != null) {
      return parent;
    }
    if (!Files.isDirectory(run)) {
      throw new NoSuchFileException(
          run.toString(),
          null,
          Files.exists(run) ? "it is not the directory of a run" : "there is no such directory");
    }
    if (!Files.exists(run.resolve(CHECKPOINT))) {
      OptionalLong user = FolderLock.user(run);
      if (user.isPresent()) {
        throw new FileSystemException(
            run.toString(),
            null,
            "another process (pid %d) is using this run, which has no checkpoint yet"
                .formatted(user.getAsLong()));
      }
      throw new NoSuchFileException(
          run.toString(),
          null,
          "it has no "
              + CHECKPOINT
              + ". Maybe it is not a run, or ended before its first checkpoint");
    }
    return run;
  }

  /// Trains with progress output. On failure, the message says what is left of the run.
  ///
  /// @param training trains with one more listener
  /// @param display shows the progress
  static TrainingResult train(
      Function<Listener, TrainingResult> training,
      Supplier<Progress> display,
      Path directory,
      Output output) {
    if (!Kernels.hardwareFma()) {
      output.note(
          "this JVM has no hardware fma, so training is about a thousand times slower than it"
              + " could be. Maybe it runs in an emulator, or with -XX:-UseFMA");
    }
    try (Progress progress = display.get();
        Output.LastWords _ = output.lastWords(() -> howToGoOn(directory))) {
      return training.apply(progress);
    } catch (EnvFailure e) {
      String episode = FailureFile.inRun(e, directory);
      throw new RunFailedException(e.getMessage() + episode + left(directory), e);
    } catch (DivergedException | ListenerException | SourceException e) {
      throw new RunFailedException(e.getMessage() + left(directory), e);
    }
  }

  /// Says why a run ended early, and how it continues.
  static void noteStop(TrainingResult result, Path directory, Output output) {
    if (!result.stopReason().isEmpty()) {
      output.note(
          "the run was stopped: %s. Continue with: ascent resume %s --steps %d"
              .formatted(result.stopReason(), directory, result.settings().steps()));
    }
  }

  private static String howToGoOn(Path run) {
    return Files.exists(run.resolve(CHECKPOINT))
        ? "continue with: ascent resume " + run
        : "there was no checkpoint yet";
  }

  private static String left(Path directory) {
    boolean checkpoint = Files.exists(directory.resolve(CHECKPOINT));
    return checkpoint ? " The last checkpoint is in " + directory + "." : "";
  }
}
