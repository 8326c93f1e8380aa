package ascent.algo;

import ascent.policy.SampleWeights;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import java.util.Arrays;

/// Behaviour cloning (Pomerleau 1991, "Efficient training of artificial neural networks for
/// autonomous navigation"): the policy becomes the one under which demonstrated actions are most
/// probable,
///
///     L = −E[log π(a|s)] + c_v E[(V − R)²] − c E[H]
///
/// Its gradient is the shared policy gradient with wᵢ = −1, and uᵢ = 2 c_v (Vᵢ − Rᵢ) where the
/// demonstrations come with returns, else 0.
///
/// Differs from the paper: there the network's outputs are fitted to a bump around the steering
/// angle by squared error; here it is the likelihood, which for a Gaussian of fixed deviation is the
/// same as squared error.
public final class BehaviorCloning implements SampleWeights {
  private final BehaviorCloningConfig config;
  private final Learner learner;
  private final boolean withReturns;
  private final long seed;
  private Batch batch = new Batch(0, 0, 0);

  private float vfCoef; // in this epoch

  /// @param withReturns whether V is to be fitted to the demonstrations' returns
  /// @param seed of the order of the samples
  public BehaviorCloning(
      BehaviorCloningConfig config, Learner learner, boolean withReturns, long seed) {
    this.config = config;
    this.learner = learner;
    this.withReturns = withReturns;
    this.seed = seed;
  }

  /// A pass over some rows of the demonstrations, in minibatches of random order.
  ///
  /// @param demonstrations observations and actions, maybe returns
  /// @param rows their numbers; put into another order
  /// @param epoch the number of passes before this one
  /// @return the mean −log π of the samples, each before the step that learned from it
  public double epoch(Rollout demonstrations, int[] rows, int epoch) {
    double progress = (double) epoch / config.epochs();
    float learningRate = config.learningRate().at(progress);
    float entCoef = config.entCoef().at(progress);
    vfCoef = config.vfCoef().at(progress);
    int size = Math.min(config.batchSize(), rows.length);
    batch = new Batch(size, demonstrations.obsSize(), demonstrations.actionSize());
    Rng.stream(seed, "clone", epoch, 0).shuffle(rows, rows.length);
    double nll = 0;
    for (int from = 0; from < rows.length; from += size) {
      batch.gather(demonstrations, rows, from, Math.min(from + size, rows.length));
      learner.differentiate(batch, this, entCoef);
      learner.step(learningRate, config.maxGradNorm());
      for (int i = 0; i < batch.size(); i++) {
        nll -= batch.logProb[i];
      }
    }
    learner.countUpdate();
    return nll / rows.length;
  }

  /// ∂/∂log π of −log π: −1.
  @Override
  public void policyWeights(Batch b, int from, int to) {
    Arrays.fill(b.w, from, to, -1);
  }

  /// ∂/∂V of c_v (V − R)².
  @Override
  public void valueWeights(Batch b, int from, int to) {
    for (int i = from; i < to; i++) {
      b.u[i] = withReturns ? 2 * vfCoef * (b.value[i] - b.returns[i]) : 0;
    }
  }
}
