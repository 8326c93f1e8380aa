package ascent.policy;

import ascent.config.Size;
import java.util.Arrays;

/// The policy's state for n environments between steps, such as the noise of generalised
/// state-dependent exploration. The caller that steps the environments owns it; a [PolicyPass]
/// reads and writes it.
///
/// All zeros means no state; the policy then draws new noise. Callers reset the state at the start
/// of each rollout in training, and at the start of each episode elsewhere.
public final class EnvState {
  private final int size;
  private final float[] values;

  EnvState(int envs, int size) {
    this.size = size;
    values = new float[Size.of("envs", envs).times("state size", size).array(Float.BYTES)];
  }

  /// The number of floats per environment; 0 for a policy without state.
  public int size() {
    return size;
  }

  /// The state of all environments, live, `[n × size]`: for checkpoints and for passes.
  public float[] values() {
    return values;
  }

  /// Clears the state of environments `from … to − 1`.
  public void reset(int from, int to) {
    Arrays.fill(values, from * size, to * size, 0);
  }
}
