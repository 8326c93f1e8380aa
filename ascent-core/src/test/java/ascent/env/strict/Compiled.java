package ascent.env.strict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/// Classes that are compiled for a test, outside of its class path.
final class Compiled {
  private Compiled() {}

  /// Compiles a class of the package `acme`.
  ///
  /// @return the folder of classes
  static URL compile(Path folder, String name, String body) throws IOException {
    String text =
        "package acme;\nimport java.util.*;\nimport java.util.concurrent.*;\n"
            + "import java.util.function.*;\nimport java.util.random.RandomGenerator;\n"
            + body;
    Path source = Files.writeString(folder.resolve(name + ".java"), text, UTF_8);
    Path classes = folder.resolve("classes");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(code).as("the compiler's exit code").isZero();
    return classes.toUri().toURL();
  }
}
