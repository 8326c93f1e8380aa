package ascent.envs;

import ascent.rng.Rng;
import ascent.space.Space;

/// The states of n envs of one kind in arrays, and how they move.
interface Dynamics {
  Space observationSpace();

  Space actionSpace();

  /// After how many steps an episode is truncated.
  int maxSteps();

  /// Puts env i into a start state.
  void start(int i, Rng rng);

  /// Moves the envs `from … to − 1` by one step.
  ///
  /// @param actions flat actions `[n × actionSize]`
  /// @param rewards receives the rewards `[n]`
  /// @param excess receives how far beyond its limits the new state is `[n]`: terminal if positive
  void move(float[] actions, int from, int to, double[] rewards, double[] excess);

  /// Writes the observations of the envs `from … to − 1` to their rows of `obs` `[n × obsSize]`.
  void observe(int from, int to, float[] obs);
}
