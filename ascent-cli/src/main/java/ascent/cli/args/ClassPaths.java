package ascent.cli.args;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// The option `--class-path`: jars and folders with the user's environments and algorithms.
public final class ClassPaths {
  /// The name of the option.
  public static final String NAME = "--class-path";

  private ClassPaths() {}

  /// Adds the command's class path, if given, to the search for environments and algorithms. It is
  /// written as for `java -cp`: `lib/*` is every jar in that folder.
  ///
  /// @throws UsageException if a jar or folder does not exist, or a file is not a jar
  public static void use(Arguments arguments) {
    List<Path> paths = of(arguments);
    if (paths.isEmpty()) {
      return;
    }
    List<URL> urls = new ArrayList<>();
    for (Path path : paths) {
      urls.add(url(path));
    }
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(
        new URLClassLoader(urls.toArray(URL[]::new), thread.getContextClassLoader()));
  }

  /// The jars and folders of the command's class path, in order; empty without one.
  ///
  /// @throws UsageException as [#use] does
  public static List<Path> of(Arguments arguments) {
    List<Path> paths = new ArrayList<>();
    for (String entry : arguments.option(NAME, "").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        add(entry, paths);
      }
    }
    return paths;
  }

  private static void add(String entry, List<Path> paths) {
    boolean all = entry.equals("*") || entry.endsWith("/*") || entry.endsWith(File.separator + "*");
    if (!all) {
      paths.add(checked(entry, Arguments.path(entry)));
      return;
    }
    String folder = entry.substring(0, entry.length() - 1);
    for (Path jar : jars(entry, Arguments.path(folder.isEmpty() ? "." : folder))) {
      paths.add(checked(jar.toString(), jar));
    }
  }

  private static List<Path> jars(String entry, Path folder) {
    List<Path> jars = List.of();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        jars = files.filter(ClassPaths::isNamedJar).sorted().toList();
      } catch (IOException e) {
        throw new UsageException(NAME + ": the folder of '" + entry + "' cannot be read: " + e);
      }
    }
    if (jars.isEmpty()) {
      throw new UsageException(NAME + ": there is no jar in the folder of '" + entry + "'.");
    }
    return jars;
  }

  private static boolean isNamedJar(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
  }

  private static Path checked(String entry, Path path) {
    if (!Files.exists(path)) {
      throw new UsageException(
          "%s: there is no jar or folder '%s'. Maybe it has not been built yet."
              .formatted(NAME, entry));
    }
    if (!Files.isDirectory(path)) {
      requireJar(entry, path);
    }
    return path;
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UsageException(NAME + ": '" + path + "' cannot be a path: " + e.getMessage());
    }
  }

  private static void requireJar(String entry, Path path) {
    try (ZipFile _ = new ZipFile(path.toFile())) {
      // Java would silently skip such a file
    } catch (IOException e) {
      throw new UsageException(
          "%s: '%s' is not a jar: %s. It must be a jar or a folder of classes."
              .formatted(NAME, entry, e.getMessage()));
    }
  }
}
