package ascent.env.check;

import ascent.env.Env;
import ascent.env.strict.StrictClassLoader;
import ascent.env.strict.StrictEnv;
import ascent.env.wrap.Wrapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds what breaks the replay of episodes in the bytecode of an env: random generators without a
/// seed, and clocks. Reads the env's class, and the classes it uses from the same jar or folder
/// whose packages begin with the same two names. Of strict envs, the rewritten classes.
///
/// A call is not proof of an error: it may be made while loading, or its result may not matter.
final class CodeScan {
  private static final int MAX_CLASSES = 1_000;

  private final List<Impurity.Place> found = new ArrayList<>();
  private final Set<String> seen = new HashSet<>(); // internal names
  private final Deque<String> next = new ArrayDeque<>();

  private CodeScan() {}

  /// The places in the code of an env and its wrappers, class by class.
  static List<Impurity.Place> of(Env env) {
    CodeScan scan = new CodeScan();
    for (Env layer = env; ; layer = ((Wrapper) layer).inner()) {
      Class<?> type = layer.getClass();
      if (type.getPackage() != Wrapper.class.getPackage() && !(layer instanceof StrictEnv)) {
        scan.from(type);
      }
      if (!(layer instanceof Wrapper)) {
        return scan.found;
      }
    }
  }

  private void from(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || type.isHidden()) {
      return;
    }
    Origin origin = Origin.of(type);
    next.add(internalName(type));
    while (!next.isEmpty() && seen.size() < MAX_CLASSES) {
      String name = next.remove();
      if (seen.add(name)) {
        byte[] bytes = origin.read(loader, name);
        if (bytes != null) {
          scan(bytes);
        }
      }
    }
    next.clear();
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /// Where classes of the user's are.
  ///
  /// @param place jar or folder; empty if unknown
  /// @param prefix of their internal names
  private record Origin(String place, String prefix) {
    static Origin of(Class<?> type) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      boolean known = source != null && source.getLocation() != null;
      String[] names = internalName(type).split("/", -1);
      StringBuilder prefix = new StringBuilder();
      for (int i = 0; i < Math.min(2, names.length - 1); i++) {
        prefix.append(names[i]).append('/');
      }
      return new Origin(known ? normal(source.getLocation()) : "", prefix.toString());
    }

    private static String normal(URL url) {
      return url.toString().replace("file:///", "file:/").replaceFirst("^jar:", "");
    }

    byte @Nullable [] read(ClassLoader loader, String name) {
      if (!name.startsWith(prefix)) {
        return null;
      }
      URL file = loader.getResource(name + ".class");
      if (file == null || !normal(file).startsWith(place)) {
        return null;
      }
      try (InputStream in = file.openStream()) {
        byte[] bytes = in.readAllBytes();
        return loader instanceof StrictClassLoader strict ? strict.rewrite(bytes) : bytes;
      } catch (IOException | IllegalArgumentException e) {
        return null; // then without it
      }
    }
  }

  private void scan(byte[] bytes) {
    ClassModel model;
    try {
      model = ClassFile.of().parse(bytes);
      String type = model.thisClass().asInternalName();
      String file =
          model
              .findAttribute(Attributes.sourceFile())
              .map(a -> a.sourceFile().stringValue())
              .orElse("");
      for (MethodModel method : model.methods()) {
        String name = method.methodName().stringValue();
        if (!Impurity.isHarmlessIn(name, method.methodType().stringValue())) {
          scan(method, type.replace('/', '.') + "." + readable(name), file);
        }
      }
      model.superclass().ifPresent(other -> next.add(other.asInternalName()));
    } catch (IllegalArgumentException e) {
      // a class file of another kind: nothing is known of it
    }
  }

  private void scan(MethodModel method, String where, String file) {
    if (method.code().isEmpty()) {
      return;
    }
    int line = 0;
    for (CodeElement element : method.code().get()) {
      switch (element) {
        case LineNumber number -> line = number.line();
        case FieldInstruction field -> next.add(field.owner().asInternalName());
        case NewObjectInstruction object -> next.add(object.className().asInternalName());
        case InvokeInstruction call -> {
          String owner = call.owner().asInternalName();
          add(owner, call.name().stringValue(), call.type().stringValue(), at(where, file, line));
        }
        case InvokeDynamicInstruction call -> { // a lambda, or a method reference
          for (ConstantDesc argument : call.bootstrapArgs()) {
            if (argument instanceof DirectMethodHandleDesc handle) {
              String owner = handle.owner().descriptorString().replaceAll("^L|;$", "");
              add(owner, handle.methodName(), handle.lookupDescriptor(), at(where, file, line));
            }
          }
        }
        default -> {}
      }
    }
  }

  private void add(String owner, String method, String type, String where) {
    next.add(owner);
    Impurity kind = Impurity.of(owner, method, type);
    if (kind != null) {
      String simple = owner.substring(owner.lastIndexOf('/') + 1);
      String arguments = type.startsWith("()") ? "()" : "(…)";
      String called =
          method.equals("<init>") ? "new " + simple + arguments : simple + "." + method + arguments;
      found.add(new Impurity.Place(kind, called, where));
    }
  }

  private static String at(String where, String file, int line) {
    return file.isEmpty() ? where : where + "(" + file + (line > 0 ? ":" + line : "") + ")";
  }

  /// The compiler moves a lambda's body to a method of its own: `lambda$step$0`.
  private static String readable(String method) {
    return method
        .replaceFirst("^lambda\\$(.+)\\$\\d+$", "$1")
        .replace("<clinit>", "static {}")
        .replace("<init>", "new");
  }
}
