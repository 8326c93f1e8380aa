package ascent.envs;

import ascent.config.Check;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.Arrays;

/// Runs [Dynamics] episode by episode. Allocates nothing in a step.
final class TwinEnv implements VectorEnv {
  /// So many envs at a time, so that their states stay in the L1 cache from loop to loop.
  private static final int CHUNK = 256;

  private final Dynamics dynamics;
  private final EpisodeStreams streams;
  private final int obsSize;
  private final int maxSteps;
  private final Rng[] rngs;
  private final int[] stepsLeft;
  private final double[] excess; // of the last states beyond their limits [n]
  private final int[] ended; // from the start of each range: its envs whose episodes end [n]
  private final float[] observations;
  private final float[] finalObservations;
  private final double[] rewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private final int[] episodes;

  private TwinEnv(Dynamics dynamics, int n, EpisodeStreams streams) {
    this.dynamics = dynamics;
    this.streams = streams;
    obsSize = dynamics.observationSpace().size();
    maxSteps = dynamics.maxSteps();
    rngs = new Rng[n];
    stepsLeft = new int[n];
    excess = new double[n];
    ended = new int[n];
    observations = new float[n * obsSize];
    finalObservations = new float[n * obsSize];
    rewards = new double[n];
    terminated = new boolean[n];
    truncated = new boolean[n];
    episodes = new int[n];
    for (int i = 0; i < n; i++) {
      rngs[i] = streams.open(i);
    }
  }

  static TwinEnv of(Dynamics dynamics, int n, EpisodeStreams streams) {
    Check.that(n >= 1, "n", n, "at least 1");
    TwinEnv envs = new TwinEnv(dynamics, n, streams);
    for (int i = 0; i < n; i++) {
      envs.reset(i, 0);
    }
    return envs;
  }

  @Override
  public void reset(int env, int episode) {
    streams.seat(rngs[env], env, episode);
    dynamics.start(env, rngs[env]);
    dynamics.observe(env, env + 1, observations);
    stepsLeft[env] = maxSteps;
    episodes[env] = episode;
    terminated[env] = false;
    truncated[env] = false;
  }

  @Override
  public void step(float[] actions, int from, int to) {
    for (int i = from; i < to; i += CHUNK) {
      stepChunk(actions, i, Math.min(i + CHUNK, to));
    }
  }

  @SuppressWarnings("ShortCircuitBoolean") // it would be a branch, and often mispredicted
  private void stepChunk(float[] actions, int from, int to) {
    dynamics.move(actions, from, to, rewards, excess);
    dynamics.observe(from, to, observations);
    Arrays.fill(terminated, from, to, false);
    Arrays.fill(truncated, from, to, false);
    int end = from;
    for (int i = from; i < to; i++) {
      ended[end] = i;
      stepsLeft[i]--;
      end += (stepsLeft[i] == 0) | (excess[i] > 0) ? 1 : 0;
    }
    for (int k = from; k < end; k++) {
      next(ended[k], excess[ended[k]] > 0);
    }
  }

  /// Keeps the final observation and starts the next episode.
  private void next(int i, boolean terminal) {
    System.arraycopy(observations, i * obsSize, finalObservations, i * obsSize, obsSize);
    reset(i, episodes[i] + 1);
    terminated[i] = terminal;
    truncated[i] = !terminal;
  }

  @Override
  public int numEnvs() {
    return rngs.length;
  }

  @Override
  public Space observationSpace() {
    return dynamics.observationSpace();
  }

  @Override
  public Space actionSpace() {
    return dynamics.actionSpace();
  }

  @Override
  public float[] observations() {
    return observations;
  }

  @Override
  public float[] finalObservations() {
    return finalObservations;
  }

  @Override
  public double[] rewards() {
    return rewards;
  }

  @Override
  public boolean[] terminated() {
    return terminated;
  }

  @Override
  public boolean[] truncated() {
    return truncated;
  }

  @Override
  public int[] episodes() {
    return episodes;
  }
}
