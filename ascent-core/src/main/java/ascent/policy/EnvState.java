package ascent.policy;

import java.util.Arrays;

/// What a policy remembers of n environments from step to step, such as the noise that generalised
/// state-dependent exploration holds. It belongs to the caller that steps the environments, and a
/// [PolicyPass] reads and writes it.
///
/// An environment's state is all zeros if nothing is remembered of it; then the policy starts anew:
/// it draws new noise. A caller resets it at the start of each rollout in training, and at the
/// start of each episode elsewhere.
public final class EnvState {
  private final int size;
  private final float[] values;

  EnvState(int envs, int size) {
    this.size = size;
    values = new float[Math.multiplyExact(envs, size)];
  }

  /// The number of floats per environment; 0 where a policy remembers nothing.
  public int size() {
    return size;
  }

  /// The state of all environments, live, `[n × size]`: for checkpoints and for passes.
  public float[] values() {
    return values;
  }

  /// Forgets environments `from … to − 1`.
  public void reset(int from, int to) {
    Arrays.fill(values, from * size, to * size, 0);
  }
}
