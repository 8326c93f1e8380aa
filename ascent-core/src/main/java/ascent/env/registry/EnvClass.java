package ascent.env.registry;

import ascent.env.Env;
import ascent.env.EnvFailure;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes a class that implements Env available under its name: `com.acme.Warehouse`.
final class EnvClass {
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

  private EnvClass() {}

  /// The env of that class; null if the name cannot be a class name.
  ///
  /// @throws IllegalArgumentException if the class is missing, or cannot be created as an env
  static @Nullable EnvSpec find(String name, ClassLoader loader) {
    if (!NAME.matcher(name).matches()) {
      return null;
    }
    Class<?> type;
    try {
      type = Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      if (name.indexOf('.') < 0) {
        return null; // probably a misspelt name
      }
      throw new IllegalArgumentException("there is no class " + name + "." + hint(name, loader), e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "class " + name + " cannot be loaded: " + e + ". Maybe a jar that it needs is missing.",
          e);
    }
    Constructor<? extends Env> constructor = constructor(type);
    return new EnvSpec(name, "A class.", 0, Double.NaN, () -> make(constructor));
  }

  /// A nested class is often written with a dot, as in Java.
  private static String hint(String name, ClassLoader loader) {
    int dot = name.lastIndexOf('.');
    String inner = name.substring(0, dot) + "$" + name.substring(dot + 1);
    try {
      Class.forName(inner, false, loader);
      return " Maybe you mean '" + inner + "', in quotes for the shell.";
    } catch (ClassNotFoundException | LinkageError e) {
      return " Maybe its jar is not on the class path.";
    }
  }

  private static Constructor<? extends Env> constructor(Class<?> type) {
    String name = "class " + type.getName();
    if (!Env.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          name + " is not an env; it must implement ascent.env.Env.");
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      throw new IllegalArgumentException(name + " is abstract; it must be concrete.");
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      throw new IllegalArgumentException(
          name + " is not public; it must be public to be created by name.");
    }
    try {
      return type.asSubclass(Env.class).getConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          (name
                  + " has no public constructor without parameters; it must have one to be created by")
              + " name. Maybe use an EnvProvider instead.",
          e);
    }
  }

  private static Env make(Constructor<? extends Env> constructor) {
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      Throwable thrown = Objects.requireNonNull(e.getCause(), "what the constructor threw");
      String what = EnvFailure.threw("the constructor of " + constructor.getName(), thrown);
      throw new EnvFailure(what, thrown);
    } catch (ReflectiveOperationException e) {
      throw new EnvFailure(
          constructor.getName()
              + " cannot be created: "
              + e
              + ". Maybe its module does not export it",
          e);
    }
  }
}
