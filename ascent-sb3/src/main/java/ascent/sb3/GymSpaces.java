package ascent.sb3;

import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Spaces of Gymnasium in a pickle. The elements of a space with more than one dimension are laid
/// out flat, in row-major order, as Stable-Baselines3 flattens observations.
final class GymSpaces {
  private static final String PACKAGE = "gymnasium.spaces.";

  private GymSpaces() {}

  /// Reads a space.
  ///
  /// @param what it is, for messages: `observation_space`
  /// @throws Sb3FormatException if it is damaged, or of a kind that Ascent does not have
  static Space read(@Nullable Object value, String what) throws Sb3FormatException {
    if (!(value instanceof PyObject space)) {
      throw new Sb3FormatException(what + " is not a space.");
    }
    try {
      return switch (space.type()) {
        case PACKAGE + "box.Box" -> box(space, what);
        case PACKAGE + "discrete.Discrete" -> {
          requireStart(space.field("start"), what);
          yield Space.discrete(NumPy.integer(space.field("n"), what + ".n"));
        }
        case PACKAGE + "multi_discrete.MultiDiscrete" -> {
          requireStart(space.field("start"), what);
          double[] counts = NumPy.numbers(space.field("nvec"), what + ".nvec");
          yield Space.multiDiscrete(Arrays.stream(counts).mapToInt(n -> (int) n).toArray());
        }
        case PACKAGE + "multi_binary.MultiBinary" -> Space.multiBinary(bits(space, what));
        default ->
            throw new Sb3FormatException(
                "its %s is a %s; Ascent has Box, Discrete, MultiDiscrete and MultiBinary."
                    .formatted(what, space.type().replaceFirst(".*\\.", "")));
      };
    } catch (IllegalArgumentException e) {
      throw new Sb3FormatException("its %s is invalid: %s".formatted(what, e.getMessage()), e);
    }
  }

  private static Box box(PyObject space, String what) throws Sb3FormatException {
    float[] low = floats(NumPy.numbers(space.field("low"), what + ".low"));
    float[] high = floats(NumPy.numbers(space.field("high"), what + ".high"));
    boolean bytes = NumPy.code(space.field("dtype")).equals("u1");
    if (bytes && space.field("_shape") instanceof Object[] shape && shape.length == 3) {
      throw new Sb3FormatException(
          "its %s holds images; Ascent has no networks for them.".formatted(what));
    }
    return Space.box(low, high);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i] + 0f; // no -0, which Gymnasium has in some bounds
    }
    return floats;
  }

  private static int bits(PyObject space, String what) throws Sb3FormatException {
    Object n = space.field("n");
    if (!(n instanceof Object[] shape)) {
      return NumPy.integer(n, what + ".n");
    }
    int bits = 1;
    for (Object length : shape) {
      bits = Math.multiplyExact(bits, NumPy.integer(length, what + ".n"));
    }
    return bits;
  }

  /// Choices are counted from 0 here; Stable-Baselines3 has no others either.
  private static void requireStart(@Nullable Object start, String what) throws Sb3FormatException {
    if (start != null
        && Arrays.stream(NumPy.numbers(start, what + ".start")).anyMatch(s -> s != 0)) {
      throw new Sb3FormatException(
          "its %s counts from another number than 0; Ascent counts from 0.".formatted(what));
    }
  }

  /// Writes a space.
  static PyObject write(Space space) {
    return switch (space) {
      case Box box -> write(box);
      case Discrete discrete -> {
        Map<String, @Nullable Object> fields = fields("i8", "<");
        fields.put("n", NumPy.scalar(discrete.n()));
        fields.put("start", NumPy.scalar(0));
        yield PyObject.of(PACKAGE + "discrete.Discrete", fields);
      }
      case MultiDiscrete multi -> {
        Map<String, @Nullable Object> fields = fields("i8", "<", multi.size());
        fields.put("nvec", NumPy.array(multi.counts()));
        fields.put("start", NumPy.array(new int[multi.size()]));
        yield PyObject.of(PACKAGE + "multi_discrete.MultiDiscrete", fields);
      }
      case MultiBinary bits -> {
        Map<String, @Nullable Object> fields = fields("i1", "|", bits.n());
        fields.put("n", bits.n());
        yield PyObject.of(PACKAGE + "multi_binary.MultiBinary", fields);
      }
    };
  }

  private static PyObject write(Box box) {
    Map<String, @Nullable Object> fields = fields("f4", "<", box.size());
    boolean[] below = new boolean[box.size()];
    boolean[] above = new boolean[box.size()];
    for (int i = 0; i < below.length; i++) {
      below[i] = !Float.isInfinite(box.low(i));
      above[i] = !Float.isInfinite(box.high(i));
    }
    fields.put("low", NumPy.array(box.low()));
    fields.put("bounded_below", NumPy.array(below));
    fields.put("high", NumPy.array(box.high()));
    fields.put("bounded_above", NumPy.array(above));
    fields.put("low_repr", Arrays.toString(box.low()));
    fields.put("high_repr", Arrays.toString(box.high()));
    return PyObject.of(PACKAGE + "box.Box", fields);
  }

  private static Map<String, @Nullable Object> fields(String code, String order, Integer... shape) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("dtype", NumPy.dtype(code, order));
    fields.put("_shape", shape.clone());
    fields.put("_np_random", null);
    return fields;
  }
}
