package ascent.env.strict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Loads classes from jars and folders, rewritten:
///
/// | code | becomes |
/// |---|---|
/// | `Math.sin`, `exp`, `pow` and the others whose last bits differ between machines | `StrictMath` |
/// | `Math.random()`, `new Random()`, `new Random(System.nanoTime())` | the episode's stream |
/// | `ThreadLocalRandom`, `RandomGenerator.getDefault()` | the episode's stream |
/// | `Collections.shuffle(list)`, `UUID.randomUUID()` | the episode's stream |
///
/// and references to these methods. A `Random` with a seed of its own stays: it repeats itself.
/// `SecureRandom`, `SplittableRandom`, clocks, native code and classes of other class loaders stay
/// as they are, too.
public final class StrictClassLoader extends URLClassLoader {
  private static final String THREAD_LOCAL = "java/util/concurrent/ThreadLocalRandom";
  private static final String EPISODE = EpisodeRandom.class.getName().replace('.', '/');

  static {
    registerAsParallelCapable();
  }

  private final Map<String, Rewriting> rewritings = new ConcurrentHashMap<>();
  private final ClassFile classFile =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(this)
                  .orElse(ClassHierarchyResolver.defaultResolver())));

  /// @param urls jars and folders of classes
  /// @param parent where classes are looked for first, and not rewritten
  public StrictClassLoader(URL[] urls, @Nullable ClassLoader parent) {
    super(urls, parent);
  }

  /// What was rewritten in the classes that were loaded so far and needed it, by name.
  public List<Rewriting> rewritings() {
    return rewritings.values().stream().sorted(Comparator.comparing(Rewriting::type)).toList();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    URL resource = findResource(name.replace('.', '/') + ".class");
    if (resource == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] bytes;
    try (InputStream in = resource.openStream()) {
      Rewritten rewritten = rewritten(in.readAllBytes());
      bytes = rewritten.bytes;
      Rewriting what = new Rewriting(name, rewritten.math, rewritten.random);
      if (what.math() + what.random() > 0) {
        rewritings.put(name, what);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new ClassNotFoundException(name, e);
    } catch (IllegalArgumentException e) { // such as a class of its hierarchy that is missing
      LinkageError error =
          new LinkageError("%s cannot be rewritten: %s".formatted(name, e.getMessage()));
      error.initCause(e);
      throw error;
    }
    return defineClass(name, bytes, 0, bytes.length, source(resource, name));
  }

  /// The jar or folder that a class is from.
  private static CodeSource source(URL resource, String name) {
    String place = resource.toString().replaceFirst("^jar:", "").replaceFirst("!/.*", "");
    String file = name.replace('.', '/') + ".class";
    String root = place.endsWith(file) ? place.substring(0, place.length() - file.length()) : place;
    try {
      return new CodeSource(URI.create(root).toURL(), (Certificate[]) null);
    } catch (MalformedURLException | IllegalArgumentException e) {
      return new CodeSource(null, (Certificate[]) null);
    }
  }

  /// The class file that is defined in place of this one.
  ///
  /// @throws IllegalArgumentException if it is none, or cannot be rewritten
  public byte[] rewrite(byte[] original) {
    return rewritten(original).bytes;
  }

  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  private record Rewritten(byte[] bytes, int math, int random) {}

  private Rewritten rewritten(byte[] original) {
    byte[] renamed = ConstantPool.rename(original, THREAD_LOCAL, EPISODE);
    ClassModel model = classFile.parse(renamed);
    int math = 0;
    int random = 0;
    boolean changes = false;
    for (MethodModel method : model.methods()) {
      if (method.code().isPresent()) {
        MethodRewriter rewriter = new MethodRewriter(method.code().get());
        math += rewriter.math();
        random += rewriter.random();
        changes |= rewriter.changes();
      }
    }
    byte[] bytes = changes ? classFile.transformClass(model, StrictClassLoader::write) : renamed;
    return new Rewritten(bytes, math, random);
  }

  /// Writes an element of a class: methods without anything to rewrite keep their bytes.
  private static void write(ClassBuilder out, ClassElement element) {
    if (!(element instanceof MethodModel method) || method.code().isEmpty()) {
      out.with(element);
      return;
    }
    MethodRewriter rewriter = new MethodRewriter(method.code().get());
    if (!rewriter.changes()) {
      out.with(element);
      return;
    }
    out.transformMethod(
        method,
        (methodOut, part) -> {
          if (part instanceof CodeModel) {
            methodOut.withCode(rewriter::write);
          } else {
            methodOut.with(part);
          }
        });
  }
}
