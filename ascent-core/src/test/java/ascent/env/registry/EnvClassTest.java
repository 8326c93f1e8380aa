package ascent.env.registry;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFailure;
import ascent.env.Step;
import ascent.env.check.EnvChecker;
import ascent.rng.Rng;
import ascent.space.Space;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvClassTest {
  private static final String HERE = EnvClassTest.class.getName();

  /// An env as a user writes it.
  public static class Room implements Env {
    @Override
    public Space observationSpace() {
      return Space.box(0, 1, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      obs[0] = 0;
    }

    @Override
    public Step step(Action action, float[] obs) {
      obs[0] = 1;
      return Step.of(1);
    }
  }

  public abstract static class Unfinished extends Room {}

  public static final class Sized extends Room {
    public Sized(int size) {
      Objects.checkIndex(size, 10);
    }
  }

  public static final class Broken extends Room {
    public Broken() {
      throw new IllegalStateException("the lights are out");
    }
  }

  static final class Hidden extends Room {}

  @Test
  void a_class_is_found_by_its_name() {
    EnvSpec spec = Envs.find(HERE + "$Room");
    assertThat(spec.id()).isEqualTo(HERE + "$Room");
    assertThat(spec.maxEpisodeSteps()).isZero();
    assertThat(spec.rewardThreshold()).isNaN();
    Env env = spec.factory().get();
    assertThat(env).isInstanceOf(Room.class).isNotSameAs(spec.factory().get());
  }

  @Test
  void it_takes_a_time_limit() {
    EnvSpec spec = Envs.find(HERE + "$Room?maxEpisodeSteps=2");
    assertThat(spec.id()).isEqualTo(HERE + "$Room?maxEpisodeSteps=2");
    Env env = spec.factory().get();
    float[] obs = new float[1];
    env.reset(Rng.stream(1, "env"), obs);
    assertThat(env.step(Action.of(0), obs).last()).isFalse();
    assertThat(env.step(Action.of(0), obs)).isEqualTo(Step.truncated(1));
  }

  @Test
  void a_class_that_cannot_be_an_env_is_refused() {
    refused("$Unfinished", "is abstract; it must be concrete.");
    refused("$Hidden", "is not public; it must be public to be created by name.");
    refused("", "is not an env; it must implement ascent.env.Env.");
    refused(
        "$Sized",
        "has no public constructor without parameters; it must have one to be created by name."
            + " Maybe use an EnvProvider instead.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find("com.acme.Warehouse"))
        .withMessage(
            "there is no class com.acme.Warehouse. Maybe its jar is not on the class path.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find("Warehouse"))
        .withMessageStartingWith("no env is named 'Warehouse'.");
  }

  private static void refused(String name, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find(HERE + name))
        .withMessage("class " + HERE + name + " " + why);
  }

  @Test
  void a_constructor_that_throws_is_named() {
    EnvSpec spec = Envs.find(HERE + "$Broken");
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> spec.factory().get())
        .withMessageStartingWith(
            ("the constructor of %1$s$Broken threw java.lang.IllegalStateException: the lights are"
                    + " out at %1$s$Broken.<init>(EnvClassTest.java:")
                .formatted(HERE));
    assertThat(EnvChecker.report(spec.factory()))
        .singleElement(as(STRING))
        .contains("$Broken.<init>(EnvClassTest.java:");
  }

  /// Fails before any constructor is at work.
  public static final class Unset extends Room {
    static final int SIZE = Integer.parseInt("none");

    @Override
    public Space actionSpace() {
      return Space.discrete(SIZE);
    }
  }

  @Test
  void a_static_field_that_cannot_be_set_is_named() {
    assertThat(EnvChecker.report(Envs.find(HERE + "$Unset").factory()))
        .singleElement(as(STRING))
        .startsWith("the factory threw java.lang.NumberFormatException: For input string: ")
        .contains("$Unset.<clinit>(EnvClassTest.java:");
  }

  @Test
  void a_class_within_a_class_written_with_a_dot_gets_a_hint() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find(HERE + ".Room"))
        .withMessage(
            "there is no class %1$s.Room. Maybe you mean '%1$s$Room', in quotes for the shell."
                .formatted(HERE));
  }

  @Test
  void a_class_loader_of_one_s_own_brings_classes_and_providers(@TempDir Path folder)
      throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(EnvProvider.class.getName()), HERE + "$Jar");
    copy(folder, "$Jar");
    copy(folder, "$Room");
    URL[] path = {folder.toUri().toURL()};
    try (URLClassLoader loader = new OwnFirst(path)) {
      assertThat(Envs.all(loader)).extracting(EnvSpec::id).contains("Jar-v0");
      assertThat(Envs.find("Jar-v0", loader).factory().get().getClass().getClassLoader())
          .isSameAs(loader);
      assertThat(Envs.find(HERE + "$Room", loader).factory().get()).isNotInstanceOf(Room.class);
      assertThatIllegalArgumentException().isThrownBy(() -> Envs.find("Jar-v0"));
    }
  }

  /// What a user's jar holds.
  public static final class Jar implements EnvProvider {
    @Override
    public java.util.List<EnvSpec> envs() {
      return java.util.List.of(new EnvSpec("Jar-v0", "From a jar.", 5, Double.NaN, Room::new));
    }
  }

  private static void copy(Path folder, String name) {
    String file = (HERE + name).replace('.', '/') + ".class";
    try (InputStream in = EnvClassTest.class.getClassLoader().getResourceAsStream(file)) {
      Path target = folder.resolve(file);
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.copy(Objects.requireNonNull(in), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Loads the copies in the folder itself, although the parent has the classes too.
  private static final class OwnFirst extends URLClassLoader {
    OwnFirst(URL[] path) {
      super(path, EnvClassTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.endsWith("$Jar") || name.endsWith("$Room")) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
