package ascent.lab.estimator;

import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Learner;
import ascent.algo.ReinforceConfig;
import ascent.algo.Schedule;
import ascent.config.Check;
import ascent.lab.estimator.EstimateSampler.Sample;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.policy.SampleWeights;
import ascent.rollout.Batch;
import ascent.rollout.Episodes;
import ascent.rollout.NormalizationConfig;
import ascent.rollout.Rollout;
import java.util.Arrays;
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
    ReinforceConfig plain = Estimators.wholeEpisodes(problem, episodes);
    Config config = new Config(plain, baseline.clone(), problem.task().actions());
    Estimator estimator =
        new Estimator(
            "baseline",
            "score times baseline",
            config,
            1,
            Estimator.Reading.PER_EPISODE,
            Estimator.Critic.GIVEN);
    List<Sample> samples =
        lab.draw(estimator, threads).stream()
            .map(sample -> new Sample(sample.estimate(), new double[parameters]))
            .toList();
    return new GradientErrors(samples).report("baseline", 0, true);
  }

  /// The settings of [Term]: those of REINFORCE, and b.
  private record Config(ReinforceConfig plain, double[] baseline, int actions)
      implements AlgorithmConfig {
    @Override
    public String algorithm() {
      return "baseline";
    }

    @Override
    public String description() {
      return "Score times baseline";
    }

    @Override
    public NetworkConfig network() {
      return plain.network();
    }

    @Override
    public boolean learnsValue() {
      return false;
    }

    @Override
    public Schedule learningRate() {
      return plain.learningRate();
    }

    @Override
    public OptimizerConfig optimizer() {
      return plain.optimizer();
    }

    @Override
    public int rolloutSteps() {
      return plain.rolloutSteps();
    }

    @Override
    public int rolloutEpisodes() {
      return plain.rolloutEpisodes();
    }

    @Override
    public float gamma() {
      return plain.gamma();
    }

    @Override
    public NormalizationConfig normalization() {
      return plain.normalization();
    }

    @Override
    public Algorithm create(Learner learner, long seed) {
      return new Term(this, learner);
    }
  }

  /// Differentiates with wₜ = −γᵗ b(oₜ, aₜ), on the author API.
  private static final class Term implements Algorithm {
    private final Config config;
    private final Learner learner;
    private final Episodes episodes = new Episodes();

    Term(Config config, Learner learner) {
      this.config = config;
      this.learner = learner;
    }

    @Override
    public void update(Rollout rollout, long iteration, double progress, Report report) {
      episodes.find(rollout);
      int m = episodes.samples();
      Batch batch = new Batch(m, rollout.obsSize(), rollout.actionSize());
      batch.gather(rollout, episodes.rows(), 0, m);
      for (int k = 0; k < episodes.count(); k++) {
        double factor = (double) m / episodes.count(); // from a mean over steps to one of episodes
        for (int i = episodes.start(k); i < episodes.end(k); i++) {
          int observation = (int) batch.obs[i];
          int entry = observation * config.actions + (int) batch.actions[i];
          batch.advantage[i] = (float) (factor * config.baseline[entry]);
          factor *= config.gamma();
        }
      }
      learner.differentiate(batch, new Weights(), 0);
      learner.stepPolicy(0, Float.POSITIVE_INFINITY);
    }

    @Override
    public Learner learner() {
      return learner;
    }

    @Override
    public List<String> metrics() {
      return List.of();
    }
  }

  private static final class Weights implements SampleWeights {
    @Override
    public void policyWeights(Batch b, int from, int to) {
      for (int i = from; i < to; i++) {
        b.w[i] = -b.advantage[i];
      }
    }

    @Override
    public void valueWeights(Batch b, int from, int to) {
      Arrays.fill(b.u, from, to, 0);
    }
  }
}
