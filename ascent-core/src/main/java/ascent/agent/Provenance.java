package ascent.agent;

import ascent.kernel.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The software and machine that trained a model.
///
/// @param version of Ascent
/// @param commit of Ascent's source; `unknown` outside a checkout
/// @param jdk the Java runtime
/// @param os the operating system
/// @param cpu the processor's architecture and the number of cores in use
/// @param kernels the arithmetic that ran, such as `vector512`
public record Provenance(
    String version, String commit, String jdk, String os, String cpu, String kernels) {

  /// This software on this machine.
  public static Provenance current() {
    Properties build = buildProperties();
    return new Provenance(
        build.getProperty("version", "unknown"),
        System.getProperty("ascent.commit", build.getProperty("commit", "unknown")),
        System.getProperty("java.vendor") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors(),
        Kernels.get().name());
  }

  private static Properties buildProperties() {
    Properties properties = new Properties();
    try (InputStream in = Provenance.class.getResourceAsStream("/ascent/build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
