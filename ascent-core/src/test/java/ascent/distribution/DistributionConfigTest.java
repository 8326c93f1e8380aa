package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionConfigTest {
  /// Class initialisers run in the order of first use, so each case needs classes of its own.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Standard",
        "StateDependentGaussian",
        "SquashedGaussian",
        "SquashedStateDependentGaussian",
        "Beta",
        "Gsde"
      })
  void the_default_does_not_depend_on_which_distribution_is_used_first(String first)
      throws ReflectiveOperationException, IOException {
    String name = DistributionConfig.class.getName();
    URL[] classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(DistributionConfigTest::url)
            .toArray(URL[]::new);
    try (var fresh = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Class.forName(name + "$" + first, true, fresh);
      Object standard = Class.forName(name, true, fresh).getField("DEFAULT").get(null);
      assertThat(standard).hasToString(DistributionConfig.DEFAULT.toString());
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }
}
