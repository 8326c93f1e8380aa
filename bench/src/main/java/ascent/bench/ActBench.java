package ascent.bench;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.env.Action;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.rng.Rng;
import ascent.train.Trainer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// How long a trained agent takes to answer: a network of 64 and 64, one observation at a time, as
/// in someone's server or game loop.
///
/// The mean is of calls one after another; the percentiles are of single calls, clock readings
/// included; above the 99th they show the machine rather than the agent: other processes, the
/// garbage collector. One row fills no register tile, so a row alone costs more than a row in a
/// batch. The bytes are the action that is handed over and whatever else a call leaves behind.
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
public class ActBench extends Timing {
  private static final int ROLLOUT = 64;
  private static final int OBSERVATIONS = 256;

  @Param({"CartPole-v1", "Pendulum-v1"})
  public String env;

  private final Rng rng = Rng.stream(1, "bench");
  private final float[][] observations = new float[OBSERVATIONS][];
  private int next;
  private Agent agent; // trained before anything is measured

  @Setup(Level.Trial)
  public void train() {
    EnvSpec spec = Envs.find(env);
    PPOConfig config = PPOConfig.DEFAULT.withRolloutSteps(ROLLOUT);
    agent = Trainer.of(spec).with(config).threads(1).train(ROLLOUT).agent();
    int size = agent.observationSpace().size();
    for (int i = 0; i < OBSERVATIONS; i++) {
      observations[i] = new float[size];
      for (int j = 0; j < size; j++) {
        observations[i][j] = rng.normal();
      }
    }
  }

  private float[] observation() {
    next = (next + 1) % OBSERVATIONS;
    return observations[next];
  }

  /// The most probable action: what is deployed.
  @Benchmark
  public Action act() {
    return agent.act(observation());
  }

  /// An action drawn from the policy: what explores.
  @Benchmark
  public Action sample() {
    return agent.sample(observation(), rng);
  }

  /// The critic's opinion.
  @Benchmark
  public float value() {
    return agent.value(observation());
  }
}
