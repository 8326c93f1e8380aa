package ascent.cli.replay;

import ascent.cli.args.Arguments;
import ascent.cli.args.OutputFiles;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.render.UpdateFilm;
import ascent.cli.run.Branch;
import ascent.cli.run.NewDirectory;
import ascent.cli.run.Replays;
import ascent.cli.run.Runs;
import ascent.cli.text.Output;
import ascent.train.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `ascent replay RUN --at STEP`: an update of a run again, or a branch of the run after it.
public final class ReplayUpdate {
  private static final List<String> OWN =
      List.of("--branch", "--out", "--film", "--threads", "--quiet");
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
        .option(
            "--film",
            "FILE",
            "With --at: film of the episodes that the update learned from, a .gif or an .mp4 of at"
                + " most 2000 frames. An existing file is replaced.")
        .option(
            "--threads",
            "N",
            "With --at: maximum number of threads (default: all cores). Never changes the result.")
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
    Replay replay = Replays.open(run).threads(arguments.threads());
    long at = arguments.longInteger("--at", 0);
    if (at < 1 || at > replay.steps()) {
      throw new UsageException(
          "--at is %d; it must be in [1, %d], the steps that the run has taken."
              .formatted(at, replay.steps()));
    }
    boolean branches = !arguments.options("--branch").isEmpty();
    Path film = film(arguments, branches);
    Branch branch = branches ? Branch.of(arguments, replay) : null;
    Replays.work(
        replay,
        at,
        arguments.flag("--quiet"),
        output,
        shown -> {
          if (branch == null) {
            update(shown, new Request(run, at, film), arguments, output);
          } else {
            branch.train(shown, run, at, arguments, output);
          }
        });
  }

  /// The film to write; null for none.
  private static @Nullable Path film(Arguments arguments, boolean branches) throws IOException {
    String film = arguments.option("--film");
    if (film == null) {
      return null;
    }
    if (branches) {
      throw new UsageException("--film is of the update at --at; --branch trains a new run.");
    }
    Path file = OutputFiles.file("--film", film);
    UpdateFilm.requireName(file);
    return file;
  }

  /// What is asked for.
  ///
  /// @param film of the episodes; null for none
  private record Request(Path run, long at, @Nullable Path film) {}

  private static void update(Replay replay, Request request, Arguments arguments, Output output)
      throws IOException {
    Path run = request.run;
    Path name = run.toAbsolutePath().normalize().getFileName();
    try (NewDirectory directory =
        NewDirectory.in(FOLDER, arguments.option("--out"), name + "-at-" + request.at)) {
      Replay.Result result = replay.at(request.at);
      Path path = Files.createDirectories(directory.path());
      UpdateFiles files = new UpdateFiles(path, result.update());
      files.write(run, result);
      if (request.film != null) {
        UpdateFilm.write(request.film, result.update(), output);
      }
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
