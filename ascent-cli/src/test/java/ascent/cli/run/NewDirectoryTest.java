package ascent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.cli.args.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewDirectoryTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "CartPole-v1,                          ppo-CartPole-v1-7",
    "MinAtar/Breakout-v1,                  ppo-MinAtar_Breakout-v1-7",
    "FrozenLake-v1?map=8x8,                ppo-FrozenLake-v1_map_8x8-7",
    "LunarLander-v3?gravity=-8&wind=true,  ppo-LunarLander-v3_gravity_-8_wind_true-7",
    "com.acme.Shop$Small,                  ppo-com.acme.Shop_Small-7",
    "../../etc,                            ppo-.._.._etc-7"
  })
  void a_run_is_named_after_its_environment_in_plain_letters(String env, String name) {
    assertThat(NewDirectory.name("ppo", env, 7)).isEqualTo(name);
  }

  /// Most file systems take 255 characters.
  @Test
  void a_long_name_is_cut_to_100_characters_of_the_environment() {
    String env = "FrozenLake-v1?map=" + "F".repeat(256);

    assertThat(NewDirectory.name("ppo", env, 7))
        .isEqualTo(
            "ppo-FrozenLake-v1_map_" + "F".repeat(100 - "FrozenLake-v1_map_".length()) + "-7");
  }

  private String created(String name) throws IOException {
    try (NewDirectory directory = NewDirectory.create(folder, name)) {
      Files.writeString(directory.path().resolve("config.json"), "{}"); // the run begins
      return String.valueOf(directory.path().getFileName());
    }
  }

  @Test
  void the_first_number_that_is_free_is_taken() throws IOException {
    Files.createDirectory(folder.resolve("run-2")); // another process may be about to use it

    assertThat(created("run")).isEqualTo("run");
    assertThat(created("run")).isEqualTo("run-3");
    assertThat(created("run")).isEqualTo("run-4");
  }

  @Test
  void each_of_many_at_once_gets_its_own() throws Exception {
    List<Callable<String>> tasks = Collections.nCopies(16, () -> created("run"));
    Set<String> names = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<String> name : threads.invokeAll(tasks)) {
        names.add(name.get());
      }
    }
    assertThat(names).hasSize(16).contains("run", "run-16");
  }

  @Test
  void a_directory_in_which_no_run_began_is_removed() throws IOException {
    NewDirectory directory = NewDirectory.create(folder, "run");
    assertThat(directory.path()).isEmptyDirectory();
    directory.close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_directory_that_was_asked_for_must_be_vacant_and_is_never_removed() throws IOException {
    Path asked = Files.createDirectory(folder.resolve("run"));
    Files.writeString(asked.resolve("config.json.999999999-1f.ascent-tmp"), "{"); // by a kill
    NewDirectory.of(asked.toString(), "other").close();
    assertThat(asked).exists();

    Files.writeString(asked.resolve("notes"), "mine");
    assertThatThrownBy(() -> NewDirectory.of(asked.toString(), "other"))
        .isInstanceOf(UsageException.class)
        .hasMessage("out is " + asked + "; it must be a new or empty directory.");
  }
}
