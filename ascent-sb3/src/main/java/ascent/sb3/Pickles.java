package ascent.sb3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/// Reads a pickle into an inert tree ([PyObject]). A pickle is a program for a stack machine that
/// may name any class or function and call it; here a call makes a node of the tree, and names
/// outside of [AllowedNames] are refused.
final class Pickles extends Unpickler {
  private static final String DICT = "collections.OrderedDict";

  private Pickles() {}

  /// A PyTorch storage that a pickle refers to.
  ///
  /// @param type of its elements, as `torch.FloatStorage`
  /// @param key the name of its entry under `data/`
  record Storage(String type, String key) {}

  /// Thrown for what is refused.
  private static final class Refused extends PickleException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /// Reads a pickle.
  ///
  /// @param what the pickle is, for messages
  /// @throws Sb3FormatException if it is damaged, or names something that is not allowed
  static @Nullable Object read(byte[] pickle, String what) throws Sb3FormatException {
    try {
      return new Pickles().load(new ByteArrayInputStream(pickle));
    } catch (Refused e) {
      throw new Sb3FormatException(what + " is a pickle that " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) { // whatever nonsense makes of the stack
      throw new Sb3FormatException(what + " is a damaged pickle.", e);
    }
  }

  @Override
  protected Object dispatch(short opcode) throws IOException {
    checkLength(opcode);
    switch (opcode) {
      case Opcodes.GLOBAL -> {
        String module = PickleUtils.readline(input);
        name(module, PickleUtils.readline(input));
      }
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        name((String) stack.pop(), name);
      }
      case Opcodes.REDUCE, Opcodes.NEWOBJ -> call(opcode == Opcodes.NEWOBJ);
      case Opcodes.BUILD -> build();
      case Opcodes.INST,
          Opcodes.OBJ,
          Opcodes.PERSID,
          Opcodes.NEWOBJ_EX,
          Opcodes.EXT1,
          Opcodes.EXT2,
          Opcodes.EXT4,
          Opcodes.NEXT_BUFFER,
          Opcodes.READONLY_BUFFER ->
          throw new Refused("uses the opcode %d, which no such file needs.".formatted(opcode));
      default -> {
        return super.dispatch(opcode);
      }
    }
    return NO_RETURN_VALUE;
  }

  /// Refuses texts and bytes that would be longer than the rest of the pickle, before there is an
  /// array of that size.
  private void checkLength(short opcode) throws IOException {
    int size =
        switch (opcode) {
          case Opcodes.BINUNICODE, Opcodes.BINBYTES, Opcodes.BINSTRING, Opcodes.LONG4 -> 4;
          case Opcodes.BINUNICODE8, Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 -> 8;
          default -> 0;
        };
    if (size > 0) {
      input.mark(size);
      byte[] bytes = new byte[Long.BYTES];
      PickleUtils.readbytes_into(input, bytes, 0, size);
      long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 0 || length > input.available()) {
        throw new IOException("a length of " + length);
      }
      input.reset();
    }
  }

  private void name(String module, String name) {
    String full = module + "." + name;
    if (!AllowedNames.contains(full)) {
      throw new Refused("names %s, which no such file needs.".formatted(full));
    }
    stack.add(new PyClass(full));
  }

  private void call(boolean allocated) {
    Object[] args = (Object[]) stack.pop();
    PyClass type = called(stack.pop());
    if (type.name().equals(DICT)) {
      stack.add(new LinkedHashMap<>());
      return;
    }
    PyObject made = new PyObject(type, args, allocated);
    if (type.name().endsWith("._function_setstate")) { // what it returns is thrown away
      ((PyObject) args[0]).with(args[1]);
    }
    stack.add(made);
  }

  /// The class of a call: a name, or what cloudpickle's `_builtin_type("CodeType")` stands for.
  private static PyClass called(Object callee) {
    return callee instanceof PyObject made && made.type().endsWith("._builtin_type")
        ? new PyClass("types." + made.arg(0))
        : (PyClass) callee;
  }

  private void build() {
    Object state = stack.pop();
    if (stack.peek() instanceof PyObject object) {
      object.with(state);
    } // the attributes of a dictionary are of no use here
  }

  /// A storage of PyTorch: `("storage", type, key, device, elements)`.
  @Override
  protected Object persistentLoad(Object id) {
    Object[] parts = (Object[]) id;
    return new Storage(((PyClass) parts[1]).name(), (String) parts[2]);
  }

  /// Requires a dictionary with text keys.
  static Map<String, @Nullable Object> dict(@Nullable Object value, String what)
      throws Sb3FormatException {
    if (!(value instanceof Map<?, ?> map)) {
      throw new Sb3FormatException(what + " is not a dictionary.");
    }
    Map<String, @Nullable Object> dict = new LinkedHashMap<>();
    for (Object key : new ArrayList<>(map.keySet())) {
      dict.put(String.valueOf(key), map.get(key));
    }
    return dict;
  }
}
