package ascent.study;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The outcomes of a study.
///
/// @param study what was run
/// @param folder of the study
/// @param outcomes of all cells, in their order
/// @param kept how many of them were done in an earlier session
/// @param seconds of this session
public record StudyResult(
    Study study, Path folder, Map<Cell, Outcome> outcomes, int kept, double seconds) {

  public StudyResult {
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
  }

  /// The outcomes of a variant, in the order of the seeds.
  public List<Outcome> of(Variant variant) {
    return outcomes.entrySet().stream()
        .filter(entry -> entry.getKey().variant().equals(variant))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// What each variant came to, in their order.
  public List<Summary> summaries() {
    return study.variants().stream().map(variant -> Summary.of(variant, of(variant))).toList();
  }
}
