package ascent.cli.args;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The option `--class-path`: jars and folders with environments of the user's own.
public final class ClassPaths {
  static final String NAME = "--class-path";

  private ClassPaths() {}

  /// Lets environments be found on the class path that a command was given, if it was given one.
  ///
  /// @throws UsageException if a jar or folder is not there
  public static void use(Arguments arguments) {
    String text = arguments.option(NAME);
    if (text == null) {
      return;
    }
    List<URL> urls = new ArrayList<>();
    for (String entry : text.split(File.pathSeparator, -1)) {
      urls.add(url(entry));
    }
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(
        new URLClassLoader(urls.toArray(URL[]::new), thread.getContextClassLoader()));
  }

  private static URL url(String entry) {
    Path path = Arguments.path(entry);
    if (entry.isEmpty() || !Files.exists(path)) {
      throw new UsageException(
          "%s: there is no jar or folder '%s'. Maybe it has not been built yet."
              .formatted(NAME, entry));
    }
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UsageException(NAME + ": '" + entry + "' cannot be a path: " + e.getMessage());
    }
  }
}
