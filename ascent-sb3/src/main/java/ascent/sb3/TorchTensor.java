package ascent.sb3;

import java.util.Arrays;
import java.util.List;

/// Floats with a shape, in row-major order.
///
/// @param shape the length of each dimension
/// @param data as many as the shape has elements
record TorchTensor(List<Integer> shape, float[] data) {
  TorchTensor {
    shape = List.copyOf(shape);
  }

  static TorchTensor of(float[] data, Integer... shape) {
    return new TorchTensor(Arrays.asList(shape), data);
  }
}
