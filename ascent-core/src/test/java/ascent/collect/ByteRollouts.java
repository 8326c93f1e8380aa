package ascent.collect;

import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.io.DamagedFileException;
import ascent.policy.ActorCritic;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;

/// A source that computes each part far away: bytes of the snapshot and the carry go in, bytes of
/// the part and the new carry come out. The worker has nothing but them and the run's description,
/// and makes its environments anew for every rollout.
///
/// Every part is computed twice; the last part is computed first, and merged as the first.
public final class ByteRollouts implements RolloutSource {
  private final RolloutSourceFactory.Request run;
  private final int ranges;
  private List<byte[]> carries = new ArrayList<>();

  public ByteRollouts(RolloutSourceFactory.Request run, int ranges) {
    this.run = run;
    this.ranges = Math.min(ranges, run.numEnvs());
    for (int r = 0; r < this.ranges; r++) {
      Worker worker = new Worker(run, from(r), from(r + 1));
      carries.add(worker.firstCarry());
    }
  }

  private int from(int range) {
    return run.numEnvs() * range / ranges;
  }

  @Override
  public Collected fill(Snapshot snapshot, Rollout rollout) {
    byte[] snapshotBytes = snapshot.toBytes();
    List<Part> parts = new ArrayList<>();
    byte[][] next = new byte[ranges][];
    for (int r = ranges - 1; r >= 0; r--) {
      Worker worker = new Worker(run, from(r), from(r + 1));
      worker.collect(snapshotBytes, carries.get(r), rollout.capacity(), rollout.episodeLimit());
      Worker again = new Worker(run, from(r), from(r + 1));
      again.collect(snapshotBytes, carries.get(r), rollout.capacity(), rollout.episodeLimit());
      next[r] = again.carry;
      if (again.masked) {
        rollout.needMasks(run.policy().actionSpace().features());
      }
      parts.add(parse(again, rollout));
      if (!java.util.Arrays.equals(worker.part, again.part)) {
        throw new AssertionError("The part of range " + r + " differs when computed twice.");
      }
    }
    carries = List.of(next);
    return new Collected(parts).merge(rollout);
  }

  private Part parse(Worker worker, Rollout rollout) {
    try {
      return PartBytes.read(worker.part, rollout, run.config(), worker.metricNames);
    } catch (DamagedFileException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Carry carry() {
    return Carry.concat(carries.stream().map(ByteRollouts::carryOf).toList());
  }

  private static Carry carryOf(byte[] bytes) {
    try {
      return Carry.of(bytes);
    } catch (DamagedFileException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void restore(Carry carry) {
    List<byte[]> restored = new ArrayList<>();
    for (int r = 0; r < ranges; r++) {
      restored.add(carry.slice(from(r), from(r + 1)).toBytes());
    }
    carries = restored;
  }

  @Override
  public void close() {}

  /// Someone elsewhere.
  private static final class Worker {
    private final RolloutSourceFactory.Request run;
    private final int from;
    private final int envs;
    private byte[] part = {};
    private byte[] carry = {};
    private boolean masked;
    private List<String> metricNames = List.of();

    Worker(RolloutSourceFactory.Request run, int from, int to) {
      this.run = run;
      this.from = from;
      envs = to - from;
    }

    private VectorEnv open() {
      return run.envs().create(envs, EpisodeStreams.training(run.seed(), from));
    }

    private PartCollector collector(VectorEnv env) {
      ActorCritic policy = run.policy();
      var range = new PartCollector.Range(0, envs, from);
      return new PartCollector(policy, run.config(), env, range, run.seed());
    }

    byte[] firstCarry() {
      try (VectorEnv env = open()) {
        return collector(env).carry().toBytes();
      }
    }

    void collect(byte[] snapshot, byte[] before, int steps, int episodes) {
      try (VectorEnv env = open()) {
        PartCollector collector = collector(env);
        collector.restore(carryOf(before));
        Space observations = env.observationSpace();
        int actionSize = env.actionSpace().size();
        Rollout rollout =
            new Rollout(steps, envs, observations.size(), actionSize).endAfter(episodes);
        masked = env.actionMasks().length > 0;
        metricNames = env.metricNames();
        Snapshot read = Snapshot.of(snapshot, run.config(), observations);
        part = PartBytes.write(collector.collect(read, rollout), rollout);
        carry = collector.carry().toBytes();
      } catch (DamagedFileException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
