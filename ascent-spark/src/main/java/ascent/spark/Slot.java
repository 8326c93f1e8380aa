package ascent.spark;

import ascent.algo.AlgorithmConfig;
import ascent.collect.Carry;
import ascent.collect.Part;
import ascent.collect.PartBytes;
import ascent.collect.PartCollector;
import ascent.collect.Snapshot;
import ascent.env.EnvFactories;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.io.DamagedFileException;
import ascent.rollout.Rollout;
import java.util.Arrays;
import java.util.List;

/// Environments with consecutive numbers in an executor, and what steps them. Used by one task at a
/// time.
final class Slot implements AutoCloseable {
  private static final byte[] NOWHERE = {};

  private final String run;
  private final int first;
  private final AlgorithmConfig settings;
  private final VectorEnv env;
  private final PartCollector collector;
  private final Rollout rollout;
  private byte[] carry; // where the environments stand
  private boolean failed;

  private Slot(RemoteRun run, int first, AlgorithmConfig settings, VectorEnv env) {
    this.run = run.id();
    this.first = first;
    this.settings = settings;
    this.env = env;
    collector = run.collector(settings, env, first);
    rollout = RemoteRun.rollout(settings, env);
    carry = collector.carry().toBytes();
  }

  /// Makes environments, each at the start of its episode 0.
  static Slot open(RemoteRun run, int first, int envs) {
    AlgorithmConfig settings = run.settings();
    VectorEnv env = run.envs().create(envs, EpisodeStreams.training(run.seed(), first));
    try {
      return new Slot(run, first, settings, env);
    } catch (Throwable e) {
      try {
        EnvFactories.close(env);
      } catch (RuntimeException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  boolean isOf(String run, int first, int envs) {
    return this.run.equals(run) && this.first == first && env.numEnvs() == envs;
  }

  String run() {
    return run;
  }

  /// Where the environments stand.
  byte[] carry() {
    return carry;
  }

  boolean standsAt(byte[] place) {
    return Arrays.equals(carry, place);
  }

  /// Plays the running episodes again.
  ///
  /// @return whether the environments arrived where they had been
  boolean moveTo(byte[] place) throws DamagedFileException {
    collector.restore(Carry.of(place));
    carry = collector.carry().toBytes();
    return standsAt(place);
  }

  /// Computes a part; afterwards the environments stand at its end.
  byte[] collect(byte[] snapshot) throws DamagedFileException {
    Snapshot read = Snapshot.of(snapshot, settings, env.observationSpace());
    Part part = collector.collect(read, rollout);
    failed = part.failed();
    byte[] bytes = PartBytes.write(part, rollout);
    carry = failed ? NOWHERE : collector.carry().toBytes();
    return bytes;
  }

  /// Whether an environment failed, so that the slot is of no more use.
  boolean failed() {
    return failed;
  }

  boolean isMasked() {
    return env.actionMasks().length > 0;
  }

  List<String> metricNames() {
    return env.metricNames();
  }

  @Override
  public void close() {
    env.close();
  }
}
