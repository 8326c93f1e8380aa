package ascent.collect;

import ascent.io.DamagedFileException;
import ascent.io.Tensor;
import java.util.Arrays;
import java.util.Map;

/// Helpers for named tensors in files and messages.
final class Tensors {
  static final int ANY_SIZE = -1;

  private Tensors() {}

  static float[] floats(Map<String, Tensor> tensors, String name, int size)
      throws DamagedFileException {
    return get(tensors, name, Tensor.Type.F32, size).floats();
  }

  static double[] doubles(Map<String, Tensor> tensors, String name, int size)
      throws DamagedFileException {
    return get(tensors, name, Tensor.Type.F64, size).doubles();
  }

  static long[] longs(Map<String, Tensor> tensors, String name, int size)
      throws DamagedFileException {
    return get(tensors, name, Tensor.Type.I64, size).longs();
  }

  /// Counts and indices: each in [0, 2³¹).
  static int[] ints(Map<String, Tensor> tensors, String name, int size)
      throws DamagedFileException {
    long[] longs = longs(tensors, name, size);
    for (long x : longs) {
      if (x < 0 || x > Integer.MAX_VALUE) {
        throw new DamagedFileException(
            "The tensor %s holds %d; it must hold numbers in [0, 2147483647].".formatted(name, x));
      }
    }
    return Arrays.stream(longs).mapToInt(x -> (int) x).toArray();
  }

  private static Tensor get(Map<String, Tensor> tensors, String name, Tensor.Type type, int size)
      throws DamagedFileException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new DamagedFileException("There is no tensor %s.".formatted(name));
    }
    if (tensor.type() != type) {
      throw new DamagedFileException(
          "The tensor %s is of type %s; it must be %s.".formatted(name, tensor.type(), type));
    }
    if (size != ANY_SIZE && tensor.size() != size) {
      throw new DamagedFileException(
          "The tensor %s has %d numbers; it must have %d.".formatted(name, tensor.size(), size));
    }
    return tensor;
  }

  static Tensor of(int[] a) {
    return Tensor.of(Arrays.stream(a).asLongStream().toArray(), a.length);
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
