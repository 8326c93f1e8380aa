package ascent.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsTest {
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
    assertThat(Runs.name("ppo", env, 7)).isEqualTo(name);
  }

  /// Most file systems take 255 characters.
  @Test
  void a_long_name_is_cut_to_100_characters_of_the_environment() {
    String env = "FrozenLake-v1?map=" + "F".repeat(256);

    assertThat(Runs.name("ppo", env, 7))
        .isEqualTo(
            "ppo-FrozenLake-v1_map_" + "F".repeat(100 - "FrozenLake-v1_map_".length()) + "-7");
  }

  @Test
  void a_name_that_is_free_is_taken_as_it_is() {
    assertThat(Runs.free(folder, "ppo-CartPole-v1-1"))
        .isEqualTo(folder.resolve("ppo-CartPole-v1-1"));
  }

  @Test
  void an_empty_directory_is_free() throws IOException {
    Files.createDirectory(folder.resolve("run"));

    assertThat(Runs.free(folder, "run")).isEqualTo(folder.resolve("run"));
  }

  @Test
  void a_name_that_is_taken_gets_the_first_number_that_is_free() throws IOException {
    taken("run");
    taken("run-2");
    taken("run-4");

    assertThat(Runs.free(folder, "run")).isEqualTo(folder.resolve("run-3"));
  }

  private void taken(String name) throws IOException {
    Files.createDirectory(folder.resolve(name));
    Files.writeString(folder.resolve(name).resolve("config.json"), "{}", UTF_8);
  }

  @Test
  void a_run_can_be_named_by_its_directory_or_its_checkpoint() throws IOException {
    Path checkpoint = Files.writeString(folder.resolve("checkpoint.zip"), "", UTF_8);

    assertThat(Runs.resumable(folder)).isEqualTo(folder);
    assertThat(Runs.resumable(checkpoint)).isEqualTo(folder);
  }

  @Test
  void a_directory_without_a_checkpoint_cannot_be_resumed() {
    assertThatThrownBy(() -> Runs.resumable(folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("it has no checkpoint.zip");
  }
}
