package ascent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The output of `--version`: Ascent's version and commit, and the JVM.
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Properties build = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("/ascent/build.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String commit = System.getProperty("ascent.commit", build.getProperty("commit", "unknown"));
    return new String[] {
      "ascent " + build.getProperty("version", "unknown") + " (commit " + commit + ")",
      "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
    };
  }
}
