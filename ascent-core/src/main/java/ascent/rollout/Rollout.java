package ascent.rollout;

import ascent.config.Check;
import ascent.config.Size;
import java.util.Arrays;

/// T steps of n environments, with their advantages and returns.
///
/// Row `t·n + i` is step t of environment i. The observation that followed a step is in the next
/// row of that environment, except where an episode ended: the final observation of a *truncated*
/// episode is in a side table, and its last step bootstraps from it, not from the next episode's
/// first observation. A *terminated* episode does not bootstrap. Rewards are those of the
/// environment; with `normalizeRewards` the run scales them in place before the update.
///
/// Environments need not all have T steps: where a rollout [ends with an episode][#endAfter], some
/// have fewer, and their rows from [#length] are unused.
///
/// | size | meaning |
/// |---|---|
/// | [#capacity] | the most steps of an environment |
/// | [#length]`(i)` | the steps of environment i |
/// | [#steps], T | the steps of the environment with the most |
/// | [#rows] | T·n, the rows in use |
/// | [#samples] | the steps of all environments: the rows that hold one |
///
/// All arrays are flat and row-major, so a rollout can be copied or sent directly.
public final class Rollout {
  /// Besides observation, action and mask.
  private static final int FLOATS_OF_A_ROW = 6;

  private final int capacity;
  private final int envs;
  private final int obsSize;
  private final int actionSize;

  /// Observations, `[T·n × obsSize]`.
  public final float[] obs;

  /// Actions as sampled, before any squashing or clipping to bounds, `[T·n × actionSize]`.
  public final float[] actions;

  /// Which options of each action were allowed, `[T·n × maskSize]`; empty without masks.
  public boolean[] masks = {};

  /// log π(a|s) of the policy that acted, `[T·n]`.
  public final float[] logProb;

  /// V(s) of the parameters that acted, `[T·n]`; written by the learner before the first update.
  public final float[] value;

  /// V of the observation that followed each step, `[T·n]`: scratch of [Advantages#compute].
  final float[] nextValue;

  /// Rewards, `[T·n]`.
  public final float[] reward;

  /// Whether the episode reached a terminal state with this step, `[T·n]`.
  public final boolean[] terminated;

  /// Whether the episode was cut off after this step, `[T·n]`.
  public final boolean[] truncated;

  /// The observations after the last step, `[n × obsSize]`.
  public final float[] lastObs;

  /// V of [#lastObs], `[n]`.
  public final float[] lastValue;

  /// Advantages, `[T·n]`, after [Advantages#compute].
  public final float[] advantage;

  /// Returns that the value function is fitted to, `[T·n]`, after [Advantages#compute].
  public final float[] returns;

  private int episodeLimit = Integer.MAX_VALUE;
  private int steps;
  private int samples;
  private final int[] length; // [n]
  private int maskSize;
  private int finals;
  private int[] finalRow;
  private float[] finalObs;
  private float[] finalValue;

  /// @param capacity maximum steps of each environment
  public Rollout(int capacity, int envs, int obsSize, int actionSize) {
    Check.that(capacity >= 0, "capacity", capacity, "at least 0");
    Check.that(envs >= 0, "envs", envs, "at least 0");
    Check.that(obsSize >= 0, "obsSize", obsSize, "at least 0");
    Check.that(actionSize >= 0, "actionSize", actionSize, "at least 0");
    this.capacity = capacity;
    this.envs = envs;
    this.obsSize = obsSize;
    this.actionSize = actionSize;
    Size each = Size.of("rolloutSteps", capacity).times("envs", envs);
    int rows = each.array(FLOATS_OF_A_ROW * Float.BYTES);
    obs = new float[each.times("observation size", obsSize).array(Float.BYTES)];
    actions = new float[each.times("action size", actionSize).array(Float.BYTES)];
    logProb = new float[rows];
    value = new float[rows];
    nextValue = new float[rows];
    reward = new float[rows];
    terminated = new boolean[rows];
    truncated = new boolean[rows];
    int observations = Size.of("envs", envs).times("observation size", obsSize).array(Float.BYTES);
    lastObs = new float[observations];
    lastValue = new float[envs];
    advantage = new float[rows];
    returns = new float[rows];
    length = new int[envs];
    finalRow = new int[envs];
    finalObs = new float[observations];
    finalValue = new float[envs];
    clear();
  }

