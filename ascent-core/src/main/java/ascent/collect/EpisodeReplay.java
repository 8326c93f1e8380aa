package ascent.collect;

import ascent.config.Size;
import ascent.env.EnvFailure;
import ascent.env.VectorEnv;
import java.util.Arrays;

/// Records the actions of the running episodes and replays them after a restart. An episode is a
/// function of its random stream and its actions, so a replay restores the state of any environment
/// without saving that state.
final class EpisodeReplay {
  private static final System.Logger LOG = System.getLogger("ascent.collect");

  private final VectorEnv env;
  private final int from;
  private final int to;
  private final int obsSize;
  private final int actionSize;
  private final double[] episodeReturn; // [m]
  private final ActionLog played;

  /// Replays environments `from … to − 1` of a vector; their numbers stay those of the vector.
  EpisodeReplay(VectorEnv env, int from, int to) {
    this.env = env;
    this.from = from;
    this.to = to;
    obsSize = env.observationSpace().size();
    actionSize = env.actionSpace().size();
    episodeReturn = new double[to - from];
    played = new ActionLog(to - from, actionSize, from);
  }

  /// Records the action that environment i just took and its reward.
  ///
  /// @param actions holds it at `at`
  void record(int i, float[] actions, int at, double reward) {
    played.add(i - from, actions, at);
    episodeReturn[i - from] += reward;
  }

  /// A new episode of environment i begins.
  void startAnew(int i) {
    played.clear(i - from);
    episodeReturn[i - from] = 0;
  }

  /// Steps of the running episode of environment i.
  int length(int i) {
    return played.length(i - from);
  }

  /// Undiscounted return of the running episode of environment i so far.
  double episodeReturn(int i) {
    return episodeReturn[i - from];
  }

  /// The actions of the failed episode, including the one that failed, `[step × actionSize]`.
  ///
  /// @param i the environment that failed
  /// @param actions the current actions of all environments, `[n × actionSize]`
  float[] actionsUpTo(EnvFailure failure, int i, float[] actions) {
    return played.upTo(failure, i - from, actions, i * actionSize);
  }

  /// The state of the environments.
  ///
  /// @param discounted their discounted returns, `[m]` or empty
  /// @param state what the policy remembers of them, `[m × stateSize]`
  Carry carry(double[] discounted, float[] state) {
    int m = to - from;
    int[] lengths = new int[m];
    Arrays.setAll(lengths, played::length);
    long steps = Arrays.stream(lengths).asLongStream().sum();
    float[] all =
        new float
            [Size.of("steps of running episodes", steps)
                .times("action size", actionSize)
                .array(Float.BYTES)];
    int at = 0;
    for (int k = 0; k < m; k++) {
      float[] actions = played.actions(k);
      System.arraycopy(actions, 0, all, at, actions.length);
      at += actions.length;
    }
    return new Carry(
        Arrays.copyOfRange(env.episodes(), from, to),
        lengths,
        episodeReturn.clone(),
        all,
        Arrays.copyOfRange(env.observations(), from * obsSize, to * obsSize),
        discounted,
        state);
  }

  /// Replays the running episodes of a carry. If an environment does not arrive at the same
  /// observation, bit for bit, its episode is restarted and a warning is logged.
  void restore(Carry carry) {
    float[] scratch = new float[env.numEnvs() * actionSize];
    int at = 0;
    for (int i = from; i < to; i++) {
      int k = i - from;
      startAnew(i);
      if (replay(i, carry, at, scratch)) {
        episodeReturn[k] = carry.returns()[k];
      } else {
        LOG.log(
            System.Logger.Level.WARNING,
            "Environment {0} did not repeat its episode {1}: its {2} steps led to another observation than before. The episode is restarted. Maybe the environment uses a random generator of its own.",
            i,
            carry.episodes()[k],
            carry.lengths()[k]);
        env.reset(i, carry.episodes()[k]);
        startAnew(i);
      }
      at += carry.lengths()[k] * actionSize;
    }
  }

  /// @param at where the actions of environment i start in the carry's
  private boolean replay(int i, Carry carry, int at, float[] scratch) {
    int k = i - from;
    env.reset(i, carry.episodes()[k]);
    for (int step = 0; step < carry.lengths()[k]; step++) {
      System.arraycopy(
          carry.actions(), at + step * actionSize, scratch, i * actionSize, actionSize);
      try {
        env.step(scratch, i, i + 1);
      } catch (EnvFailure e) {
        return false; // it did not fail the first time
      }
      if (env.episodes()[i] != carry.episodes()[k]) {
        return false;
      }
      played.add(k, scratch, i * actionSize);
    }
    int first = i * obsSize;
    return Arrays.equals(
        env.observations(),
        first,
        first + obsSize,
        carry.observations(),
        k * obsSize,
        (k + 1) * obsSize);
  }
}
