package ascent.policy;

import ascent.config.Size;
import ascent.nn.NetworkPass;
import ascent.space.Discrete;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.Arrays;

/// Converts observations to network inputs: choices become one-hot vectors, other values are passed
/// on without a copy.
final class ObservationEncoder {
  private final int[] counts; // per choice; empty for other spaces
  private final int size;
  private final int features;
  private final float[] encoded; // [ROWS × features]

  /// The network's input after [#encode]: an array and where its rows start.
  float[] input = {};

  int inputAt;

  ObservationEncoder(Space space) {
    counts =
        switch (space) {
          case Discrete s -> new int[] {s.n()};
          case MultiDiscrete s -> s.counts();
          default -> new int[0];
        };
    size = space.size();
    features = space.features();
    Size rows =
        Size.of("rows of a pass", counts.length == 0 ? 0 : NetworkPass.ROWS)
            .times("observation features", features);
    encoded = new float[rows.array(Float.BYTES)];
  }

  /// Encodes some rows of `obs`, `[… × obsSize]`.
  void encode(float[] obs, int row, int rows) {
    if (counts.length == 0) {
      input = obs;
      inputAt = row * size;
      return;
    }
    input = encoded;
    inputAt = 0;
    Arrays.fill(encoded, 0, rows * features, 0);
    for (int r = 0; r < rows; r++) {
      int start = r * features;
      for (int i = 0; i < counts.length; i++) {
        encoded[start + (int) obs[(row + r) * size + i]] = 1;
        start += counts[i];
      }
    }
  }
}
