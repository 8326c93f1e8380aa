package ascent.study;

import ascent.study.stats.StoppingRule;
import ascent.study.stats.StoppingRule.Decision;
import ascent.study.stats.StoppingRule.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// Trains two variants with the same seeds, one seed after the other, until a rule decides which is
/// better. What is decided depends on the order of the seeds alone, not on how many run at a time.
/// Run again on the same folder, it keeps the runs that are done.
///
/// @param a first variant
/// @param b second variant, on the same environment
/// @param firstSeed seed of the first pair; the next pair has the next seed
/// @param rule when to stop
/// @param folder of the runs
/// @param atOnce how many runs are trained at a time
public record ComparisonRunner(
    Variant a, Variant b, long firstSeed, StoppingRule rule, Path folder, int atOnce) {
  private static final double NANOS = 1e-9;

  /// Runs as many pairs as the rule asks for, and writes `results.csv`.
  ///
  /// @param listener of the runs
  /// @param looked is told what the pairs so far come to, each time some are added
  /// @throws IllegalArgumentException if the folder has other runs in the place of these
  /// @throws IOException if the folder is in use or cannot be written
  public Comparison run(StudyListener listener, Consumer<Decision> looked) throws IOException {
    long start = System.nanoTime();
    double[] ofA = {};
    double[] ofB = {};
    Decision decision = rule.decide(ofA, ofB);
    int kept = 0;
    int batch = rule.fewestPairs();
    while (decision.verdict() == Verdict.OPEN) {
      int count = Math.min(batch, rule.mostPairs() - ofA.length);
      StudyResult more = study(ofA.length, count, listener);
      kept += more.kept();
      ofA = joined(ofA, more.of(a));
      ofB = joined(ofB, more.of(b));
      decision = rule.decide(ofA, ofB);
      looked.accept(decision);
      batch = atOnce;
    }
    StudyResult all = study(0, decision.wins().pairs(), StudyListener.NONE);
    return new Comparison(a, b, decision, all, kept, NANOS * (System.nanoTime() - start));
  }

  private StudyResult study(int from, int count, StudyListener listener) throws IOException {
    long first = firstSeed + from;
    List<Long> seeds = LongStream.range(first, first + count).boxed().toList();
    return new StudyRunner(new Study(List.of(a, b), seeds), folder, atOnce).run(listener);
  }

  private static double[] joined(double[] scores, List<Outcome> more) {
    return DoubleStream.concat(
            DoubleStream.of(scores), more.stream().mapToDouble(Outcome::meanReturn))
        .toArray();
  }
}
