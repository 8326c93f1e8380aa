package ascent.algo;

import ascent.nn.OptimizerConfig;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyPass;
import ascent.policy.SampleWeights;
import ascent.rng.Rng;
import ascent.rollout.Minibatches;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A PPO with a small network and a rollout to learn from, all from fixed seeds.
final class PPOSubject implements AutoCloseable {
  static final int OBS = 3;
  static final Space DISCRETE = Space.discrete(4);
  static final Space BOX = Space.box(-1, 1, 2);

  /// One epoch of one minibatch with plain gradient descent and nothing else switched on.
  static final PPOConfig PLAIN =
      PPOConfig.DEFAULT
          .withEpochs(1)
          .withBatchSize(1_000_000)
          .withClipRange(Float.POSITIVE_INFINITY)
          .withNormalizeAdvantage(AdvantageNormalization.NONE)
          .withVfCoef(0)
          .withMaxGradNorm(Float.POSITIVE_INFINITY)
          .withLearningRate(0)
          .withOptimizer(PPOConfig.DEFAULT.optimizer().withOptimizer(OptimizerConfig.Kind.SGD))
          .withNetwork(
              PPOConfig.DEFAULT.network().withPolicyLayers(List.of(6)).withValueLayers(List.of(5)));

  final PPOConfig config;
  final ActorCritic policy;
  final float[] theta;
  final Learner learner;
  final PPO ppo;
  private final PPO inOrder; // visits the samples in the order of their rows
  final Rollout rollout;
  final Map<String, Double> logged = new LinkedHashMap<>();
  private final Workers workers;

  /// @param distance how far, as a deviation of log π and V, the policy that acted is from this one
  PPOSubject(PPOConfig config, Space actions, int rows, float distance) {
    this(config, actions, rows, distance, 1);
  }

  PPOSubject(PPOConfig config, Space actions, int rows, float distance, int threads) {
    this.config = config;
    policy =
        new ActorCritic(Space.box(-1, 1, OBS), actions, config.network(), config.distribution());
    Rng rng = Rng.stream(31, "subject");
    theta = policy.initialise(rng);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += 0.3f * rng.normal();
    }
    workers = Workers.of(threads);
    learner = new Learner(policy, theta, config.optimizer(), workers);
    ppo = new PPO(config, learner, 1);
    inOrder = new PPO(config, learner, Minibatches.inOrder(config.batchSize()));
    rollout = rollout(rows, distance, rng);
  }

  private Rollout rollout(int rows, float distance, Rng rng) {
    Rollout r = new Rollout(rows, 1, OBS, policy.actionSpace().size());
    for (int i = 0; i < r.obs.length; i++) {
      r.obs[i] = rng.normal();
    }
    PolicyPass pass = new PolicyPass(policy);
    Rng[] rngs = {Rng.stream(31, "action")};
    for (int t = 0; t < rows; t++) {
      pass.sample(theta, r, t, 0, 1, rngs, policy.newState(1));
    }
    pass.values(theta, r.obs, 0, rows, r.value);
    for (int row = 0; row < rows; row++) {
      r.logProb[row] += distance * rng.normal();
      r.value[row] += distance * rng.normal();
      r.advantage[row] = 2 * rng.normal() + 0.5f;
      r.returns[row] = rng.normal();
      r.reward[row] = rng.normal();
    }
    return r;
  }

  /// Learns from the rollout as it is, visiting the samples in the order of their rows.
  PPOSubject learn() {
    return learn(rollout, 0);
  }

  PPOSubject learn(Rollout rollout, double progress) {
    inOrder.learn(rollout, 0, progress, logged::put);
    return this;
  }

  /// The weights of the loss, with the coefficients of the last [#learn].
  SampleWeights loss() {
    return inOrder.loss;
  }

  /// The gradient of the last minibatch.
  float[] gradient() {
    return learner.gradient().clone();
  }

  long optimizerSteps() {
    return learner.counters()[0];
  }

  /// The rows `from … to − 1` of the rollout as a rollout of their own.
  Rollout part(int from, int to) {
    Rollout p = new Rollout(to - from, 1, OBS, rollout.actionSize());
    copy(rollout.obs, p.obs, from * OBS);
    copy(rollout.actions, p.actions, from * rollout.actionSize());
    copy(rollout.logProb, p.logProb, from);
    copy(rollout.value, p.value, from);
    copy(rollout.advantage, p.advantage, from);
    copy(rollout.returns, p.returns, from);
    return p;
  }

  private static void copy(float[] from, float[] to, int at) {
    System.arraycopy(Arrays.copyOfRange(from, at, at + to.length), 0, to, 0, to.length);
  }

  @Override
  public void close() {
    workers.close();
  }
}
