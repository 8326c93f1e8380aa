package ascent.envs;

import ascent.space.Space;

/// The states of n envs of one kind in arrays, and how they move.
interface Dynamics {
  Space observationSpace();

  Space actionSpace();

  /// After how many steps an episode is truncated.
  int maxSteps();

  /// How many numbers a start state is made of.
  int draws();

  /// Puts some envs into their start states.
  ///
  /// @param envs which, `from … to − 1` of these
  /// @param u uniform in [0, 1), the j-th number of the k-th env at `at + j·(to − from) + k`
  void start(int[] envs, int from, int to, double[] u, int at);

  /// Moves the envs `from … to − 1` by one step.
  ///
  /// @param actions flat actions `[n × actionSize]`
  /// @param rewards receives the rewards `[n]`
  /// @param excess receives how far beyond its limits the new state is `[n]`: terminal if positive
  void move(float[] actions, int from, int to, double[] rewards, double[] excess);

  /// What is observed of the states: an array per number of the observation `[obsSize][n]`, the
  /// same ones at every call.
  double[][] observed();
}
