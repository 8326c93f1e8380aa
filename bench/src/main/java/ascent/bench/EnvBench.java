package ascent.bench;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.rng.Rng;
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

/// The built-in environments alone, with random actions that were prepared beforehand, on one
/// thread. The time is that **of one step of one environment**, resets included.
///
/// `single` steps one [Env] as a user would write it; `batch` steps 1,024 of them: one after the
/// other, or through the environment's structure-of-arrays twin where it has one, whose loops are
/// SIMD code. Their ratio shows what is left of that gain after the bookkeeping per environment
/// (ends of episodes, resets). No step must allocate: a `Step` is a constant, comes from a table
/// (`Step.whole`), or has a single place where it is made, so that C2 does without the object where
/// it inlines `step`. It does in `single`, but not always in a batch without a twin, where
/// ContextualBandit and PointReach make a `Step` of 24 bytes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 300, timeUnit = TimeUnit.MILLISECONDS)
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
public class EnvBench {
  private static final int STEPS = 1_024; // in a call: of one environment, or one of each
  private static final int TURNS = 32; // sets of random actions

  @Param({
    "CartPole-v1",
    "Pendulum-v1",
    "MountainCar-v0",
    "MountainCarContinuous-v0",
    "Acrobot-v1",
    "FrozenLake-v1",
    "FrozenLake8x8-v1",
    "CliffWalking-v0",
    "Taxi-v3",
    "Blackjack-v1",
    "MinAtar/Breakout-v1",
    "MinAtar/Asterix-v1",
    "MinAtar/Freeway-v1",
    "MinAtar/SpaceInvaders-v1",
    "MinAtar/Seaquest-v1",
    "SimpleCartPole-v0",
    "RockPaperScissors-v0",
    "Bandit-v0",
    "ContextualBandit-v0",
    "GoalGrid-v0",
    "PointReach-v0",
    "ShortCorridor-v0"
  })
  public String env;

  private final Rng rng = Rng.stream(1, "env");
  private final float[][] flat = new float[TURNS][]; // [STEPS × actionSize] each
  private final Action[] actions = new Action[STEPS];
  private float[] obs = {};
  private int turn;

  // Opened before anything is measured.
  private Env single;
  private VectorEnv batch;

  @Setup(Level.Trial)
  public void open() {
    EnvSpec spec = Envs.find(env);
    single = spec.factory().get();
    batch = VectorEnv.of(spec.factory(), STEPS, EpisodeStreams.training(1, 0));
    obs = new float[single.observationSpace().size()];
    single.reset(rng, obs);
    prepareActions(single.actionSpace());
  }

  private void prepareActions(Space space) {
    Rng chance = Rng.stream(1, "bench");
    for (int t = 0; t < TURNS; t++) {
      flat[t] = new float[STEPS * space.size()];
      for (int i = 0; i < STEPS; i++) {
        space.sample(chance, flat[t], i * space.size());
      }
    }
    for (int i = 0; i < STEPS; i++) {
      actions[i] = Action.of(space, flat[0], i * space.size());
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    single.close();
    batch.close();
  }

  /// One environment, step after step; an episode that ends is followed by the next.
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public float[] single() {
    for (Action action : actions) {
      if (single.step(action, obs).last()) {
        single.reset(rng, obs);
      }
    }
    return obs;
  }

  /// 1,024 environments, one step each.
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public float[] batch() {
    batch.step(flat[turn], 0, STEPS);
    turn = (turn + 1) % TURNS;
    return batch.observations();
  }
}
