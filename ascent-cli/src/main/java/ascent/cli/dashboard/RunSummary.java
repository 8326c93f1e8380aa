package ascent.cli.dashboard;

import ascent.io.DamagedFileException;
import ascent.io.FolderLock;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A run as the list shows it. A number that is unknown is null.
///
/// @param id see [RunFolder]
/// @param name its directory's
/// @param algorithm by name; empty where `config.json` cannot be read
/// @param env by name
/// @param seed as text
/// @param total steps that the run is to take
/// @param steps environment steps so far
/// @param meanReturn of its last training episodes
/// @param stepsPerSecond since its start
/// @param state see [State], in lower case
/// @param owned whether this process trains it now
/// @param failure of a run that this process trained; empty where there was none
/// @param modified milliseconds since 1970
record RunSummary(
    String id,
    String name,
    String algorithm,
    String env,
    String seed,
    @Nullable Double total,
    @Nullable Double steps,
    @Nullable Double meanReturn,
    @Nullable Double stepsPerSecond,
    String state,
    boolean owned,
    String failure,
    long modified) {

  enum State {
    /// A process is using its directory.
    RUNNING,
    /// Its environment failed.
    FAILED,
    /// It has a model, of its end.
    FINISHED,
    /// It has a model, but steps are left, and it was not to end before.
    STOPPED,
    /// It was broken off.
    UNFINISHED;

    private static State of(RunFolder.Entry run, boolean stepsLeft) throws IOException {
      if (FolderLock.user(run.directory()).isPresent()) {
        return RUNNING;
      }
      if (Files.exists(run.file("model.zip"))) {
        return stepsLeft ? STOPPED : FINISHED;
      }
      return Files.exists(run.file("failure.json")) ? FAILED : UNFINISHED;
    }
  }

  /// Reads a run's summary.
  ///
  /// @throws IOException if a file is gone
  static RunSummary of(RunFolder.Entry run, Optional<OwnedRuns.Status> owned) throws IOException {
    Map<String, @Nullable Object> config = config(run);
    Map<String, Double> last = MetricsTail.last(run.file("metrics.csv"));
    Double total = MetricsTail.number(text(config, "run", "steps"));
    Double steps = last.get("time/total_timesteps");
    boolean endsEarly =
        text(config, "run", "stopWhenSolved").equals("true")
            || !text(config, "run", "episodes").equals("0");
    boolean stepsLeft = total != null && steps != null && steps < total && !endsEarly;
    return new RunSummary(
        run.id(),
        Objects.toString(run.directory().getFileName(), run.id()),
        text(config, "algorithm"),
        text(config, "run", "env"),
        text(config, "run", "seed"),
        total,
        steps,
        last.get("rollout/ep_rew_mean"),
        last.get("time/fps"),
        State.of(run, stepsLeft).name().toLowerCase(Locale.ROOT),
        owned.map(OwnedRuns.Status::running).orElse(false),
        owned.map(OwnedRuns.Status::failure).orElse(""),
        Files.getLastModifiedTime(run.file("metrics.csv")).toMillis());
  }

  /// A run's `config.json`; empty if it is damaged.
  static Map<String, @Nullable Object> config(RunFolder.Entry run) throws IOException {
    try {
      return Json.object(Json.parse(Files.readAllBytes(run.file("config.json"))));
    } catch (DamagedFileException e) {
      return Map.of();
    }
  }

  private static String text(Map<String, @Nullable Object> config, Object... path) {
    return Objects.toString(Json.at(config, path), "");
  }

  /// Newest first.
  static List<RunSummary> sorted(List<RunSummary> runs) {
    return runs.stream()
        .sorted(
            Comparator.comparingLong(RunSummary::modified).reversed().thenComparing(RunSummary::id))
        .toList();
  }
}
