package ascent.cli.update;

import ascent.agent.Provenance;
import ascent.cli.args.Arguments;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.run.Branch;
import ascent.cli.run.NewDirectory;
import ascent.cli.run.RunFailedException;
import ascent.cli.run.Runs;
import ascent.cli.text.Output;
import ascent.cli.text.Progress;
import ascent.train.Replay;
import ascent.train.ReplayDiffersException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `ascent replay RUN --at STEP`: an update of a run again, or a branch of the run after it.
public final class ReplayUpdate {
  private static final List<String> OWN = List.of("--branch", "--out", "--threads", "--quiet");
  private static final Path FOLDER = Path.of("replays");

  private ReplayUpdate() {}

  /// Adds the options.
  public static Syntax options(Syntax syntax) {
    return syntax
        .option(
            "--at",
            "STEP",
            "Compute the run again to the update of this step, and write everything of it.")
        .repeated(
            "--branch",
            "key=value",
            "With --at: train a new run that goes on after that update with another setting; may be"
                + " repeated. steps=N sets the total.")
        .option(
            "--out",
            "DIR",
            "With --at: directory of the files, or of the new run; new or empty (default:"
                + " replays/RUN-at-STEP, runs/RUN-from-STEP).")
        .option("--threads", "N", "With --at: " + Runs.THREADS_HELP)
        .flag("--quiet", "With --at: show no progress.");
  }

  /// Refuses options that have no effect without `--at`.
  public static void refuseWithoutAt(Arguments arguments) {
    for (String option : OWN) {
      if (arguments.flag(option)) {
        throw new UsageException(option + " needs --at STEP.");
      }
    }
  }

  /// Runs the command, given `--at`.
  public static void run(Arguments arguments, Output output) throws IOException {
    Path run = Runs.resumable(Arguments.path(arguments.argument(0)));
    Replay replay = replay(run).threads(arguments.threads());
    long at = arguments.longInteger("--at", 0);
    if (at < 1 || at > replay.steps()) {
      throw new UsageException(
          "--at is %d; it must be in [1, %d], the steps that the run has taken."
              .formatted(at, replay.steps()));
    }
    boolean branches = !arguments.options("--branch").isEmpty();
    Branch branch = branches ? Branch.of(arguments, replay) : null;
    String software = software(replay.provenance());
    if (!software.isEmpty()) {
      output.note(software + ", so bits may differ; the replay is held against the run's records");
    }
    try (Progress progress = Progress.of(output, arguments.flag("--quiet"), at)) {
      Replay shown = replay.listen(progress);
      if (branch == null) {
        update(shown, run, at, arguments, output);
      } else {
        branch.train(shown, run, at, arguments, output);
      }
    } catch (ReplayDiffersException e) {
      throw new RunFailedException(e.getMessage() + " " + reason(software), e);
    }
  }

  private static Replay replay(Path run) throws IOException {
    try {
      return Replay.of(run);
    } catch (IllegalArgumentException e) { // such as an environment that no longer exists
      throw new UsageException(run + " cannot be replayed: " + e.getMessage());
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

  private static void update(Replay replay, Path run, long at, Arguments arguments, Output output)
      throws IOException {
    Path name = run.toAbsolutePath().normalize().getFileName();
    try (NewDirectory directory =
        NewDirectory.in(FOLDER, arguments.option("--out"), name + "-at-" + at)) {
      Replay.Result result = replay.at(at);
      Path path = Files.createDirectories(directory.path());
      UpdateFiles files = new UpdateFiles(path, result.update());
      files.write(run, result);
      if (arguments.flag("--json")) {
        Map<String, Object> object = new LinkedHashMap<>(files.object(run, result));
        object.put("directory", path.toString());
        output.json(object);
      } else {
        new UpdateText(result.update()).show(run, result, path, output);
      }
    }
  }
}
