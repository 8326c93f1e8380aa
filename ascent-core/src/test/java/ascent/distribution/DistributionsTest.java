package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.algo.PPOConfig;
import ascent.config.Configs;
import ascent.space.Space;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionsTest {
  private static final String FILE = "META-INF/services/" + DistributionProvider.class.getName();

  @TempDir Path folder;

  /// Sees the providers named in a services file, and nothing else of a jar.
  private ClassLoader loader(String... providers) throws IOException {
    Path file = folder.resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", providers));
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }

  private static <T> T seeing(ClassLoader loader, Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static PPOConfig set(String... pairs) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return Configs.with(PPOConfig.DEFAULT, settings);
  }

  @Test
  void a_strangers_distribution_is_set_by_its_name_with_settings_of_its_own() throws IOException {
    ClassLoader loader = loader(UnitNormal.Provider.class.getName());
    PPOConfig config = seeing(loader, () -> set("distribution", "unit-normal", "logStd", "0.5"));
    assertThat(config.distribution()).isEqualTo(new UnitNormal(0.5f));
    assertThat(Configs.toMap(config))
        .containsEntry("distribution", "unit-normal")
        .containsKey("logStd")
        .doesNotContainKey("logStdInit");
    Distribution made = config.distribution().create(Space.box(-1, 1, 3), 64);
    assertThat(made.outputs()).isEqualTo(3);
  }

  @Test
  void a_setting_that_the_strangers_distribution_lacks_is_refused() throws IOException {
    ClassLoader loader = loader(UnitNormal.Provider.class.getName());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> seeing(loader, () -> set("distribution", "unit-normal", "sdeSampleFreq", "4")))
        .withMessageContaining("sdeSampleFreq");
  }

  @Test
  void an_unknown_name_is_answered_with_the_nearest() throws IOException {
    ClassLoader loader = loader(UnitNormal.Provider.class.getName());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seeing(loader, () -> set("distribution", "unit-norml")))
        .withMessageContaining("unit-norml")
        .withMessageContaining("unit-normal");
  }

  @Test
  void a_provider_that_cannot_be_loaded_is_named() throws IOException {
    ClassLoader loader = loader("com.acme.Missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distributions.all(loader))
        .withMessageStartingWith("a DistributionProvider cannot be used: ")
        .withMessageContaining("com.acme.Missing");
  }

  /// Two that have one name, from one jar here.
  public static final class SameName implements DistributionProvider {
    @Override
    public List<DistributionConfig> distributions() {
      return List.of(new UnitNormal(1));
    }
  }

  @Test
  void two_of_one_name_are_refused() throws IOException {
    ClassLoader loader = loader(UnitNormal.Provider.class.getName(), SameName.class.getName());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distributions.all(loader))
        .withMessageStartingWith("two distributions are named 'unit-normal': one is ");
  }
}
