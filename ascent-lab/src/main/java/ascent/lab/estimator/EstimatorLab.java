package ascent.lab.estimator;

import ascent.config.Check;
import ascent.lab.estimator.EstimateSampler.Sample;
import ascent.lab.parallel.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Measures estimators against the exact gradient.
///
/// ```java
/// EstimatorSettings settings = EstimatorSettings.DEFAULT;
/// TabularProblem problem = settings.problem();
/// EstimatorLab lab = new EstimatorLab(problem, 400, 1);
/// for (Estimator estimator : Estimators.all(settings, problem)) {
///   EstimatorReport report = lab.measure(estimator, 2);
/// }
/// ```
///
/// @param problem what the truth is known of
/// @param replicates the number of estimates of an estimator, at least 16
/// @param seed of all draws; the same seed gives the same report, on any number of threads
public record EstimatorLab(TabularProblem problem, int replicates, long seed) {
  /// The estimates are drawn in this many parts, whatever the number of threads.
  private static final int PARTS = 8;

  private static final long SEEDS_APART = 1_000_003;

  public EstimatorLab {
    Check.that(replicates >= 16, "replicates", replicates, "at least 16");
  }

  /// Draws estimates and compares them with the truth.
  ///
  /// @param threads at least 1
  public EstimatorReport measure(Estimator estimator, int threads) {
    double[] gradient = problem.exact().gradient();
    double norm = Math.sqrt(GradientErrors.dot(gradient, gradient));
    return new GradientErrors(draw(estimator, threads))
        .report(estimator.name(), norm, estimator.reading().scaled());
  }

  /// Draws the estimates.
  List<Sample> draw(Estimator estimator, int threads) {
    List<Callable<List<Sample>>> parts = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      int count = (int) ((long) replicates * (part + 1) / PARTS - (long) replicates * part / PARTS);
      long partSeed = seed * SEEDS_APART + part;
      parts.add(() -> draw(estimator, count, partSeed));
    }
    List<Sample> samples = new ArrayList<>();
    Tasks.all(threads, parts).forEach(samples::addAll);
    return samples;
  }

  private List<Sample> draw(Estimator estimator, int count, long partSeed) {
    List<Sample> samples = new ArrayList<>();
    try (EstimateSampler sampler = new EstimateSampler(problem, estimator, partSeed)) {
      for (int i = 0; i < count; i++) {
        samples.add(sampler.next());
      }
    }
    return samples;
  }
}
