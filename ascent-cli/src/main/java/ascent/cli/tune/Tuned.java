package ascent.cli.tune;

import ascent.study.StudyResult;
import ascent.study.Summary;
import ascent.study.tune.Importance;
import ascent.study.tune.Score;
import ascent.study.tune.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a search came to.
///
/// @param trials all of them; with halving, one for each rung that a candidate took part in
/// @param whole those with all the steps
/// @param finalists the best of these, the best first
/// @param reported the finalists on fresh seeds, in their order, then the preset
/// @param importances of the settings; none with fewer than three trials of equal length
record Tuned(
    List<Trial> trials,
    List<Trial> whole,
    List<Trial> finalists,
    StudyResult reported,
    List<Importance> importances) {

  /// A finalist, or the preset, on fresh seeds.
  ///
  /// @param trial the finalist; null for the preset
  record Final(@Nullable Trial trial, Summary summary) {
    /// The score on fresh seeds; −∞ if a run failed.
    double score(Score score) {
      var statistics = summary.statistics();
      return statistics == null || summary.failed() > 0
          ? Double.NEGATIVE_INFINITY
          : score.of(statistics.scores().all());
    }
  }

  /// The finalists, then the preset.
  List<Final> finals() {
    List<Final> finals = new ArrayList<>();
    List<Summary> summaries = reported.summaries();
    for (int i = 0; i < summaries.size(); i++) {
      finals.add(new Final(i < finalists.size() ? finalists.get(i) : null, summaries.get(i)));
    }
    return finals;
  }

  /// The finalist that is best on fresh seeds; of equal ones, the one that was better before.
  Final best(Score score) {
    return finals().subList(0, finalists.size()).stream()
        .max(Comparator.comparingDouble((Final one) -> one.score(score)))
        .orElseThrow();
  }

  /// The settings that the search began with.
  Final preset() {
    return finals().getLast();
  }
}
