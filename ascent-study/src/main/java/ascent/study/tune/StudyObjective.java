package ascent.study.tune;

import ascent.study.Outcome;
import ascent.study.Study;
import ascent.study.StudyListener;
import ascent.study.StudyResult;
import ascent.study.StudyRunner;
import ascent.study.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trains candidates: every round is a study in a folder of its own, `round-01`, `round-02`, …,
/// which continues where it was interrupted.
public final class StudyObjective implements Search.Objective {
  private final Setup setup;
  private final Score score;
  private final StudyListener listener;
  private int rounds;

  /// Makes the variant that a candidate is.
  @FunctionalInterface
  public interface Variants {
    /// A variant with these factors, which name its folder.
    Variant of(Map<String, String> factors, Map<String, String> values, long steps);
  }

  /// What all rounds share.
  ///
  /// @param variants makes the variants
  /// @param folder of the search
  /// @param seeds of every candidate
  /// @param atOnce how many runs are trained at a time
  public record Setup(Variants variants, Path folder, List<Long> seeds, int atOnce) {
    public Setup {
      seeds = List.copyOf(seeds);
    }
  }

  /// An objective, for one search.
  public StudyObjective(Setup setup, Score score, StudyListener listener) {
    this.setup = setup;
    this.score = score;
    this.listener = listener;
  }

  @Override
  public List<Trial> run(List<Trial> candidates, long steps) throws IOException {
    rounds++;
    Map<Trial, Variant> variants = new LinkedHashMap<>();
    for (Trial candidate : candidates) {
      Map<String, String> factors = Map.of("trial", Integer.toString(candidate.number()));
      variants.put(candidate, setup.variants.of(factors, candidate.values(), steps));
    }
    Study study = new Study(List.copyOf(variants.values()), setup.seeds);
    Path folder = setup.folder.resolve("round-%02d".formatted(rounds));
    StudyResult result = new StudyRunner(study, folder, setup.atOnce).run(listener);
    List<Trial> ran = new ArrayList<>();
    variants.forEach((trial, variant) -> ran.add(scored(trial, steps, result.of(variant))));
    return ran;
  }

  private Trial scored(Trial trial, long steps, List<Outcome> outcomes) {
    if (outcomes.stream().anyMatch(Outcome::isFailed)) {
      return trial.ran(steps, List.of(), Double.NEGATIVE_INFINITY);
    }
    double[] returns = outcomes.stream().mapToDouble(Outcome::meanReturn).toArray();
    List<Double> scores = outcomes.stream().map(Outcome::meanReturn).toList();
    return trial.ran(steps, scores, score.of(returns));
  }
}
