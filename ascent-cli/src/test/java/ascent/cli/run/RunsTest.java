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
