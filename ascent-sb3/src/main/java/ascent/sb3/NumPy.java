package ascent.sb3;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Numbers and arrays of NumPy in a pickle.
///
///     numpy.core.numeric._frombuffer(bytes, dtype, shape, order)         an array (protocol 5)
///     numpy.core.multiarray._reconstruct(numpy.ndarray, (0,), b'b')      an array, whose state is
///                                                 (version, shape, dtype, is_fortran, bytes)
///     numpy.core.multiarray.scalar(dtype, bytes)                         a number
///     numpy.dtype('f4', False, True)             a type, whose state begins with (version, order)
final class NumPy {
  private static final String CORE = "numpy.core.multiarray.";
  private static final Set<String> TYPES = Set.of("f4", "f8", "i1", "i2", "i4", "i8", "u1", "b1");

  private NumPy() {}

  /// The numbers of an array or a number, in row-major order.
  ///
  /// @param what they are, for messages
  /// @throws Sb3FormatException if the value is neither
  static double[] numbers(@Nullable Object value, String what) throws Sb3FormatException {
    if (value instanceof Number number) {
      return new double[] {number.doubleValue()};
    }
    if (value instanceof Boolean truth) {
      return new double[] {truth ? 1 : 0};
    }
    if (value instanceof PyObject object) {
      String type = object.type();
      if (type.endsWith("._frombuffer") && "C".equals(object.arg(3))) {
        return decode(object.arg(0), object.arg(1), what);
      }
      if (type.endsWith(".scalar")) {
        return decode(object.arg(1), object.arg(0), what);
      }
      if (type.endsWith("._reconstruct")
          && object.state() instanceof Object[] state
          && state.length == 5
          && Boolean.FALSE.equals(state[3])) {
        return decode(state[4], state[2], what);
      }
    }
    throw new Sb3FormatException(what + " is not an array of numbers.");
  }

  /// A whole number.
  ///
  /// @throws Sb3FormatException if the value is not one that an `int` holds
  static int integer(@Nullable Object value, String what) throws Sb3FormatException {
    double[] numbers = numbers(value, what);
    if (numbers.length != 1 || numbers[0] != (int) numbers[0]) {
      throw new Sb3FormatException(what + " is not a whole number.");
    }
    return (int) numbers[0];
  }

  private static double[] decode(@Nullable Object data, @Nullable Object dtype, String what)
      throws Sb3FormatException {
    if (!(data instanceof byte[] bytes)
        || !(dtype instanceof PyObject type)
        || !(type.arg(0) instanceof String code)
        || !TYPES.contains(code)
        || (type.state() instanceof Object[] state && state.length > 1 && ">".equals(state[1]))) {
      throw new Sb3FormatException(what + " has numbers of an unknown type.");
    }
    int width = code.charAt(1) - '0';
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[] numbers = new double[bytes.length / width];
    for (int i = 0; i < numbers.length; i++) {
      int at = i * width;
      numbers[i] =
          switch (code) {
            case "f4" -> in.getFloat(at);
            case "f8" -> in.getDouble(at);
            case "i2" -> in.getShort(at);
            case "i4" -> in.getInt(at);
            case "i8" -> in.getLong(at);
            case "u1" -> Byte.toUnsignedInt(in.get(at));
            default -> in.get(at); // i1, b1
          };
    }
    return numbers;
  }

  /// The code of an array's type, such as `f4`; empty where it cannot be told.
  static String code(@Nullable Object dtype) {
    return dtype instanceof PyObject type && type.arg(0) instanceof String code ? code : "";
  }

  /// An array of single floats.
  static PyObject array(float[] values) {
    ByteBuffer out = ByteBuffer.allocate(Float.BYTES * values.length);
    out.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return array("f4", "<", new Object[] {values.length}, out.array());
  }

  /// An array of doubles.
  static PyObject array(double[] values) {
    return array("f8", "<", new Object[] {values.length}, bytes(values));
  }

  /// An array without dimensions, of one double.
  static PyObject point(double value) {
    return array("f8", "<", new Object[0], bytes(value));
  }

  /// An array of 64-bit whole numbers.
  static PyObject array(int... values) {
    ByteBuffer out = ByteBuffer.allocate(Long.BYTES * values.length);
    out.order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(value -> out.putLong(value));
    return array("i8", "<", new Object[] {values.length}, out.array());
  }

  /// An array of truth values.
  static PyObject array(boolean[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return array("b1", "|", new Object[] {values.length}, bytes);
  }

  /// A 64-bit whole number.
  static PyObject scalar(int value) {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return PyObject.call(CORE + "scalar", dtype("i8", "<"), bytes);
  }

  /// A type of numbers.
  ///
  /// @param order `<` for little-endian, `|` for single bytes
  static PyObject dtype(String code, String order) {
    Object[] state = {3, order, null, null, null, -1, -1, 0};
    return PyObject.call("numpy.dtype", code, false, true).with(state);
  }

  /// Both NumPy 1 and 2 read this form.
  private static PyObject array(String code, String order, Object[] shape, byte[] bytes) {
    PyClass type = new PyClass("numpy.ndarray");
    Object[] state = {1, shape, dtype(code, order), false, bytes};
    return PyObject.call(CORE + "_reconstruct", type, new Object[] {0}, new byte[] {'b'})
        .with(state);
  }

  private static byte[] bytes(double... values) {
    ByteBuffer out = ByteBuffer.allocate(Double.BYTES * values.length);
    out.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return out.array();
  }
}
