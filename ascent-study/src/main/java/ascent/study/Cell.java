package ascent.study;

import ascent.agent.RunSettings;
import ascent.config.Configs;
import ascent.study.record.RunRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// One run of a study: a variant with a seed.
///
/// @param variant with all settings but the seed
/// @param seed of the run
public record Cell(Variant variant, long seed) {

  /// The run's directory within the study's.
  public Path directory(Path study) {
    String folder = variant.folder();
    return (folder.isEmpty() ? study : study.resolve(folder)).resolve("seed-" + seed);
  }

  /// The run's settings.
  public RunSettings settings() {
    return variant.settings().withSeed(seed);
  }

  /// Every setting of run and algorithm, as [RunRecord#settings] has them.
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(RunRecord.ALGORITHM, variant.config().algorithm());
    all.putAll(Configs.toMap((Record) variant.config()));
    all.putAll(Configs.toMap(settings()));
    return all;
  }
}
