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

/// The environments on Box2D, with random actions that were prepared beforehand, on one thread. The
/// time is that **of one step**, resets included: each opens a new world. Nearly all of it is spent
/// in the engine, whose solver makes 180 iterations a step, as in Gymnasium.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {Jvm.QUIET, Jvm.GC, Jvm.VECTORS, Jvm.NATIVE})
public class Box2dBench {
  private static final int STEPS = 4_096; // in a call

  @Param({
    "LunarLander-v3",
    "LunarLanderContinuous-v3",
    "BipedalWalker-v3",
    "BipedalWalkerHardcore-v3"
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
