package ascent.envs;

import ascent.config.Check;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.kernel.Kernels;
import ascent.space.Space;
import java.util.Arrays;

/// Runs [Dynamics] episode by episode. Allocates nothing in a step.
final class TwinEnv implements VectorEnv {
  /// So many envs at a time, so that their states stay in the L1 cache from loop to loop.
  private static final int CHUNK = 512;

  /// For so few envs a loop over arrays is not worth its start.
  private static final int FEW = 32;

  private final Kernels kernels = Kernels.get();
  private final Dynamics dynamics;
  private final EpisodeStreams streams;
  private final long key; // of the streams
  private final int maxSteps;
  private final double[] stepsLeft; // until the episode is cut off [n]
  private final double[] excess; // of the last states beyond their limits [n]
  private final double[][] observed; // of the states [obsSize][n]
  private final float[] rounded; // the same in single precision [obsSize × n]

  // The envs that start an episode, from the start of each range on.
  private final int[] started; // which they are [n]
  private final long[] indices; // of their streams [n]
  private final double[] uniforms; // from their streams [n × draws]

  private final float[] observations;
  private final float[] finalObservations;
  private final double[] rewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private final int[] episodes;

  private TwinEnv(Dynamics dynamics, int n, EpisodeStreams streams) {
    this.dynamics = dynamics;
    this.streams = streams;
    key = streams.key();
    int obsSize = dynamics.observationSpace().size();
    maxSteps = dynamics.maxSteps();
    stepsLeft = new double[n];
    excess = new double[n];
    observed = dynamics.observed();
    rounded = new float[n * obsSize];
    started = new int[n];
    indices = new long[n];
    uniforms = new double[n * dynamics.draws()];
    observations = new float[n * obsSize];
    finalObservations = new float[n * obsSize];
    rewards = new double[n];
    terminated = new boolean[n];
    truncated = new boolean[n];
    episodes = new int[n];
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
    episodes[env] = episode;
    started[env] = env;
    start(env, env + 1);
    observe(env, env + 1);
    terminated[env] = false;
    truncated[env] = false;
  }

  @Override
  public void step(float[] actions, int from, int to) {
    for (int i = from; i < to; i += CHUNK) {
      stepChunk(actions, i, Math.min(i + CHUNK, to));
    }
  }

  private void stepChunk(float[] actions, int from, int to) {
    dynamics.move(actions, from, to, rewards, excess);
    int end = kernels.countDown(stepsLeft, excess, from, to, started);
    endEpisodes(from, to, end);
    if (end > from) {
      keepFinal(from, end);
      start(from, end);
    }
    observe(from, to);
  }

  /// Says whose episodes end: those that the list names from `from` to `end − 1`.
  private void endEpisodes(int from, int to, int end) {
    Arrays.fill(terminated, from, to, false);
    Arrays.fill(truncated, from, to, false);
    for (int k = from; k < end; k++) {
      int i = started[k];
      terminated[i] = excess[i] > 0;
      truncated[i] = !terminated[i];
      episodes[i]++;
    }
  }

  /// Keeps the final observations of those envs.
  private void keepFinal(int from, int end) {
    int size = observed.length;
    for (int j = 0; j < size; j++) {
      double[] x = observed[j];
      for (int k = from; k < end; k++) {
        int i = started[k];
        finalObservations[size * i + j] = (float) x[i];
      }
    }
  }

  private void observe(int from, int to) {
    int size = observed.length;
    if (to - from < FEW) {
      for (int i = from; i < to; i++) {
        for (int j = 0; j < size; j++) {
          observations[size * i + j] = (float) observed[j][i];
        }
      }
      return;
    }
    int n = numEnvs();
    for (int j = 0; j < size; j++) {
      round(observed[j], from, to, rounded, n * j);
    }
    kernels.transpose(size, to - from, rounded, from, n, observations, size * from, size);
  }

  private static void round(double[] x, int from, int to, float[] y, int at) {
    for (int i = from; i < to; i++) {
      y[at + i] = (float) x[i];
    }
  }

  /// Starts the episodes of the envs that the list names from `from` to `to − 1`, all together: so
  /// their random numbers come eight at a time.
  private void start(int from, int to) {
    for (int k = from; k < to; k++) {
      int i = started[k];
      indices[k] = streams.indices(i, episodes[i]);
      stepsLeft[i] = maxSteps;
    }
    int draws = dynamics.draws();
    kernels.uniforms(key, indices, from, to, draws, uniforms, draws * from);
    dynamics.start(started, from, to, uniforms, draws * from);
  }

  @Override
  public int numEnvs() {
    return episodes.length;
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
