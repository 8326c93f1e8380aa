package ascent.env.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.env.Probe;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
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

  @Test
  void a_jar_that_declares_its_envs_in_module_info_alone_is_named(@TempDir Path folder)
      throws IOException {
    Path jar = folder.resolve("corridor.jar");
    jar(jar, Map.of("module-info.class", moduleInfo("com.acme.CorridorEnvs")));
    try (URLClassLoader loader = loader(jar)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Envs.find("Corridor-v0", loader))
          .withMessageStartingWith("no env is named 'Corridor-v0'.")
          .withMessageEndingWith(
              " Maybe "
                  + jar
                  + " has it, which is on the class path but declares com.acme.CorridorEnvs in"
                  + " module-info alone: put it on the module path, or add"
                  + " META-INF/services/ascent.env.registry.EnvProvider, which names the class.");
    }
  }

  @Test
  void a_jar_that_declares_its_envs_twice_is_not(@TempDir Path folder) throws IOException {
    String provider = Corridors.class.getName();
    Path jar = folder.resolve("corridor.jar");
    byte[] listed = (provider + " # ours\n").getBytes(StandardCharsets.UTF_8);
    jar(
        jar,
        Map.of(
            "module-info.class",
            moduleInfo(provider),
            "META-INF/services/" + EnvProvider.class.getName(),
            listed));
    try (URLClassLoader loader = loader(jar)) {
      assertThat(Envs.find("Corridor-v0", loader).name()).isEqualTo("Corridor-v0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Envs.find("Corridor-v1", loader))
          .withMessageEndingWith("Corridor-v0.");
    }
  }

  /// Has an env.
  public static final class Corridors implements EnvProvider {
    @Override
    public List<EnvSpec> envs() {
      return List.of(spec("Corridor-v0"));
    }
  }

  private static byte[] moduleInfo(String provider) {
    ModuleAttribute module =
        ModuleAttribute.of(
            ModuleDesc.of("com.acme.corridor"),
            builder ->
                builder
                    .requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null)
                    .provides(ClassDesc.of(EnvProvider.class.getName()), ClassDesc.of(provider)));
    return ClassFile.of().buildModule(module);
  }

  private static void jar(Path file, Map<String, byte[]> entries) throws IOException {
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
  }

  private static URLClassLoader loader(Path jar) throws IOException {
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, EnvsTest.class.getClassLoader());
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
