package ascent.cli.bench;

import ascent.algo.Algorithm;
import ascent.algo.Learner;
import ascent.algo.PPOConfig;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.space.Space;

/// PPO's whole minibatch step (gather, forward, loss gradient, backward, clipping, Adam) for two
/// networks 4→64→64→2 and 4→64→64→1, on a rollout of synthetic experience, on one thread.
final class UpdateBench {
  private static final int LEAST_ROWS = 2_048;
  private static final Algorithm.Report IGNORED = (_, _) -> {};

  /// The figures for one size of minibatch.
  record Result(
      int batch,
      double samplesPerSecond,
      double gflops,
      double fractionOfPeak,
      double allocatedBytesPerUpdate) {}

  private final PPOConfig config;
  private final ActorCritic policy;
  private final float[] start;
  private final Rollout rollout;
  private final Learner learner;
  private final Algorithm algorithm;
  private long iteration;

  private UpdateBench(int batch, Workers workers) {
    config = PPOConfig.DEFAULT.withBatchSize(batch);
    Space observations = Space.box(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 4);
    policy =
        new ActorCritic(observations, Space.discrete(2), config.network(), config.distribution());
    start = policy.initialise(Rng.stream(1, "init", 0, 0));
    rollout = new Rollout(Math.max(LEAST_ROWS, batch), 1, 4, 1);
    fill(rollout);
    learner = new Learner(policy, start.clone(), config.optimizer(), workers);
    algorithm = config.create(learner, 1);
  }

  /// Observations of noise, actions of the policy, a reward per step, an end now and then.
  private void fill(Rollout rollout) {
    Rng rng = Rng.stream(1, "bench", 0, 0);
    Rng[] rngs = {Rng.stream(1, "action", 0, 0)};
    var pass = new PolicyPass(policy);
    var state = policy.newState(1);
    for (int row = 0; row < rollout.rows(); row++) {
      for (int j = 0; j < 4; j++) {
        rollout.obs[4 * row + j] = rng.normal();
      }
      pass.sample(start, rollout, row, 0, 1, rngs, state);
      rollout.reward[row] = 1;
      rollout.terminated[row] = rng.nextInt(100) == 0;
    }
  }

  /// An update by the whole rollout, always from the same parameters, so that every one is alike.
  private void update() {
    System.arraycopy(start, 0, learner.parameters(), 0, start.length);
    algorithm.update(rollout, iteration++, 0.5, IGNORED);
  }

  private int samples() {
    return rollout.rows() * config.epochs();
  }

  private int minibatches() {
    return Math.ceilDiv(rollout.rows(), config.batchSize()) * config.epochs();
  }

  /// Measures one size of minibatch. Operations are counted as 3 · 2 · weights per sample and
  /// epoch: what else an update does is in the time but not in the count.
  static Result run(int batch, Contest contest, Effort effort) {
    try (Workers workers = Workers.of(1)) {
      var bench = new UpdateBench(batch, workers);
      Contest.warmUp(bench::update, effort.warmUpSeconds());
      double operations = 6.0 * bench.policy.weights() * bench.samples();
      Contest.Result result = contest.run(bench::update, operations, effort.rounds());
      return new Result(
          batch,
          result.perSecond() * bench.samples(),
          result.gflops(),
          result.fractionOfPeak(),
          Allocation.of(bench::update, effort.rounds()) / bench.minibatches());
    }
  }
}