  /// Stops collecting from an environment once it has finished `episodes` episodes or the rollout
  /// is full.
  ///
  /// @return this
  public Rollout endAfter(int episodes) {
    Check.that(episodes >= 1, "episodes", episodes, "at least 1");
    episodeLimit = episodes;
    return this;
  }

  /// The number of finished episodes after which collecting from an environment stops.
  public int episodeLimit() {
    return episodeLimit;
  }

  /// The maximum steps of each environment.
  public int capacity() {
    return capacity;
  }

  /// T, the maximum steps over the environments.
  public int steps() {
    return steps;
  }

  /// The steps of environment i.
  public int length(int i) {
    return length[i];
  }

  /// The number of samples: the steps of all environments.
  public int samples() {
    return samples;
  }

  /// The number of samples up to and including that of environment i at step t.
  public int samplesUpTo(int t, int i) {
    int count = 0;
    for (int j = 0; j < envs; j++) {
      count += Math.min(length[j], j <= i ? t + 1 : t);
    }
    return count;
  }

  /// Sets the steps of each environment; the default is the capacity.
  ///
  /// @param lengths `[n]`, each in [1, capacity]
  public void setLengths(int[] lengths) {
    if (lengths.length != envs) {
      throw Check.failure("the number of lengths", lengths.length, envs + ", one per environment");
    }
    steps = 0;
    samples = 0;
    for (int i = 0; i < envs; i++) {
      if (lengths[i] < 1 || lengths[i] > capacity) {
        throw Check.failure("lengths[" + i + "]", lengths[i], "in [1, " + capacity + "]");
      }
      length[i] = lengths[i];
      steps = Math.max(steps, lengths[i]);
      samples += lengths[i];
    }
  }

  /// n, the number of environments.
  public int envs() {
    return envs;
  }

  /// T·n, the number of rows. Equals [#samples] if no environment stopped early.
  public int rows() {
    return steps * envs;
  }

  /// Refuses a rollout with unused rows, which come of environments that stop at different steps.
  ///
  /// @param user that needs all rows, such as `Advantages.compute`
  /// @throws IllegalArgumentException if not every row holds a sample
  public void requireFull(String user) {
    if (samples != rows()) {
      throw new IllegalArgumentException(
          ("%s needs a sample in every row; the rollout has %d samples in %d rows. Maybe use"
                  + " Episodes and Returns, which are for whole episodes.")
              .formatted(user, samples, rows()));
    }
  }

  public int obsSize() {
    return obsSize;
  }

  public int actionSize() {
    return actionSize;
  }

  /// Allocates masks if there are none yet; initially all options are allowed. Several threads that
  /// fill a rollout may call it at once.
  ///
  /// @param width the features of the action space: the options of all its choices
  public synchronized void needMasks(int width) {
    int size =
        Size.of("rolloutSteps", capacity).times("envs", envs).times("mask size", width).array(1);
    if (masks.length != size) {
      maskSize = width;
      masks = new boolean[size];
      Arrays.fill(masks, true);
    }
  }

  /// The width of a row of [#masks]; 0 without masks.
  public int maskSize() {
    return maskSize;
  }

  /// Clears lengths and final observations before the rollout is filled again.
  public void clear() {
    Arrays.fill(length, capacity);
    steps = capacity;
    samples = capacity * envs;
    finals = 0;
  }

  /// Keeps the final observation of the truncated episode that ended with this row.
  ///
  /// @param from holds the observation at `offset`
  public void addFinal(int row, float[] from, int offset) {
    if (finals == finalRow.length) {
      int room = Size.grown("final observations", finals, "observation size", obsSize);
      finalRow = Arrays.copyOf(finalRow, room);
      finalObs = Arrays.copyOf(finalObs, room * obsSize);
      finalValue = Arrays.copyOf(finalValue, room);
    }
    finalRow[finals] = row;
    System.arraycopy(from, offset, finalObs, finals * obsSize, obsSize);
    finals++;
  }

  /// The number of truncated episodes.
  public int finals() {
    return finals;
  }

  /// The rows that truncated episodes ended with, `[finals]`.
  public int[] finalRow() {
    return finalRow;
  }

  /// Final observations of truncated episodes, `[finals × obsSize]`.
  public float[] finalObs() {
    return finalObs;
  }

  /// V of [#finalObs], `[finals]`, written by the learner.
  public float[] finalValue() {
    return finalValue;
  }
}
