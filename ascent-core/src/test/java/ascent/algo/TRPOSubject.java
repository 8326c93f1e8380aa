package ascent.algo;

import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Minibatches;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A TRPO with a small network and a rollout to learn from, all from fixed seeds.
final class TRPOSubject implements AutoCloseable {
  static final int OBS = 3;
  static final Space DISCRETE = Space.discrete(4);
  static final Space BOX = Space.box(-1, 1, 2);

  static final TRPOConfig SMALL =
      TRPOConfig.DEFAULT.withNetwork(
          TRPOConfig.DEFAULT.network().withPolicyLayers(List.of(6)).withValueLayers(List.of(5)));

  final ActorCritic policy;
  final float[] theta;
  final float[] before;
  final Learner learner;
  final TRPO trpo;
  private final TRPO inOrder; // visits the samples in the order of their rows
  final Rollout rollout;
  final Map<String, Double> logged = new LinkedHashMap<>();
  private final Workers workers;

  TRPOSubject(TRPOConfig config, Space actions, int rows) {
    this(config, actions, rows, 1);
  }

  TRPOSubject(TRPOConfig config, Space actions, int rows, int threads) {
    policy =
        new ActorCritic(Space.box(-1, 1, OBS), actions, config.network(), config.distribution());
    Rng rng = Rng.stream(32, "subject");
    theta = policy.initialise(rng);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += 0.3f * rng.normal();
    }
    before = theta.clone();
    workers = Workers.of(threads);
    learner = new Learner(policy, theta, config.optimizer(), config.groups(), workers);
    trpo = new TRPO(config, learner, 1);
    inOrder = new TRPO(config, learner, Minibatches.inOrder(config.batchSize()));
    rollout = rollout(rows, rng);
  }

  private Rollout rollout(int rows, Rng rng) {
    Rollout r = new Rollout(rows, 1, OBS, policy.actionSpace().size());
    for (int i = 0; i < r.obs.length; i++) {
      r.obs[i] = rng.normal();
    }
    PolicyPass pass = new PolicyPass(policy);
    Rng[] rngs = {Rng.stream(32, "action")};
    for (int t = 0; t < rows; t++) {
      pass.sample(theta, r, t, 0, 1, rngs, policy.newState(1));
    }
    pass.values(theta, r.obs, 0, rows, r.value);
    for (int row = 0; row < rows; row++) {
      r.advantage[row] = 2 * rng.normal() + 0.5f;
      r.returns[row] = rng.normal();
      r.reward[row] = rng.normal();
    }
    return r;
  }

  /// Learns from the rollout as it is, visiting the samples in the order of their rows.
  TRPOSubject learn() {
    return learn(rollout, 0);
  }

  TRPOSubject learn(Rollout rollout, double progress) {
    inOrder.learn(rollout, 0, progress, logged::put);
    return this;
  }

  /// By how much the policy's parameters have moved.
  float[] step() {
    float[] step = new float[policy.policySpan().size()];
    for (int i = 0; i < step.length; i++) {
      step[i] = theta[i] - before[i];
    }
    return step;
  }

  @Override
  public void close() {
    workers.close();
  }
}
