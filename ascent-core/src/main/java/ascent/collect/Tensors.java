package ascent.collect;

import ascent.io.DamagedFileException;
import ascent.io.Tensor;
import java.util.Arrays;
import java.util.Map;

/// Helpers for named tensors in files and messages.
final class Tensors {
  static final int ANY_SIZE = -1;

  private Tensors() {}

  /// @throws DamagedFileException when there is no such tensor, or its size differs
  static Tensor get(Map<String, Tensor> tensors, String name, int size)
      throws DamagedFileException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new DamagedFileException("There is no tensor %s.".formatted(name));
    }
    if (size != ANY_SIZE && tensor.size() != size) {
      throw new DamagedFileException(
          "The tensor %s has %d elements; it must have %d.".formatted(name, tensor.size(), size));
    }
    return tensor;
  }

  static Tensor of(int[] a) {
    return Tensor.of(Arrays.stream(a).asLongStream().toArray(), a.length);
  }

  static int[] ints(Map<String, Tensor> tensors, String name, int size)
      throws DamagedFileException {
    return Arrays.stream(get(tensors, name, size).longs()).mapToInt(Math::toIntExact).toArray();
  }

  /// Booleans as ones and zeros.
  static Tensor of(boolean[] a, int from, int to) {
    float[] floats = new float[to - from];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = a[from + i] ? 1 : 0;
    }
    return Tensor.of(floats, floats.length);
  }
}
