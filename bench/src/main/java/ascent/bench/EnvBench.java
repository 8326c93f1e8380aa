package ascent.bench;

import ascent.env.Action;
import ascent.env.Env;
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
/// No step must allocate: a `Step` is a constant, comes from a table (`Step.whole`), or has a
/// single place where it is made, so that C2 does without the object where it inlines `step`.
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
  private static final int STEPS = 4_096; // in a call

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
  private final Action[] actions = new Action[STEPS];
  private float[] obs = {};
  private Env single; // opened before anything is measured

  @Setup(Level.Trial)
  public void open() {
    single = Envs.find(env).factory().get();
    obs = new float[single.observationSpace().size()];
    single.reset(rng, obs);
    Space space = single.actionSpace();
    Rng chance = Rng.stream(1, "bench");
    float[] flat = new float[space.size()];
    for (int i = 0; i < STEPS; i++) {
      space.sample(chance, flat, 0);
      actions[i] = Action.of(space, flat, 0);
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    single.close();
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
}
