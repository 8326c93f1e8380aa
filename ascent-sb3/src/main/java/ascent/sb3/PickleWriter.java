package ascent.sb3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import org.jspecify.annotations.Nullable;

/// Writes an inert tree ([PyObject]) as a pickle, with opcodes that PyTorch's restricted reader
/// (`torch.load` with `weights_only`) knows, and bytes. Nothing is shared: what is in the tree
/// twice is written twice.
final class PickleWriter {
  private static final int SHORT = 256;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private PickleWriter() {}

  /// A dictionary that remembers its order.
  record Ordered(Map<String, ?> map) {}

  /// Something outside of the pickle, such as a storage of PyTorch.
  record PersistentId(Object[] id) {}

  /// Writes a value.
  ///
  /// @param protocol of the pickle: 2 as in PyTorch's files, at least 3 where there are bytes
  static byte[] write(@Nullable Object value, int protocol) {
    PickleWriter writer = new PickleWriter();
    writer.op(Opcodes.PROTO);
    writer.out.write(protocol);
    writer.value(value);
    writer.op(Opcodes.STOP);
    return writer.out.toByteArray();
  }

  private void op(int opcode) {
    out.write(opcode);
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> op(Opcodes.NONE);
      case Boolean truth -> op(truth ? Opcodes.NEWTRUE : Opcodes.NEWFALSE);
      case Integer number -> integer(number);
      case Double number -> {
        op(Opcodes.BINFLOAT);
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
      }
      case String text -> text(text);
      case byte[] bytes -> {
        op(Opcodes.BINBYTES);
        length(bytes.length);
        out.writeBytes(bytes);
      }
      case Object[] tuple -> tuple(tuple);
      case List<?> list -> {
        op(Opcodes.EMPTY_LIST);
        op(Opcodes.MARK);
        list.forEach(this::value);
        op(Opcodes.APPENDS);
      }
      case Map<?, ?> map -> {
        op(Opcodes.EMPTY_DICT);
        items(map);
      }
      case Ordered ordered -> {
        value(PyObject.call("collections.OrderedDict"));
        items(ordered.map);
      }
      case PersistentId reference -> {
        tuple(reference.id);
        op(Opcodes.BINPERSID);
      }
      case PyClass type -> name(type.name());
      case PyObject object -> object(object);
      default -> throw new IllegalArgumentException("A pickle has no " + value.getClass() + ".");
    }
  }

  private void integer(int value) {
    if (value >= 0 && value < SHORT) {
      op(Opcodes.BININT1);
      out.write(value);
    } else {
      op(Opcodes.BININT);
      length(value);
    }
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    op(Opcodes.BINUNICODE);
    length(bytes.length);
    out.writeBytes(bytes);
  }

  /// Four bytes, little-endian.
  private void length(int length) {
    out.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
  }

  private void tuple(@Nullable Object[] tuple) {
    if (tuple.length == 0) {
      op(Opcodes.EMPTY_TUPLE);
      return;
    }
    op(Opcodes.MARK);
    for (Object element : tuple) {
      value(element);
    }
    op(Opcodes.TUPLE);
  }

  private void items(Map<?, ?> map) {
    if (!map.isEmpty()) {
      op(Opcodes.MARK);
      map.forEach((key, value) -> {
        value(key);
        value(value);
      });
      op(Opcodes.SETITEMS);
    }
  }

  private void name(String name) {
    int dot = name.lastIndexOf('.');
    op(Opcodes.GLOBAL);
    out.writeBytes(
        (name.substring(0, dot) + "\n" + name.substring(dot + 1) + "\n").getBytes(UTF_8));
  }

  private void object(PyObject object) {
    name(object.type());
    tuple(object.args());
    op(object.allocated() ? Opcodes.NEWOBJ : Opcodes.REDUCE);
    if (object.state() != null) {
      value(object.state());
      op(Opcodes.BUILD);
    }
  }
}
