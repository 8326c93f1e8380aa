package ascent.study.record;

import ascent.config.Numbers;
import ascent.io.DamagedFileException;
import ascent.io.InputFiles;
import ascent.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run's directory says of it; the run may still be going on.
///
/// @param directory of the run
/// @param settings of the run and of its algorithm, by name, with `algorithm` first
/// @param metrics the rows of `metrics.csv`
public record RunRecord(Path directory, Map<String, String> settings, MetricsTable metrics) {
  /// The name under which [#settings] has the algorithm.
  public static final String ALGORITHM = "algorithm";

  static final String METRICS = "metrics.csv";
  private static final String EPISODES = "episodes.csv";
  private static final String CONFIG = "config.json";

  public RunRecord {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /// Reads a run's directory.
  ///
  /// @throws NoSuchFileException if it is not a run's
  /// @throws DamagedFileException if its files are damaged
  public static RunRecord read(Path directory) throws IOException {
    Path config = directory.resolve(CONFIG);
    if (!Files.exists(config) || !Files.exists(directory.resolve(METRICS))) {
      throw new NoSuchFileException(
          directory.toString(), null, "it has no " + CONFIG + " and " + METRICS + " of a run");
    }
    Object tree;
    try {
      tree = Json.parse(InputFiles.text(config));
    } catch (DamagedFileException e) {
      throw new DamagedFileException(config + ": " + e.getMessage(), e);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(ALGORITHM, String.valueOf(Json.at(tree, ALGORITHM)));
    put(settings, Json.object(tree, "config"));
    put(settings, Json.object(tree, "run"));
    return new RunRecord(directory, settings, MetricsTable.read(directory.resolve(METRICS)));
  }

  private static void put(Map<String, String> settings, Map<String, @Nullable Object> values) {
    values.forEach((name, value) -> settings.put(name, String.valueOf(value)));
  }

  /// Reads the rows of `episodes.csv`, one per finished training episode; none if the run has not
  /// got that file.
  ///
  /// @throws UncheckedIOException if it cannot be read or is damaged
  public MetricsTable episodes() {
    Path file = directory.resolve(EPISODES);
    try {
      return Files.exists(file) ? MetricsTable.read(file) : MetricsTable.EMPTY;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /// A setting's value; empty if the run has none of that name.
  public String setting(String name) {
    return settings.getOrDefault(name, "");
  }

  /// The environment's name without its parameters.
  public String env() {
    String id = setting("env");
    int parameters = id.indexOf('?');
    return parameters < 0 ? id : id.substring(0, parameters);
  }

  /// The mean return at which the environment counts as solved; NaN if it has none.
  public double threshold() {
    try {
      double threshold = Numbers.parseDouble(setting("rewardThreshold"));
      return Double.isInfinite(threshold) ? Double.NaN : threshold;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
