package ascent.collect;

import ascent.algo.AlgorithmConfig;
import ascent.env.VectorEnv;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.rollout.Rollout;
import java.util.Arrays;

/// Collects rollouts from environments of this process. Each thread steps its own ranges of
/// environments through a whole rollout, so threads synchronise once per rollout, not once per
/// step.
public final class LocalRollouts implements RolloutSource {
  /// Of whole episodes, whose lengths differ: a thread that is done takes another range.
  private static final int RANGES_PER_THREAD = 4;

  /// A rollout that takes longer, over all threads, is worth waking threads for even if its policy
  /// is small: then its environments are slow.
  private static final long SLOW_NANOS = 300_000;

  /// A product of fewer rows than this wastes part of a kernel's tile.
  private static final int ROWS_PER_TILE = 4;

  private final ActorCritic policy;
  private final VectorEnv env;
  private final Workers workers;
  private final PartCollector[] collectors; // of consecutive ranges of environments
  private final Collected collected;
  private final Workers.Job job = (range, _) -> collect(range);

  // The rollout being collected.
  private Snapshot snapshot;
  private Rollout rollout = new Rollout(1, 1, 0, 0);

  private boolean slow; // whether the one before took long

  /// @param config defines what is normalised, and whether rollouts consist of whole episodes
  /// @param env at the start of each environment's episode 0; not closed with this source
  /// @param seed of the run
  /// @throws IllegalArgumentException when policy and environments have different spaces
  public LocalRollouts(
      ActorCritic policy, AlgorithmConfig config, VectorEnv env, long seed, Workers workers) {
    this.policy = policy;
    this.env = env;
    this.workers = workers;
    snapshot = new Snapshot(new float[0], Normalizer.none(env.observationSpace()), 0);
    int n = env.numEnvs();
    int ranges = ranges(n, workers.threads(), config.rolloutEpisodes() < Integer.MAX_VALUE);
    collectors = new PartCollector[ranges];
    for (int r = 0; r < ranges; r++) {
      int from = (int) ((long) n * r / ranges);
      int to = (int) ((long) n * (r + 1) / ranges);
      var range = PartCollector.Range.of(from, to);
      collectors[r] = new PartCollector(policy, config, env, range, seed);
    }
    collected = new Collected(Arrays.stream(collectors).map(PartCollector::part).toList());
  }

  /// The number of ranges: one per thread. For whole episodes four per thread, of at least four
  /// environments each if there are that many.
  private static int ranges(int n, int threads, boolean wholeEpisodes) {
    int spare = wholeEpisodes && threads > 1 ? threads * RANGES_PER_THREAD : 1;
    return Math.max(Math.min(n, threads), Math.min(n / ROWS_PER_TILE, spare));
  }

  @Override
  public Collected fill(Snapshot snapshot, Rollout rollout) {
    this.snapshot = snapshot;
    this.rollout = rollout;
    long size = (long) rollout.capacity() * rollout.envs() * policy.weights();
    boolean pays = slow || size >= Workers.WORTH_WAKING;
    long start = System.nanoTime();
    workers.run(collectors.length, pays ? Workers.WORTH_WAKING : 0, job);
    int threads = pays ? workers.threads() : 1;
    slow = threads * (System.nanoTime() - start) > SLOW_NANOS;
    return collected.merge(rollout);
  }

  private void collect(int range) {
    collectors[range].collect(snapshot, rollout);
  }

  @Override
  public Carry carry() {
    return Carry.concat(Arrays.stream(collectors).map(PartCollector::carry).toList());
  }

  @Override
  public void restore(Carry carry) {
    if (carry.envs() != env.numEnvs()) {
      throw new IllegalStateException(
          "The checkpoint is of %d environments; there are %d."
              .formatted(carry.envs(), env.numEnvs()));
    }
    for (PartCollector collector : collectors) {
      collector.restore(carry.slice(collector.range().from(), collector.range().to()));
    }
  }

  /// Does nothing: the caller closes the environments.
  @Override
  public void close() {}
}
