package ascent.cli.render;

import ascent.agent.Agent;
import ascent.cli.args.UsageException;
import ascent.cli.run.Replays;
import ascent.cli.run.Runs;
import ascent.cli.text.Output;
import ascent.train.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/// The policies of a run at several moments of its training: kept checkpoints where there are any
/// at those steps, else the run is computed again.
final class History {
  private static final int MOST = 100;

  private History() {}

  /// The number of moments that was asked for.
  ///
  /// @throws UsageException if it is out of range
  static int moments(int asked) {
    if (asked < 2 || asked > MOST) {
      throw new UsageException(
          "--history is %d; it must be in [2, %d], from the untrained policy to the last one."
              .formatted(asked, MOST));
    }
    return asked;
  }

  /// Scenes of the policies, evenly spaced from the first one, untrained, to the last.
  ///
  /// @param scene makes the scene of a title and a policy
  static List<Film.Scene> scenes(
      Path run, int moments, BiFunction<String, Agent, Film.Scene> scene, Output output)
      throws IOException {
    if (Files.isRegularFile(run) && !run.endsWith("checkpoint.zip")) {
      throw new UsageException(
          "--history is for the directory of a run; %s is a file.".formatted(run));
    }
    Replay replay = Replays.open(Runs.resumable(run));
    List<Long> steps = new ArrayList<>();
    for (int i = 0; i < moments; i++) {
      steps.add(Math.multiplyExact(replay.steps(), i) / (moments - 1));
    }
    List<Film.Scene> scenes = new ArrayList<>();
    Replays.work(
        replay,
        replay.steps(),
        false,
        output,
        watched ->
            watched.visit(steps, (step, agent) -> scenes.add(scene.apply(title(step), agent))));
    return scenes;
  }

  private static String title(long step) {
    return step == 0 ? "before training" : String.format(Locale.ROOT, "after %,d steps", step);
  }
}
