package ascent.bench;

import ascent.cli.bench.EnvWorkload;
import ascent.env.registry.Envs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// The built-in environments alone, on one thread. The time is that **of one step of one
/// environment**, resets included.
///
/// No step of a light one must allocate: a `Step` is a constant, comes from a table (`Step.whole`),
/// or has a single place where it is made, so that C2 does without the object where it inlines
/// `step`. On Box2D nearly all the time is the engine's, whose solver makes 180 iterations a step,
/// as in Gymnasium; each reset opens a new world.
public class EnvBench extends Timing {
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
    "ShortCorridor-v0",
    "LunarLander-v3",
    "LunarLanderContinuous-v3",
    "BipedalWalker-v3",
    "BipedalWalkerHardcore-v3"
  })
  public String env;

  private EnvWorkload work; // made before anything is measured

  @Setup(Level.Trial)
  public void open() {
    work = new EnvWorkload(Envs.find(env));
  }

  @TearDown(Level.Trial)
  public void close() {
    work.close();
  }

  @Benchmark
  @OperationsPerInvocation(EnvWorkload.STEPS)
  public void step() {
    work.run();
  }
}
