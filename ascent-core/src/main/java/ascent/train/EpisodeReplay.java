package ascent.train;

import ascent.env.VectorEnv;
import java.util.Arrays;

/// Remembers the actions of the running episodes, and plays them again after a restart. An episode
/// is a function of its random stream and its actions, so this brings any environment back to where
/// it stood, without asking it to save anything.
final class EpisodeReplay {
  private static final System.Logger LOG = System.getLogger("ascent.train");
  private static final int LONG_EPISODE = 1_000_000;

  private final VectorEnv env;
  private final int n;
  private final int obsSize;
  private final int actionSize;
  private final double[] episodeReturn;
  private final int[] length;
  private final float[][] played; // per env: the actions of the running episode

  EpisodeReplay(VectorEnv env) {
    this.env = env;
    n = env.numEnvs();
    obsSize = env.observationSpace().size();
    actionSize = env.actionSpace().size();
    episodeReturn = new double[n];
    length = new int[n];
    played = new float[n][64 * actionSize];
  }

  /// Takes down the action that environment i just did; tells the window when its episode is over.
  ///
  /// @param actions holds it from `at` on
  void record(int i, float[] actions, int at, EpisodeWindow window) {
    int end = length[i] * actionSize;
    if (end == played[i].length) {
      grow(i);
    }
    for (int j = 0; j < actionSize; j++) {
      played[i][end + j] = actions[at + j];
    }
    length[i]++;
    episodeReturn[i] += env.rewards()[i];
    if (env.terminated()[i] || env.truncated()[i]) {
      window.add(episodeReturn[i], length[i]);
      length[i] = 0;
      episodeReturn[i] = 0;
    }
  }

  private void grow(int i) {
    if (length[i] >= LONG_EPISODE) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Episode {0} of environment {1} has {2} steps; its actions are kept for resuming, and"
              + " take memory. Maybe it needs a time limit.",
          env.episodes()[i],
          i,
          length[i]);
    }
    played[i] = Arrays.copyOf(played[i], 2 * played[i].length);
  }

  /// The actions of the episode that environment i is in, `[steps × actionSize]`.
  float[] actions(int i) {
    return Arrays.copyOf(played[i], length[i] * actionSize);
  }

  /// Where the environments stand, for a checkpoint.
  ///
  /// @param episodes number of the running episode, `[n]`
  /// @param lengths its steps so far, `[n]`
  /// @param returns its rewards so far, `[n]`
  /// @param actions its actions so far, environment after environment, `[Σ lengths × actionSize]`
  /// @param observations what the environments last showed, `[n × obsSize]`
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record State(
      int[] episodes, int[] lengths, double[] returns, float[] actions, float[] observations) {}

  State state() {
    float[] all = new float[Arrays.stream(length).sum() * actionSize];
    int at = 0;
    for (int i = 0; i < n; i++) {
      System.arraycopy(played[i], 0, all, at, length[i] * actionSize);
      at += length[i] * actionSize;
    }
    return new State(
        env.episodes().clone(),
        length.clone(),
        episodeReturn.clone(),
        all,
        env.observations().clone());
  }

  /// Plays the running episodes of a saved state again. Where an environment does not come out at
  /// the same observation, bit for bit, its episode starts anew, and a warning says so.
  void restore(State state) {
    float[] scratch = new float[n * actionSize];
    int at = 0;
    for (int i = 0; i < n; i++) {
      int floats = state.lengths[i] * actionSize;
      played[i] = Arrays.copyOf(played[i], Math.max(played[i].length, floats));
      System.arraycopy(state.actions, at, played[i], 0, floats);
      at += floats;
      episodeReturn[i] = state.returns[i];
      length[i] = state.lengths[i];
      if (!replay(i, state, scratch)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Environment {0} did not repeat its episode {1}: after {2} steps its observation is not"
                + " the one it showed before. The episode starts anew. Maybe it draws randomness of"
                + " its own.",
            i,
            state.episodes[i],
            state.lengths[i]);
        env.reset(i, state.episodes[i]);
        episodeReturn[i] = 0;
        length[i] = 0;
      }
    }
  }

  private boolean replay(int i, State state, float[] scratch) {
    env.reset(i, state.episodes[i]);
    for (int k = 0; k < state.lengths[i]; k++) {
      System.arraycopy(played[i], k * actionSize, scratch, i * actionSize, actionSize);
      env.step(scratch, i, i + 1);
      if (env.episodes()[i] != state.episodes[i]) {
        return false;
      }
    }
    int from = i * obsSize;
    int to = from + obsSize;
    return Arrays.equals(env.observations(), from, to, state.observations, from, to);
  }
}
