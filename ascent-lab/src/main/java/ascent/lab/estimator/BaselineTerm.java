package ascent.lab.estimator;

import ascent.config.Check;
import ascent.lab.estimator.EstimateSampler.Sample;
import ascent.rollout.Episodes;
import ascent.rollout.Rollout;
import java.util.List;

/// What a baseline adds to a policy gradient, E\[Σₜ γᵗ ∇log π(aₜ|sₜ) b(sₜ,aₜ)\], measured. It is 0
/// if b does not depend on the action, since E\[∇log π(a|s)\] = 0; then the baseline does not bias
/// REINFORCE.
public final class BaselineTerm {
  private BaselineTerm() {}

  /// Measures the term: its estimates are compared with 0.
  ///
  /// @param lab that draws them
  /// @param baseline b, `[O × A]`
  /// @param episodes of an estimate
  /// @param threads at least 1
  /// @return a report of an estimator named `baseline`, whose truth is 0; without a cosine
  public static EstimatorReport measure(
      EstimatorLab lab, double[] baseline, int episodes, int threads) {
    TabularProblem problem = lab.problem();
    int parameters = problem.task().parameters();
    Check.that(baseline.length == parameters, "the length of b", baseline.length, parameters + "");
    Term term = new Term(baseline.clone(), problem.task().actions(), problem.task().gamma());
    Estimator estimator =
        new Estimator(
            "baseline",
            "score times baseline",
            new EpisodeWeights("baseline", Estimators.wholeEpisodes(problem, episodes), term),
            1,
            Estimator.Reading.PER_EPISODE,
            Estimator.Critic.GIVEN);
    List<Sample> samples =
        lab.draw(estimator, threads).stream()
            .map(sample -> new Sample(sample.estimate(), new double[parameters]))
            .toList();
    return new GradientErrors(samples).report("baseline", 0, true);
  }

  /// Ψ = γᵗ b(oₜ, aₜ).
  ///
  /// @param baseline b, `[O × A]`
  private record Term(double[] baseline, int actions, double gamma) implements EpisodeWeights.Psi {
    @Override
    public void of(Rollout rollout, Episodes episodes, double[] psi) {
      for (int k = 0; k < episodes.count(); k++) {
        double discount = 1;
        for (int i = episodes.start(k); i < episodes.end(k); i++) {
          int row = episodes.rows()[i];
          int entry = ((int) rollout.obs[row]) * actions + (int) rollout.actions[row];
          psi[i] = discount * baseline[entry];
          discount *= gamma;
        }
      }
    }
  }
}
