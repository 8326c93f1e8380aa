package ascent.env.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.env.Probe;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvsTest {
  private static final EnvProvider TWO = () -> List.of(spec("Walk-v0"), spec("Run-v1"));

  private static EnvSpec spec(String id) {
    return new EnvSpec(id, "A probe.", 5, Double.NaN, Probe::new);
  }

  @Test
  void envs_are_listed_provider_by_provider() {
    EnvProvider more = () -> List.of(spec("Jump-v0"));
    assertThat(Envs.PROVIDERS.byName(List.of(TWO, more)).keySet())
        .containsExactly("Walk-v0", "Run-v1", "Jump-v0");
  }

  @Test
  void a_name_given_twice_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.PROVIDERS.byName(List.of(TWO, TWO)))
        .withMessageStartingWith(
            "two envs are named 'Walk-v0': one is by ascent.env.registry.EnvsTest in ")
        .withMessageContaining("test-classes")
        .withMessageEndingWith("Maybe the class path or the provider has it twice.");
  }

  @Test
  void a_provider_that_throws_is_named_with_its_place_and_line() {
    EnvProvider broken =
        () -> {
          throw new UnsupportedOperationException("not today");
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.PROVIDERS.byName(List.of(broken)))
        .withMessageStartingWith("the provider ascent.env.registry.EnvsTest")
        .withMessageContaining(
            "is broken: envs threw java.lang.UnsupportedOperationException: not today at"
                + " ascent.env.registry.EnvsTest.")
        .withMessageContaining("(EnvsTest.java:");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.PROVIDERS.byName(List.of(() -> null)))
        .withMessageEndingWith("is broken: envs gave null; it must give a list.");
  }

  @Test
  void a_provider_that_is_listed_but_is_not_there_is_named_with_its_jar(@TempDir Path folder)
      throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Path file = services.resolve(EnvProvider.class.getName());
    for (String listed :
        List.of("acme.Missing", EnvsTest.class.getName(), Broken.class.getName())) {
      Files.writeString(file, listed);
      URL[] path = {folder.toUri().toURL()};
      try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Envs.find("CartPole-v1", loader))
            .withMessageStartingWith("an EnvProvider cannot be used: " + listed + " ")
            .withMessageEndingWith(" It is listed in " + file + ".");
      }
    }
  }

  /// Cannot be made.
  public static final class Broken implements EnvProvider {
    public Broken() {
      throw new IllegalStateException("out of order.");
    }

    @Override
    public List<EnvSpec> envs() {
      return List.of();
    }
  }

  @Test
  void an_unknown_name_is_answered_with_the_nearest_ones() {
    assertThat(Envs.unknown("Wolk-v0", List.of("Walk-v0", "Run-v1")))
        .isEqualTo("no env is named 'Wolk-v0'. Did you mean Walk-v0? Known: Walk-v0, Run-v1.");
    assertThat(Envs.unknown("xyz", List.of("Walk-v0", "Run-v1")))
        .isEqualTo("no env is named 'xyz'. Known: Walk-v0, Run-v1.");
    assertThat(Envs.unknown("xyz", List.of()))
        .isEqualTo("no env is named 'xyz'. Maybe the jar with the envs is not on the class path.");
    assertThatIllegalArgumentException().isThrownBy(() -> Envs.find("no such env"));
  }

  @Test
  void a_spec_without_a_name_or_with_a_negative_limit_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec(" "))
        .withMessage("id is blank; it must be a name.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EnvSpec("A-v0", "", -1, 0, Probe::new))
        .withMessage("maxEpisodeSteps is -1; it must be at least 0 (no limit).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("A?b"))
        .withMessage("id is A?b; it must be a name without '?', which begins the parameters.");
  }
}
