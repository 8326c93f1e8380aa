package ascent.cli.run;

import ascent.agent.Provenance;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.cli.text.Progress;
import ascent.train.Replay;
import ascent.train.ReplayDiffersException;
import java.io.IOException;
import java.nio.file.Path;

/// Shared code of the commands that compute a run again.
public final class Replays {
  private Replays() {}

  /// The run in a directory, to be computed again.
  ///
  /// @throws UsageException if its environment or algorithm does not exist any more
  public static Replay open(Path run) throws IOException {
    try {
      return Replay.of(run);
    } catch (IllegalArgumentException e) { // such as an environment that no longer exists
      throw new UsageException(run + " cannot be replayed: " + e.getMessage());
    }
  }

  /// Work on a replay.
  @FunctionalInterface
  public interface Work {
    /// Does it.
    void on(Replay replay) throws IOException;
  }

  /// Works on a replay with progress output. Says so if other software computed the run.
  ///
  /// @param total the last step that is computed again
  /// @throws RunFailedException if the replay differs from the run
  public static void work(Replay replay, long total, boolean quiet, Output output, Work work)
      throws IOException {
    String software = software(replay.provenance());
    if (!software.isEmpty()) {
      output.note(software + ", so bits may differ; the replay is held against the run's records");
    }
    try (Progress progress = Progress.of(output, quiet, total)) {
      work.on(replay.listen(progress));
    } catch (ReplayDiffersException e) {
      throw new RunFailedException(e.getMessage() + " " + reason(software), e);
    }
  }

  /// How the software that computed the run differs from this one; empty if it does not.
  private static String software(Provenance then) {
    Provenance now = Provenance.current();
    if (!then.version().equals(now.version())) {
      return "the run was computed by version %s, this is %s"
          .formatted(then.version(), now.version());
    }
    return then.commit().equals(now.commit())
        ? ""
        : "the run was computed by commit %s, this is %s".formatted(then.commit(), now.commit());
  }

  private static String reason(String software) {
    return software.isEmpty()
        ? "Maybe its environment is not deterministic, which `ascent check` finds; or the run was resumed with another total of steps."
        : "Maybe because " + software + ".";
  }
}
