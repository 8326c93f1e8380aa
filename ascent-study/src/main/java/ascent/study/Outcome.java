package ascent.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.io.AtomicFiles;
import ascent.io.DamagedFileException;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What came of a run: the content of its `result.json`.
///
/// @param seed of the run
/// @param steps environment steps of the training
/// @param episodes of the training
/// @param meanReturn of the final policy, deterministic, on separate environments; NaN if the run
///   failed
/// @param stdReturn standard deviation over those episodes
/// @param evalEpisodes their number
/// @param solvedAtStep steps at the first evaluation at or above the threshold; −1 if there was
///   none
/// @param seconds in the training loop, on the machine that trained
/// @param parametersSha256 of the final parameters; empty if the run failed
/// @param failure why the run failed; empty if it did not
public record Outcome(
    long seed,
    long steps,
    long episodes,
    double meanReturn,
    double stdReturn,
    int evalEpisodes,
    long solvedAtStep,
    double seconds,
    String parametersSha256,
    String failure) {

  private static final String FILE = "result.json";

  /// Whether a run is done.
  ///
  /// @param run directory of the run
  public static boolean isIn(Path run) {
    return Files.exists(run.resolve(FILE));
  }

  /// Reads what came of a run that is done.
  ///
  /// @param run directory of the run
  public static Outcome read(Path run) throws IOException {
    Path file = run.resolve(FILE);
    try {
      return Json.read(Json.parse(Files.readString(file, UTF_8)), Outcome.class);
    } catch (DamagedFileException e) {
      throw new DamagedFileException(
          "%s: %s Remove it to evaluate the run again.".formatted(file, e.getMessage()), e);
    }
  }

  void write(Path run) throws IOException {
    AtomicFiles.write(run.resolve(FILE), Json.pretty(this).getBytes(UTF_8));
  }

  static Outcome failed(long seed, String why) {
    return new Outcome(seed, 0, 0, Double.NaN, Double.NaN, 0, -1, 0, "", why);
  }

  /// Whether the run failed: its environment did, or its parameters were no longer finite.
  public boolean isFailed() {
    return !failure.isEmpty();
  }
}
