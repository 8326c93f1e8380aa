package ascent.sb3;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a pickle makes by a call: the class or function, its arguments and the state that it is
/// given afterwards. An inert tree; nothing is called.
///
/// Within it are null, `Boolean`, `Integer`, `Long`, `BigInteger`, `Double`, `String`, `byte[]`,
/// `Object[]` for a tuple, `List`, `Map`, [PyClass] and [PyObject].
final class PyObject {
  private final PyClass type;
  private final Object[] args;
  private final boolean allocated;
  private @Nullable Object state;

  /// @param allocated whether the class is given the arguments without its initialiser, as the
  ///   opcode NEWOBJ does; else it is called
  PyObject(PyClass type, Object[] args, boolean allocated) {
    this.type = type;
    this.args = args;
    this.allocated = allocated;
  }

  /// A call of a class or function.
  static PyObject call(String name, Object... args) {
    return new PyObject(new PyClass(name), args, false);
  }

  /// An object of a class whose fields are its state.
  static PyObject of(String name, Map<String, ?> fields) {
    return new PyObject(new PyClass(name), new Object[0], true).with(fields);
  }

  /// Gives it a state, in place of any earlier one.
  PyObject with(@Nullable Object state) {
    this.state = state;
    return this;
  }

  String type() {
    return type.name();
  }

  Object[] args() {
    return args;
  }

  boolean allocated() {
    return allocated;
  }

  @Nullable Object state() {
    return state;
  }

  /// An argument by its place; null where there are fewer.
  @Nullable Object arg(int i) {
    return i >= 0 && i < args.length ? args[i] : null;
  }

  /// A field, where the state is a dictionary of fields, or a pair of one and another of slots.
  @Nullable Object field(String name) {
    Object last = state instanceof Object[] pair && pair.length > 0 ? pair[pair.length - 1] : state;
    return last instanceof Map<?, ?> fields ? fields.get(name) : null;
  }
}
