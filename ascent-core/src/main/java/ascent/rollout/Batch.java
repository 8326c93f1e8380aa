package ascent.rollout;

import ascent.config.Check;
import ascent.config.Size;
import ascent.kernel.Kernels;
import java.util.Arrays;

/// The samples of one gradient: m rows of a rollout, their values under the current parameters, and
/// the algorithm's weights.
///
/// Written in turn by the algorithm (the given part), the policy (the evaluated part), the
/// algorithm (the weights).
public final class Batch {
  private static final Kernels KERNELS = Kernels.get();
  private static final boolean[] NO_MASKS = {};

  private static final int FEW = 8; // numbers, for which a call of arraycopy does not pay

  private final int capacity;
  private final int obsSize;
  private final int actionSize;
  private int size;

  /// Given: the rows of the rollout that the samples are copies of, `[m]`.
  public final int[] rows;

  /// Given: observations, `[m × obsSize]`.
  public final float[] obs;

  /// Given: actions as sampled, `[m × actionSize]`.
  public final float[] actions;

  /// Given: which options of each action were allowed, `[m × maskSize]`; empty without masks.
  public boolean[] masks = NO_MASKS;

  /// Given: log π(aᵢ|sᵢ) of the policy that acted, `[m]`.
  public final float[] oldLogProb;

  /// Given: V(sᵢ) of the parameters that acted, `[m]`.
  public final float[] oldValue;

  /// Given: advantages, `[m]`.
  public final float[] advantage;

  /// Given: returns that the value function is fitted to, `[m]`.
  public final float[] returns;

  /// Evaluated at the current parameters: log π(aᵢ|sᵢ), `[m]`.
  public final float[] logProb;

  /// Evaluated at the current parameters: H(π(·|sᵢ)), `[m]`.
  public final float[] entropy;

  /// Evaluated at the current parameters: V(sᵢ), `[m]`.
  public final float[] value;

  /// Evaluated at the current parameters: the mean standard deviation of the action in each state,
  /// `[m]`, if it depends on the state; otherwise NaN.
  public final float[] std;

  /// Evaluated by [#computeRatios]: rᵢ = π(aᵢ|sᵢ) / π_old(aᵢ|sᵢ), `[m]`.
  public final float[] ratio;

  /// Decided by the algorithm: wᵢ, the weight of ∇log π(aᵢ|sᵢ), `[m]`.
  public final float[] w;

  /// Decided by the algorithm: uᵢ, the weight of ∇V(sᵢ), `[m]`.
  public final float[] u;

  public Batch(int capacity, int obsSize, int actionSize) {
    this.capacity = capacity;
    this.obsSize = obsSize;
    this.actionSize = actionSize;
    Size samples = Size.of("batch size", capacity);
    rows = new int[samples.array(Integer.BYTES)];
    obs = new float[samples.times("observation size", obsSize).array(Float.BYTES)];
    actions = new float[samples.times("action size", actionSize).array(Float.BYTES)];
    oldLogProb = new float[capacity];
    oldValue = new float[capacity];
    advantage = new float[capacity];
    returns = new float[capacity];
    logProb = new float[capacity];
    entropy = new float[capacity];
    value = new float[capacity];
    std = new float[capacity];
    Arrays.fill(std, Float.NaN);
    ratio = new float[capacity];
    w = new float[capacity];
    u = new float[capacity];
  }

  /// The maximum number of samples.
  public int capacity() {
    return capacity;
  }

  /// m, the number of samples.
  public int size() {
    return size;
  }

  /// Sets the number of samples in use.
  public void setSize(int m) {
    if (m < 0 || m > capacity) {
      throw Check.failure("size", m, "in [0, " + capacity + "]");
    }
    size = m;
  }

  /// Copies the rows `order[from … to)` of a rollout.
  public void gather(Rollout rollout, int[] order, int from, int to) {
    setSize(to - from);
    System.arraycopy(order, from, rows, 0, size);
    gather(rollout.obs, obs, obsSize);
    gather(rollout.actions, actions, actionSize);
    gather(rollout.logProb, oldLogProb);
    gather(rollout.value, oldValue);
    gather(rollout.advantage, advantage);
    gather(rollout.returns, returns);
    gatherMasks(rollout, order, from);
  }

  /// Computes `ratio[from … to)`, where `logProb` has been computed.
  public void computeRatios(int from, int to) {
    for (int i = from; i < to; i++) {
      ratio[i] = logProb[i] - oldLogProb[i];
    }
    KERNELS.exp(ratio, from, ratio, from, to - from);
  }

  private void gatherMasks(Rollout rollout, int[] order, int from) {
    int width = rollout.maskSize();
    if (masks.length != capacity * width) {
      masks = new boolean[Size.of("batch size", capacity).times("mask size", width).array(1)];
    }
    if (width > 0) {
      for (int i = 0; i < size; i++) {
        System.arraycopy(rollout.masks, order[from + i] * width, masks, i * width, width);
      }
    }
  }

  /// Array by array, so that many cache misses are under way at once.
  private void gather(float[] from, float[] to) {
    for (int i = 0; i < size; i++) {
      to[i] = from[rows[i]];
    }
  }

  private void gather(float[] from, float[] to, int width) {
    if (width == 1) {
      gather(from, to);
      return;
    }
    for (int i = 0; i < size; i++) {
      if (width > FEW) {
        System.arraycopy(from, rows[i] * width, to, i * width, width);
      } else {
        for (int j = 0; j < width; j++) {
          to[i * width + j] = from[rows[i] * width + j];
        }
      }
    }
  }
}
