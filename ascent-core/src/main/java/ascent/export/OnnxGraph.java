package ascent.export;

import ascent.io.Proto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/// An ONNX graph, built node by node, and the model around it.
///
/// Source of the field numbers: `onnx.proto` of the ONNX project, IR version 8; operators are those
/// of version 17 of the default operator set.
final class OnnxGraph {
  /// Types of elements.
  enum Type {
    FLOAT(1),
    INT64(7),
    BOOL(9),
    DOUBLE(11);

    final int number;

    Type(int number) {
      this.number = number;
    }
  }

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 17;
  private static final String BATCH = "batch";

  private final Proto graph = new Proto();
  private int nodes;

  /// Adds an input `[batch × width]`.
  String input(String name, Type type, int width) {
    graph.message(11, value(name, type, List.of(width)));
    return name;
  }

  /// Adds an output `[batch × shape]`, which a node computes.
  void output(String name, Type type, List<Integer> shape) {
    graph.message(12, value(name, type, shape));
  }

  private static Proto value(String name, Type type, List<Integer> shape) {
    Proto dimensions = new Proto().message(1, new Proto().text(2, BATCH));
    shape.forEach(n -> dimensions.message(1, new Proto().integer(1, n)));
    Proto tensor = new Proto().integer(1, type.number).message(2, dimensions);
    return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
  }

  /// Adds a constant.
  String floats(String name, float[] values, int... shape) {
    ByteBuffer bytes = bytes(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return constant(name, Type.FLOAT, bytes, shape);
  }

  /// Adds a constant.
  String doubles(String name, double[] values, int... shape) {
    ByteBuffer bytes = bytes(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    return constant(name, Type.DOUBLE, bytes, shape);
  }

  /// Adds a constant.
  String longs(String name, long[] values, int... shape) {
    ByteBuffer bytes = bytes(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return constant(name, Type.INT64, bytes, shape);
  }

  private static ByteBuffer bytes(int n) {
    return ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] content(ByteBuffer bytes) {
    byte[] content = new byte[bytes.capacity()];
    bytes.get(0, content);
    return content;
  }

  private String constant(String name, Type type, ByteBuffer bytes, int[] shape) {
    Proto tensor = new Proto();
    for (int n : shape) {
      tensor.integer(1, n);
    }
    graph.message(5, tensor.integer(2, type.number).text(8, name).bytes(9, content(bytes)));
    return name;
  }

  /// Adds a node with one output, without attributes.
  String node(String operator, String output, String... inputs) {
    return node(operator, output, Map.of(), inputs);
  }

  /// Adds a node with one output.
  ///
  /// @param attributes integers or floats by name
  String node(String operator, String output, Map<String, Number> attributes, String... inputs) {
    Proto node = new Proto();
    for (String input : inputs) {
      node.text(1, input);
    }
    node.text(2, output).text(3, operator + "_" + nodes++).text(4, operator);
    attributes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> node.message(5, attribute(entry.getKey(), entry.getValue())));
    graph.message(1, node);
    return output;
  }

  private static Proto attribute(String name, Number value) {
    Proto attribute = new Proto().text(1, name);
    return value instanceof Float real
        ? attribute.real32(2, real).integer(20, 1)
        : attribute.integer(3, value.longValue()).integer(20, 2);
  }

  /// Adds a node that converts to another type.
  String cast(String input, Type type, String output) {
    return node("Cast", output, Map.of("to", type.number), input);
  }

  /// The file's bytes.
  byte[] model(Origin origin) {
    graph.text(2, "policy").text(10, origin.line());
    Proto model =
        new Proto()
            .integer(1, IR_VERSION)
            .text(2, "Ascent")
            .text(3, origin.version())
            .message(7, graph)
            .message(8, new Proto().text(1, "").integer(2, OPERATOR_SET));
    origin
        .metadata()
        .forEach((key, value) -> model.message(14, new Proto().text(1, key).text(2, value)));
    return model.toBytes();
  }
}
