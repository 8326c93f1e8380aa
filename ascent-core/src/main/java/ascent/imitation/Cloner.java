package ascent.imitation;

import ascent.agent.Agent;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.BehaviorCloning;
import ascent.algo.BehaviorCloningConfig;
import ascent.algo.DivergedException;
import ascent.algo.Learner;
import ascent.collect.Normalizer;
import ascent.config.Check;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.ActorPass;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import ascent.space.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Trains an agent to imitate demonstrations. Any algorithm can continue from the result.
///
/// ```java
/// Demonstrations shown = Demonstrations.record(expert, CartPole::new, 20);
/// Agent clone = Cloner.of(shown).fit().agent();
/// Agent better = Trainer.of(CartPole::new).with(PPOConfig.DEFAULT).from(clone).train(50_000);
/// ```
public final class Cloner {
  private final Demonstrations demonstrations;
  private final List<Consumer<CloningResult.Epoch>> listeners = new ArrayList<>();
  private BehaviorCloningConfig config = BehaviorCloningConfig.DEFAULT;
  private RunSettings settings = RunSettings.DEFAULT;
  private int threads = 1;

  private Cloner(Demonstrations demonstrations) {
    this.demonstrations = demonstrations;
  }

  /// A cloner for these demonstrations.
  public static Cloner of(Demonstrations demonstrations) {
    return new Cloner(demonstrations);
  }

  /// Its settings.
  public Cloner with(BehaviorCloningConfig value) {
    config = value;
    return this;
  }

  /// The seed of every random stream.
  public Cloner seed(long value) {
    settings = settings.withSeed(value);
    return this;
  }

  /// The name of the demonstrations' environment, saved with the model.
  public Cloner env(String id) {
    settings = settings.withEnv(id);
    return this;
  }

  /// The number of threads; one by default. It does not change results.
  public Cloner threads(int value) {
    Check.that(value >= 1 && value <= 1024, "threads", value, "in [1, 1024]");
    threads = value;
    return this;
  }

  /// Passes each epoch's statistics to a consumer.
  public Cloner onEpoch(Consumer<CloningResult.Epoch> consumer) {
    listeners.add(consumer);
    return this;
  }

  /// Trains the agent.
  public CloningResult fit() {
    Demonstrations d = demonstrations;
    var policy =
        new ActorCritic(
            d.observationSpace(), d.actionSpace(), config.network(), config.distribution());
    long seed = settings.seed();
    float[] theta = policy.initialise(Rng.stream(seed, "init", 0, 0));
    Rollout data = d.rollout(policy);
    int[] order = order(d.size(), seed);
    int heldOut = (int) (config.heldOut() * order.length);
    int[] rows = Arrays.copyOfRange(order, heldOut, order.length);
    Batch judged = new Batch(heldOut, data.obsSize(), data.actionSize());
    judged.gather(data, order, 0, heldOut);
    List<CloningResult.Epoch> epochs = new ArrayList<>();
    try (Workers workers = Workers.of(threads)) {
      var learner = new Learner(policy, theta, config.optimizer(), workers);
      var cloning = new BehaviorCloning(config, learner, d.hasReturns(), seed);
      var pass = new PolicyPass(policy);
      var judge = new ActorPass(policy);
      for (int k = 0; k < config.epochs(); k++) {
        double nll = cloning.epoch(data, rows, k);
        DivergedException.requireFinite(theta, (k + 1L) * rows.length);
        judge.evaluate(theta, judged);
        double accuracy = accuracy(pass, theta, judged);
        epochs.add(new CloningResult.Epoch(nll, meanNll(judged), accuracy));
        listeners.forEach(listener -> listener.accept(epochs.getLast()));
      }
    }
    var info = new ModelInfo(config, settings, 0, Provenance.current());
    var agent = new Agent(policy, Normalizer.none(d.observationSpace()), theta, info);
    return new CloningResult(agent, rows.length, heldOut, epochs);
  }

  /// The rows in random order; the first ones are held out.
  private static int[] order(int n, long seed) {
    int[] order = new int[n];
    Arrays.setAll(order, row -> row);
    Rng.stream(seed, "held-out", 0, 0).shuffle(order, n);
    return order;
  }

  private static double meanNll(Batch batch) {
    double sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      sum -= batch.logProb[i];
    }
    return sum / batch.size(); // NaN if there are none
  }

  private double accuracy(PolicyPass pass, float[] theta, Batch batch) {
    if (demonstrations.actionSpace() instanceof Box) {
      return Double.NaN;
    }
    int size = demonstrations.actionSpace().size();
    float[] modes = new float[batch.actions.length];
    pass.mode(theta, batch.obs, batch.size(), modes);
    int hits = 0;
    for (int i = 0; i < batch.size(); i++) {
      int to = (i + 1) * size;
      hits += Arrays.equals(modes, i * size, to, batch.actions, i * size, to) ? 1 : 0;
    }
    return (double) hits / batch.size();
  }
}
