package ascent.study.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.io.DamagedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFoldersTest {
  @TempDir Path folder;

  @Test
  void the_runs_of_a_folder_come_in_the_order_of_the_numbers_in_their_names() throws IOException {
    for (String name : List.of("b/seed-10", "b/seed-2", "a/seed-1")) {
      Runs.write(folder.resolve(name), "", "1,2");
    }

    assertThat(RunFolders.read(List.of(folder)))
        .extracting(run -> folder.relativize(run.directory()).toString().replace('\\', '/'))
        .containsExactly("a/seed-1", "b/seed-2", "b/seed-10");
  }

  @Test
  void a_run_that_is_named_twice_is_read_once() throws IOException {
    Runs.write(folder.resolve("run"), "", "1,2");

    assertThat(RunFolders.read(List.of(folder.resolve("run"), folder))).hasSize(1);
  }

  @Test
  void places_without_a_run_are_named() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> RunFolders.read(List.of(folder.resolve("none"))))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageEndingWith("none: there is no such directory");
    assertThatThrownBy(() -> RunFolders.read(List.of(folder)))
        .hasMessageEndingWith(": there is no run in it");
    assertThatThrownBy(() -> RunFolders.read(List.of(file)))
        .hasMessageEndingWith("file: it is not the directory of a run");
  }

  @Test
  void a_damaged_config_is_named() throws IOException {
    Runs.write(folder.resolve("run"), "", "1,2");
    Files.writeString(folder.resolve("run/config.json"), "{");

    assertThatThrownBy(() -> RunFolders.read(List.of(folder)))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("config.json: This is not JSON");
  }

  @Test
  void an_environment_is_named_without_its_parameters_and_may_have_no_threshold()
      throws IOException {
    RunRecord run =
        Runs.write(folder, "env=FrozenLake-v1?map=8x8 rewardThreshold=inf clipRange=0.3", "1,2");

    assertThat(run.env()).isEqualTo("FrozenLake-v1");
    assertThat(run.threshold()).isNaN();
    assertThat(run.setting("clipRange")).isEqualTo("0.3");
    assertThat(run.setting("nothing")).isEmpty();
  }
}
