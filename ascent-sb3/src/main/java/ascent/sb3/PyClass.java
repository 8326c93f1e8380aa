package ascent.sb3;

import net.razorvine.pickle.IObjectConstructor;

/// A class or function that a pickle names, as `module.name`. Nothing of it is loaded or called.
record PyClass(String name) implements IObjectConstructor {
  @Override
  public PyObject construct(Object[] args) {
    return new PyObject(this, args, false);
  }

  /// Whether a value is the class or function of this name.
  static boolean is(Object value, String name) {
    return value instanceof PyClass type && type.name.equals(name);
  }
}
