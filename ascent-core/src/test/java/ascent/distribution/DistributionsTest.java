package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.space.Space;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void a_provider_is_found_by_its_name() throws IOException {
    ClassLoader loader = loader(UnitNormalProvider.class.getName());

    DistributionProvider found = Distributions.find("unit-normal", loader);

    assertThat(found.of(Space.box(-1, 1, 3), 64).outputs()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> found.of(Space.discrete(2), 64))
        .withMessageContaining("not Discrete");
  }

  @Test
  void an_unknown_name_is_answered_with_the_nearest() throws IOException {
    ClassLoader loader = loader(UnitNormalProvider.class.getName());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distributions.find("unit-norml", loader))
        .withMessage(
            "no DistributionProvider is named 'unit-norml'. Did you mean unit-normal?"
                + " Known: unit-normal.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distributions.find("laplace", getClass().getClassLoader()))
        .withMessage("no DistributionProvider is named 'laplace'. Known: none.");
  }

  @Test
  void a_provider_that_cannot_be_loaded_is_named() throws IOException {
    ClassLoader loader = loader("com.acme.Missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distributions.find("unit-normal", loader))
        .withMessageStartingWith("a DistributionProvider cannot be used: ")
        .withMessageContaining("com.acme.Missing");
  }

  /// Two that have one name, from one jar here.
  public static final class SameName implements DistributionProvider {
    @Override
    public String name() {
      return "unit-normal";
    }

    @Override
    public Distribution of(Space actionSpace, int features) {
      throw new AssertionError("not asked for");
    }
  }

  @Test
  void two_providers_of_one_name_are_refused() throws IOException {
    ClassLoader loader = loader(UnitNormalProvider.class.getName(), SameName.class.getName());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distributions.find("unit-normal", loader))
        .withMessage(
            "two distributions are named 'unit-normal': one by %s, one by %s."
                    .formatted(UnitNormalProvider.class.getName(), SameName.class.getName())
                + " Maybe the class path has it twice.");
  }
}
