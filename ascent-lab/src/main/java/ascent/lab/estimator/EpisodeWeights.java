package ascent.lab.estimator;

import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Learner;
import ascent.algo.ReinforceConfig;
import ascent.algo.Schedule;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.policy.SampleWeights;
import ascent.rollout.Batch;
import ascent.rollout.Episodes;
import ascent.rollout.NormalizationConfig;
import ascent.rollout.Rollout;
import java.util.Arrays;
import java.util.List;

/// An estimator that weighs ∇log π of each step of whole episodes, on the author API: 1/K Σₖ Σₜ Ψₖₜ
/// ∇log π(aₖₜ|oₖₜ), with K the number of episodes.
///
/// @param algorithm its name
/// @param plain settings of the rollout and the step
/// @param psi Ψ
record EpisodeWeights(String algorithm, ReinforceConfig plain, Psi psi) implements AlgorithmConfig {

  /// Computes the weights of steps.
  @FunctionalInterface
  interface Psi {
    /// Writes Ψ of each sample to `psi`.
    ///
    /// @param rollout that the episodes are of
    /// @param psi `[samples]`
    void of(Rollout rollout, Episodes episodes, double[] psi);
  }

  @Override
  public String description() {
    return "Weighs the steps of whole episodes";
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
    return new Step(psi, learner);
  }

  /// Differentiates with w = −Ψ.
  private static final class Step implements Algorithm {
    private final Psi psi;
    private final Learner learner;
    private final Episodes episodes = new Episodes();

    Step(Psi psi, Learner learner) {
      this.psi = psi;
      this.learner = learner;
    }

    @Override
    public void update(Rollout rollout, long iteration, double progress, Report report) {
      episodes.find(rollout);
      int m = episodes.samples();
      Batch batch = new Batch(m, rollout.obsSize(), rollout.actionSize());
      batch.gather(rollout, episodes.rows(), 0, m);
      double[] weights = new double[m];
      psi.of(rollout, episodes, weights);
      double factor = (double) m / episodes.count(); // from a mean over steps to one of episodes
      for (int i = 0; i < m; i++) {
        batch.advantage[i] = (float) (factor * weights[i]);
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
