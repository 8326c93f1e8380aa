package ascent.collect;

import ascent.config.Size;
import ascent.env.EnvFailure;
import java.util.Arrays;

/// The actions of running episodes, one episode per environment.
final class ActionLog {
  private static final System.Logger LOG = System.getLogger("ascent.collect");
  private static final int LONG_EPISODE = 1_000_000;

  private final int actionSize;
  private final int first;
  private final int[] length; // steps, [n]
  private final float[][] played; // per env: [length × actionSize] and room for more

  /// @param first the number of environment 0, for messages
  ActionLog(int n, int actionSize, int first) {
    this.actionSize = actionSize;
    this.first = first;
    length = new int[n];
    played =
        new float[n][Size.of("steps kept", 64).times("action size", actionSize).array(Float.BYTES)];
  }

  /// Records an action of environment i.
  ///
  /// @param actions holds it at `at`
  void add(int i, float[] actions, int at) {
    int end = length[i] * actionSize;
    if (end == played[i].length) {
      grow(i);
    }
    for (int j = 0; j < actionSize; j++) {
      played[i][end + j] = actions[at + j];
    }
    length[i]++;
  }

  private void grow(int i) {
    if (length[i] >= LONG_EPISODE) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The episode of environment {0} has {1} steps; its actions are kept for resuming and use memory. Maybe it needs a time limit.",
          first + i,
          length[i]);
    }
    try {
      int room = Size.grown("steps of a running episode", length[i], "action size", actionSize);
      played[i] = Arrays.copyOf(played[i], room * actionSize);
    } catch (IllegalArgumentException | OutOfMemoryError e) {
      throw new EnvFailure(
          "the episode of env %d has %d steps; its actions, which are kept for resuming, no longer fit in memory. Maybe it needs a time limit"
              .formatted(first + i, length[i]),
          e);
    }
  }

  /// Clears the actions of environment i at the start of a new episode.
  void clear(int i) {
    length[i] = 0;
  }

  /// Steps of the running episode of environment i.
  int length(int i) {
    return length[i];
  }

  /// The actions of the running episode of environment i, `[length × actionSize]`.
  float[] actions(int i) {
    return Arrays.copyOf(played[i], length[i] * actionSize);
  }

  /// The actions of the failed episode, including the one that failed, `[step × actionSize]`.
  ///
  /// @param i the environment that failed
  /// @param actions holds the action that failed at `at`
  float[] upTo(EnvFailure failure, int i, float[] actions, int at) {
    if (failure.step() == 0) {
      clear(i); // the reset failed: there is nothing to repeat
    } else {
      add(i, actions, at);
    }
    return actions(i);
  }
}
