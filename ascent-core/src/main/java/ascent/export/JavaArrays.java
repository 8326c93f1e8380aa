package ascent.export;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.StringJoiner;

/// Array constants of a Java source file: literals if there are few numbers, else strings in
/// Base64, because the initialisers of a class together may take 64 kB of bytecode and 65,535
/// constants.
final class JavaArrays {
  private static final int MOST_LITERALS = 1_000; // in all arrays
  private static final int SHORT = 16; // literal in any case
  private static final int BYTES_PER_STRING = 48_000; // 64,000 characters; a string may have 65,535
  private static final int CHARACTERS_PER_LINE = 120;

  private static final String FLOATS =
      """
      private static float[] floats(int n, String... base64) {
        float[] floats = new float[n];
        int at = 0;
        for (String part : base64) {
          java.nio.FloatBuffer buffer =
              java.nio.ByteBuffer.wrap(java.util.Base64.getDecoder().decode(part))
                  .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                  .asFloatBuffer();
          int count = buffer.remaining();
          buffer.get(floats, at, count);
          at += count;
        }
        return floats;
      }
      """;

  private static final String DOUBLES =
      FLOATS.replace("float", "double").replace("Float", "Double");

  private static final String ROWS =
      """
      private static float[][] rows(int n, int length, float... numbers) {
        float[][] rows = new float[n][];
        for (int i = 0; i < n; i++) {
          rows[i] = java.util.Arrays.copyOfRange(numbers, i * length, (i + 1) * length);
        }
        return rows;
      }
      """;

  private final StringBuilder constants = new StringBuilder();
  private final boolean literal;
  private boolean encodesFloats;
  private boolean encodesDoubles;

  JavaArrays(Map<String, Object> arrays) {
    literal = arrays.values().stream().mapToInt(JavaArrays::length).sum() <= MOST_LITERALS;
    arrays.forEach((name, array) -> {
      switch (array) {
        case float[] floats -> add("float[]", name, numbers(floats));
        case double[] doubles -> add("double[]", name, numbers(doubles));
        case int[] ints -> add("int[]", name, inBraces(Arrays.toString(ints)));
        case Constants.Matrix matrix ->
            add(
                "float[][]",
                name,
                "rows(%d, %d, %s)"
                    .formatted(
                        matrix.rows(),
                        matrix.columns(),
                        numbers(matrix.numbers()).replaceFirst("^\\{", "new float[] {")));
        default -> throw new IllegalArgumentException(name);
      }
    });
  }

  private static int length(Object array) {
    return array instanceof Constants.Matrix matrix
        ? matrix.numbers().length
        : Array.getLength(array);
  }

  /// The constants.
  String constants() {
    return constants.toString();
  }

  /// The methods that decode them.
  String methods() {
    return "\n"
        + ROWS
        + (encodesFloats ? "\n" + FLOATS : "")
        + (encodesDoubles ? "\n" + DOUBLES : "");
  }

  private void add(String type, String name, String value) {
    constants.append("private static final %s %s = %s;\n\n".formatted(type, name, value));
  }

  private String numbers(float[] floats) {
    if (literal || floats.length <= SHORT) {
      StringJoiner literals = new StringJoiner(", ", "[", "]");
      for (float value : floats) {
        literals.add(literal(value));
      }
      return inBraces(literals.toString());
    }
    encodesFloats = true;
    ByteBuffer bytes = ByteBuffer.allocate(floats.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats);
    return encoded("float", floats.length, bytes.array());
  }

  private String numbers(double[] doubles) {
    if (literal || doubles.length <= SHORT) {
      return inBraces(Arrays.toString(doubles));
    }
    encodesDoubles = true;
    ByteBuffer bytes = ByteBuffer.allocate(doubles.length * Double.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(doubles);
    return encoded("double", doubles.length, bytes.array());
  }

  private static String literal(float value) {
    if (Float.isInfinite(value)) {
      return value > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
    }
    return value + "f";
  }

  /// @param list numbers in brackets
  private static String inBraces(String list) {
    return "{\n%s}".formatted(Lines.wrapped(list.substring(1, list.length() - 1)).indent(2));
  }

  /// The call that decodes the numbers.
  private static String encoded(String type, int n, byte[] bytes) {
    StringBuilder call = new StringBuilder("%ss(%d".formatted(type, n));
    for (int at = 0; at < bytes.length; at += BYTES_PER_STRING) {
      int end = Math.min(bytes.length, at + BYTES_PER_STRING);
      String text = Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, at, end));
      call.append(",\n");
      for (int from = 0; from < text.length(); from += CHARACTERS_PER_LINE) {
        int to = Math.min(text.length(), from + CHARACTERS_PER_LINE);
        call.append(from == 0 ? "    \"" : "        + \"")
            .append(text, from, to)
            .append(to == text.length() ? "\"" : "\"\n");
      }
    }
    return call.append(")").toString();
  }
}
