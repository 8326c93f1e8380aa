package ascent.cli.replay;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.command.EvalCommand;
import ascent.cli.run.FailureFile;
import ascent.cli.run.RunFailedException;
import ascent.cli.text.Output;
import ascent.collect.FailedEpisode;
import ascent.config.Printable;
import ascent.env.EnvFailure;
import ascent.env.registry.EnvSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `ascent replay RUN`: of failed episodes here, of updates in [ReplayUpdate].
public final class ReplayCommand implements Command {
  @Override
  public Syntax syntax() {
    Syntax syntax =
        Syntax.of(
                "replay",
                "Compute an update of a run again, with everything in it; or play the episode again in which an environment failed.")
            .argument(
                "RUN|FILE",
                "Directory of a run; without --at, of one in which an environment failed, or its"
                    + " failure.json or eval-failure.json.")
            .option(
                "--env",
                "ENV",
                "Environment of the failed episode (default: the one that failed).");
    return ReplayUpdate.options(syntax)
        .classPath()
        .flag("--json", "Print the result as one JSON object.")
        .footer(
            "",
            "Exit code 0: the update is the same as recorded; or the episode failed in the",
            "same way again, at the same step and in the same words but for line numbers.",
            "Exit code 1: it differs; or the episode failed otherwise, or not at all.",
            "--debug shows the stack trace of the environment's exception.");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    System.setProperty("java.awt.headless", "true");
    if (arguments.option("--at") != null) {
      if (arguments.option("--env") != null) {
        throw new UsageException("--env is for failed episodes; --at replays the run's own.");
      }
      ReplayUpdate.run(arguments, output);
      return;
    }
    ReplayUpdate.refuseWithoutAt(arguments);
    FailedEpisode episode = FailedEpisode.read(file(Arguments.path(arguments.argument(0))));
    EnvSpec env = env(arguments.option("--env", episode.id()));
    Outcome outcome = UsageException.checking(() -> play(episode, env));
    if (arguments.flag("--debug") && outcome.failure != null) {
      output.err().print(Printable.stackTrace(outcome.failure));
    }
    if (arguments.flag("--json")) {
      output.json(outcome.object(env));
    }
    if (!outcome.reproduced()) {
      throw new RunFailedException(outcome.text());
    }
    if (!arguments.flag("--json")) {
      output.result(outcome.text());
    }
  }

  private static Path file(Path path) throws NoSuchFileException {
    Path file = Files.isDirectory(path) ? path.resolve(FailureFile.NAME) : path;
    if (Files.isDirectory(path) && !Files.exists(file)) {
      throw new NoSuchFileException(
          path.toString(), null, "it has no %s: no environment failed".formatted(FailureFile.NAME));
    }
    return file;
  }

  private static EnvSpec env(String id) {
    if (id.isEmpty()) {
      throw new UsageException(
          "the environment that failed has no name. Maybe name it with --env, or replay the"
              + " episode from Java: FailedEpisode.read(file).replay(MyEnv::new).");
    }
    return EvalCommand.env(id);
  }

  private static Outcome play(FailedEpisode episode, EnvSpec env) {
    try {
      return new Outcome(episode, episode.replay(env.factory()), null);
    } catch (EnvFailure e) {
      return new Outcome(episode, e.step(), e);
    }
  }

  /// What came of it.
  ///
  /// @param steps played
  private record Outcome(FailedEpisode episode, int steps, @Nullable EnvFailure failure) {
    boolean reproduced() {
      return failure != null && episode.isRepeatedBy(failure);
    }

    String text() {
      String recorded = "step %d: %s".formatted(episode.step(), episode.what());
      if (failure == null) {
        String end =
            steps < episode.step()
                ? "it ended at step %d, before the failure at ".formatted(steps) + recorded
                : "recorded was " + recorded;
        return "the episode did not fail again; %s. Maybe the environment was mended; or it is not deterministic, which `ascent check` finds."
            .formatted(end);
      }
      return reproduced()
          ? "the episode failed again in the same way, at " + recorded + "."
          : "the episode failed in another way, at step %d: %s; recorded was %s."
              .formatted(failure.step(), failure.what(), recorded);
    }

    Map<String, Object> object(EnvSpec env) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("env", env.id());
      object.put("wrappers", episode.wrappers());
      object.put("stream", episode.stream());
      object.put("reproduced", reproduced());
      object.put("recorded", at(episode.step(), episode.what()));
      object.put("steps", steps);
      object.put("failure", failure == null ? null : at(failure.step(), failure.what()));
      return object;
    }

    private static Map<String, Object> at(int step, String what) {
      Map<String, Object> at = new LinkedHashMap<>();
      at.put("step", step);
      at.put("what", what);
      return at;
    }
  }
}
