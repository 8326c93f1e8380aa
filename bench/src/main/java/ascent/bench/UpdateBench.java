package ascent.bench;

import ascent.algo.Algorithm;
import ascent.algo.Learner;
import ascent.algo.PPOConfig;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// PPO's minibatch step as a whole (gather, forward, loss gradient, backward, clipping, Adam) for a
/// 4→64→64→2 actor and critic on one thread. The time is that **of one sample in one epoch**.
///
/// Adam costs the same for 64 samples as for 4,096, so the small batch pays more of it per sample.
/// Nothing may be allocated. The time includes valuing the rollout and its advantages once per ten
/// epochs, 3 % of the work.
///
/// For the fraction of the processor's peak see `ascent bench`, which measures both in turns: a
/// clock that wanders by 30 % makes two figures of different minutes incomparable.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      Jvm.QUIET,
      Jvm.COMPILE_EARLY,
      Jvm.COMPILE_FIRST,
      Jvm.GC,
      Jvm.VECTORS,
      Jvm.VECTOR_KERNELS
    })
public class UpdateBench {
  static final int ROWS = 4_096;
  static final int EPOCHS = 10;
  private static final int OBS = 4;
  private static final Algorithm.Report IGNORED = (_, _) -> {};

  @Param({"64", "256", "1024", "4096"})
  public int batchSize;

  private final Workers workers = Workers.of(1);
  private final Rollout rollout = new Rollout(ROWS, 1, OBS, 1);
  private final ActorCritic policy =
      new ActorCritic(
          Space.box(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, OBS),
          Space.discrete(2),
          PPOConfig.DEFAULT.network(),
          PPOConfig.DEFAULT.distribution());
  private final float[] start = policy.initialise(Rng.stream(1, "init"));
  private Learner learner = learner();
  private Algorithm algorithm = PPOConfig.DEFAULT.create(learner, 1);
  private long iteration;

  private Learner learner() {
    return new Learner(policy, start.clone(), PPOConfig.DEFAULT.optimizer(), workers);
  }

  /// Observations of noise, actions of the policy, a reward per step, an end now and then.
  @Setup(Level.Trial)
  public void fill() {
    Rng rng = Rng.stream(1, "bench");
    Rng[] rngs = {Rng.stream(1, "action")};
    var pass = new PolicyPass(policy);
    var state = policy.newState(1);
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < OBS; j++) {
        rollout.obs[OBS * row + j] = rng.normal();
      }
      pass.sample(start, rollout, row, 0, 1, rngs, state);
      rollout.reward[row] = 1;
      rollout.terminated[row] = rng.nextInt(100) == 0;
    }
    learner = learner();
    algorithm = PPOConfig.DEFAULT.withBatchSize(batchSize).withEpochs(EPOCHS).create(learner, 1);
  }

  @TearDown(Level.Trial)
  public void close() {
    workers.close();
  }

  /// Ten epochs over the rollout, always from the same parameters, so that every call is alike.
  @Benchmark
  @OperationsPerInvocation(ROWS * EPOCHS)
  public float[] minibatchSample() {
    System.arraycopy(start, 0, learner.parameters(), 0, start.length);
    algorithm.update(rollout, iteration++, 0.5, IGNORED);
    return learner.parameters();
  }
}
