package ascent.env;

import ascent.space.Space;
import java.util.List;
import java.util.function.Supplier;

/// n envs of one kind with flat arrays. An env whose episode ends starts the next one in the same
/// step.
///
/// The VectorEnv owns the arrays: every call returns the same ones, and the next step changes them.
/// Steps of disjoint ranges of envs may run on several threads at once.
///
/// In training, the answers of a user's own VectorEnv are checked: spaces, lengths, rewards,
/// observations, episode numbers and masks. If `step` throws for several envs, it does not show
/// which of them failed; throw an [EnvFailure] with the stream of its episode to say so.
///
/// | array | shape | holds |
/// |---|---|---|
/// | [observations()][#observations] | n × obsSize | the observation to act on next: after an episode's end, the new one's first |
/// | [finalObservations()][#finalObservations] | n × obsSize | where terminated or truncated: the last observation of the episode that ended |
/// | [rewards()][#rewards] | n | of the last step |
/// | [terminated()][#terminated] | n | the last step ended the episode in a terminal state |
/// | [truncated()][#truncated] | n | the last step cut the episode off; never both |
/// | [episodes()][#episodes] | n | the number of the running episode |
/// | [actionMasks()][#actionMasks] | n × actionFeatures | which options may be chosen next; empty where the envs have no masks |
public interface VectorEnv extends AutoCloseable {
  /// The empty metrics of envs without any.
  double[] NO_METRICS = {};

  /// n envs made by `factory`, each at the start of its episode 0, stepped one after the other.
  static VectorEnv of(Supplier<? extends Env> factory, int n, EpisodeStreams streams) {
    return SyncVectorEnv.of(factory, n, streams);
  }

  int numEnvs();

  Space observationSpace();

  Space actionSpace();

  /// Starts an episode of an env, abandoning its running one.
  void reset(int env, int episode);

  /// One step of the envs `from … to − 1`.
  ///
  /// @param actions a flat action for each env `[n × actionSize]`; Box actions need not lie within
  ///   the bounds, the envs get them clipped
  void step(float[] actions, int from, int to);

  float[] observations();

  float[] finalObservations();

  double[] rewards();

  boolean[] terminated();

  boolean[] truncated();

  int[] episodes();

  /// See [Env#actionMask].
  default boolean[] actionMasks() {
    return ActionMask.NONE;
  }

  /// Names of the episode metrics; see [Env#metricNames].
  default List<String> metricNames() {
    return List.of();
  }

  /// Where terminated or truncated: the metrics of the episode that ended, `[n × metrics]`.
  default double[] finalMetrics() {
    return NO_METRICS;
  }

  @Override
  default void close() {}
}
