package ascent.collect;

import ascent.env.EnvFailure;
import ascent.env.VectorEnv;
import java.util.Arrays;

/// Remembers the actions of the running episodes, and plays them again after a restart. An episode
/// is a function of its random stream and its actions, so this brings any environment back to where
/// it stood, without asking it to save anything.
public final class EpisodeReplay {
  private static final System.Logger LOG = System.getLogger("ascent.collect");

  private final VectorEnv env;
  private final int n;
  private final int obsSize;
  private final int actionSize;
  private final double[] episodeReturn;
  private final ActionLog played;

  EpisodeReplay(VectorEnv env) {
    this.env = env;
    n = env.numEnvs();
    obsSize = env.observationSpace().size();
    actionSize = env.actionSpace().size();
    episodeReturn = new double[n];
    played = new ActionLog(n, actionSize);
  }

  /// Takes down the action that environment i just did; tells the window when its episode is over.
  ///
  /// @param actions holds it from `at` on
  void record(int i, float[] actions, int at, EpisodeWindow window) {
    played.add(i, actions, at);
    episodeReturn[i] += env.rewards()[i];
    if (env.terminated()[i] || env.truncated()[i]) {
      window.add(episodeReturn[i], played.length(i));
      startAnew(i);
    }
  }

  private void startAnew(int i) {
    played.clear(i);
    episodeReturn[i] = 0;
  }

  /// The actions taken down.
  public ActionLog played() {
    return played;
  }

  /// Where the environments stand, for a checkpoint.
  ///
  /// @param episodes number of the running episode, `[n]`
  /// @param lengths its steps so far, `[n]`
  /// @param returns its rewards so far, `[n]`
  /// @param actions its actions so far, environment after environment, `[Σ lengths × actionSize]`
  /// @param observations what the environments last showed, `[n × obsSize]`
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record State(
      int[] episodes, int[] lengths, double[] returns, float[] actions, float[] observations) {}

  public State state() {
    int[] lengths = new int[n];
    Arrays.setAll(lengths, played::length);
    float[] all = new float[Arrays.stream(lengths).reduce(0, Math::addExact) * actionSize];
    int at = 0;
    for (int i = 0; i < n; i++) {
      float[] actions = played.actions(i);
      System.arraycopy(actions, 0, all, at, actions.length);
      at += actions.length;
    }
    return new State(
        env.episodes().clone(), lengths, episodeReturn.clone(), all, env.observations().clone());
  }

  /// Plays the running episodes of a saved state again. Where an environment does not come out at
  /// the same observation, bit for bit, its episode starts anew, and a warning says so.
  public void restore(State state) {
    float[] scratch = new float[n * actionSize];
    int at = 0;
    for (int i = 0; i < n; i++) {
      startAnew(i);
      episodeReturn[i] = state.returns[i];
      if (!replay(i, state, at, scratch)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Environment {0} did not repeat its episode {1}: its {2} steps did not lead where they"
                + " led before. The episode starts anew. Maybe it draws randomness of its own.",
            i,
            state.episodes[i],
            state.lengths[i]);
        env.reset(i, state.episodes[i]);
        startAnew(i);
      }
      at += state.lengths[i] * actionSize;
    }
  }

  /// @param at where the actions of environment i start in the state's
  private boolean replay(int i, State state, int at, float[] scratch) {
    env.reset(i, state.episodes[i]);
    for (int k = 0; k < state.lengths[i]; k++) {
      System.arraycopy(state.actions, at + k * actionSize, scratch, i * actionSize, actionSize);
      try {
        env.step(scratch, i, i + 1);
      } catch (EnvFailure e) {
        return false; // it did not fail the first time
      }
      if (env.episodes()[i] != state.episodes[i]) {
        return false;
      }
      played.add(i, scratch, i * actionSize);
    }
    int from = i * obsSize;
    int to = from + obsSize;
    return Arrays.equals(env.observations(), from, to, state.observations, from, to);
  }
}
