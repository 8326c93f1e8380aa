package ascent.algo;

import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.rollout.Minibatches;
import ascent.rollout.Rollout;
import java.util.Arrays;

/// Behaviour cloning (Pomerleau 1991, "Efficient training of artificial neural networks for
/// autonomous navigation"): the policy becomes the one under which demonstrated actions are most
/// probable,
///
///     L = −E[log π(a|s)] + c_v E[(V − R)²] − c E[H]
///
/// Its gradient is the shared policy gradient with wᵢ = −1, that is −A with an advantage of 1, and
/// uᵢ = 2 c_v (Vᵢ − Rᵢ) if the demonstrations have returns, otherwise 0.
///
/// Differs from the paper: there the network's outputs are fitted to a bump around the steering
/// angle by squared error; here it is the likelihood, which for a Gaussian of fixed deviation is
/// the same as squared error.
public final class BehaviorCloning {
  private final BehaviorCloningConfig config;
  private final Learner learner;
  private final boolean withReturns;
  private final Minibatches minibatches;
  private final ActorCriticLoss loss = ActorCriticLoss.ofActorAndCritic();

  /// @param withReturns whether V is fitted to the demonstrations' returns
  /// @param seed of the order of the samples
  public BehaviorCloning(
      BehaviorCloningConfig config, Learner learner, boolean withReturns, long seed) {
    this.config = config;
    this.learner = learner;
    this.withReturns = withReturns;
    minibatches = Minibatches.shuffled(config.batchSize(), Rng.stream(seed, "clone", 0, 0));
  }

  /// A pass over some rows of the demonstrations, in minibatches of random order.
  ///
  /// @param demonstrations observations and actions, maybe returns
  /// @param rows row numbers; reordered
  /// @param epoch the number of passes before this one
  /// @return the mean −log π of the samples, each before the step that learned from it
  public double epoch(Rollout demonstrations, int[] rows, int epoch) {
    double progress = (double) epoch / config.epochs();
    float learningRate = config.learningRate().at(progress);
    float entCoef = config.entCoef().at(progress);
    loss.set(1, withReturns ? config.vfCoef().at(progress) : 0);
    minibatches.begin(demonstrations, rows, epoch);
    minibatches.shuffle();
    double nll = 0;
    for (int k = 0; k < minibatches.count(); k++) {
      Batch batch = minibatches.gather(k);
      Arrays.fill(batch.advantage, 0, batch.size(), 1);
      learner.differentiate(batch, loss, entCoef);
      learner.step(learningRate, config.maxGradNorm());
      for (int i = 0; i < batch.size(); i++) {
        nll -= batch.logProb[i];
      }
    }
    learner.countUpdate();
    return nll / rows.length;
  }
}
