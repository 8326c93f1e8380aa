package ascent.bench;

import ascent.bench.ExportBench.Timed;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import javax.tools.ToolProvider;

/// Calls an exported class `Policy`, compiled by javac without options.
final class ExportedJava {
  private static final String CALLER =
      """
      public final class Caller implements java.util.function.ToDoubleFunction<Object[]> {
        public double applyAsDouble(Object[] arguments) {
          float[][] observations = (float[][]) arguments[0];
          int calls = (Integer) arguments[1];
          long sum = 0;
          long start = System.nanoTime();
          for (int i = 0; i < calls; i++) {
            sum += Policy.act(observations[i % observations.length]);
          }
          double nanos = (System.nanoTime() - start) / (double) calls;
          return sum < 0 ? -1 : nanos;
        }
      }
      """;

  private ExportedJava() {}

  @SuppressWarnings("unchecked")
  static Timed compile(String policy, float[][] observations)
      throws IOException, ReflectiveOperationException {
    Path dir = Files.createTempDirectory("ascent-export");
    Path file = Files.writeString(dir.resolve("Policy.java"), policy);
    Path caller = Files.writeString(dir.resolve("Caller.java"), CALLER);
    var javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    if (javac.run(null, null, null, "-d", "" + dir, "" + file, "" + caller) != 0) {
      throw new IOException("javac refuses the exported class.");
    }
    try (var loader = new URLClassLoader(new URL[] {dir.toUri().toURL()}, null)) {
      var calls =
          (ToDoubleFunction<Object[]>) loader.loadClass("Caller").getConstructor().newInstance();
      loader.loadClass("Policy");
      calls.applyAsDouble(new Object[] {observations, 1}); // loads all classes
      return n -> calls.applyAsDouble(new Object[] {observations, n});
    }
  }
}
