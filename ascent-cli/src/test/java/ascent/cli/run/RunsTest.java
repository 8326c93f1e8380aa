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

class RunsTest {
  @TempDir private Path folder;

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
