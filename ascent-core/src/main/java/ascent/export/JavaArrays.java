package ascent.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.StringJoiner;

/// Array constants of a Java source file: literals if they are few, else strings in Base64, because
/// the initialisers of a class together may take 64 kB of bytecode and 65,535 constants.
final class JavaArrays {
  private static final int MOST_LITERALS = 1_000;
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

  private final StringBuilder constants = new StringBuilder();
  private boolean encodesFloats;
  private boolean encodesDoubles;

  JavaArrays(Map<String, Object> arrays) {
    arrays.forEach((name, array) -> {
      switch (array) {
        case float[] floats -> add(name, floats);
        case double[] doubles -> add(name, doubles);
        case int[] ints -> add("int", name, Arrays.toString(ints));
        default -> throw new IllegalArgumentException(name);
      }
    });
  }

  /// The constants.
  String constants() {
    return constants.toString();
  }

  /// The methods that decode them.
  String methods() {
    return (encodesFloats ? "\n" + FLOATS : "") + (encodesDoubles ? "\n" + DOUBLES : "");
  }

  private void add(String name, float[] floats) {
    if (floats.length <= MOST_LITERALS) {
      StringJoiner literals = new StringJoiner(", ");
      for (float value : floats) {
        literals.add(literal(value));
      }
      add("float", name, "[" + literals + "]");
      return;
    }
    encodesFloats = true;
    ByteBuffer bytes = ByteBuffer.allocate(floats.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats);
    addEncoded("float", name, floats.length, bytes.array());
  }

  private void add(String name, double[] doubles) {
    if (doubles.length <= MOST_LITERALS) {
      add("double", name, Arrays.toString(doubles));
      return;
    }
    encodesDoubles = true;
    ByteBuffer bytes = ByteBuffer.allocate(doubles.length * Double.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(doubles);
    addEncoded("double", name, doubles.length, bytes.array());
  }

  private static String literal(float value) {
    if (Float.isInfinite(value)) {
      return value > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
    }
    return value + "f";
  }

  /// @param list numbers in brackets
  private void add(String type, String name, String list) {
    String numbers = Lines.wrapped(list.substring(1, list.length() - 1));
    constants.append(
        "private static final %s[] %s = {\n%s};\n\n".formatted(type, name, numbers.indent(2)));
  }

  private void addEncoded(String type, String name, int n, byte[] bytes) {
    constants.append("private static final %s[] %s = %ss(%d".formatted(type, name, type, n));
    for (int at = 0; at < bytes.length; at += BYTES_PER_STRING) {
      int end = Math.min(bytes.length, at + BYTES_PER_STRING);
      String text = Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, at, end));
      constants.append(",\n");
      for (int from = 0; from < text.length(); from += CHARACTERS_PER_LINE) {
        int to = Math.min(text.length(), from + CHARACTERS_PER_LINE);
        constants
            .append(from == 0 ? "    \"" : "        + \"")
            .append(text, from, to)
            .append(to == text.length() ? "\"" : "\"\n");
      }
    }
    constants.append(");\n\n");
  }
}
