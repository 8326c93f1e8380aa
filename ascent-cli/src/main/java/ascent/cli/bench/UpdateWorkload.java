package ascent.cli.bench;

import ascent.algo.Algorithm;
import ascent.algo.Learner;
import ascent.algo.PPOConfig;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.space.Space;

/// PPO's whole minibatch step (gather, forward, loss gradient, backward, clipping, Adam) for an
/// actor and a critic of the same layers, 4→64→64→2 and 4→64→64→1 by default, on a rollout of
/// synthetic experience, on one thread.
public final class UpdateWorkload implements AutoCloseable {
  /// Passes over the rollout per [#run].
  public static final int EPOCHS = 10;

  private static final int OBS = 4;
  private static final Algorithm.Report IGNORED = (_, _) -> {};

  private final Workers workers = Workers.of(1);
  private final int batchSize;
  private final ActorCritic policy;
  private final float[] start;
  private final Rollout rollout;
  private final Learner learner;
  private final Algorithm algorithm;
  private long iteration;

  /// The networks of PPO's defaults.
  ///
  /// @param rows of the rollout
  public UpdateWorkload(int batchSize, int rows) {
    this(PPOConfig.DEFAULT.network(), batchSize, rows);
  }

  /// @param network of actor and critic
  /// @param rows of the rollout
  public UpdateWorkload(NetworkConfig network, int batchSize, int rows) {
    this.batchSize = batchSize;
    PPOConfig config =
        PPOConfig.DEFAULT.withNetwork(network).withBatchSize(batchSize).withEpochs(EPOCHS);
    Space observations = Space.box(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, OBS);
    policy =
        new ActorCritic(observations, Space.discrete(2), config.network(), config.distribution());
    start = policy.initialise(Rng.stream(1, "init"));
    rollout = new Rollout(rows, 1, OBS, 1);
    fill();
    learner = new Learner(policy, start.clone(), config.optimizer(), workers);
    algorithm = config.create(learner, 1);
  }

  /// Random observations, actions of the policy, a reward per step, and some episode ends.
  private void fill() {
    Rng rng = Rng.stream(1, "bench");
    Rng[] rngs = {Rng.stream(1, "action")};
    var pass = new PolicyPass(policy);
    var state = policy.newState(1);
    for (int row = 0; row < rollout.rows(); row++) {
      for (int j = 0; j < OBS; j++) {
        rollout.obs[OBS * row + j] = rng.normal();
      }
      pass.sample(start, rollout, row, 0, 1, rngs, state);
      rollout.reward[row] = 1;
      rollout.terminated[row] = rng.nextInt(100) == 0;
    }
  }

  /// An update on the whole rollout, always from the same parameters, so that all are equal.
  public void run() {
    System.arraycopy(start, 0, learner.parameters(), 0, start.length);
    algorithm.update(rollout, iteration++, 0.5, IGNORED);
  }

  int samples() {
    return rollout.rows() * EPOCHS;
  }

  int minibatches() {
    return Math.ceilDiv(rollout.rows(), batchSize) * EPOCHS;
  }

  /// Floating-point operations of a [#run], counted as 3 · 2 · weights per sample; other operations
  /// are not counted.
  double operations() {
    return 6.0 * policy.weights() * samples();
  }

  @Override
  public void close() {
    workers.close();
  }
}
