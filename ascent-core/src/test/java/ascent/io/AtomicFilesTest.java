package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir Path folder;

  @Test
  void the_content_arrives_and_nothing_is_left_beside_it() throws IOException {
    Path file = folder.resolve("model.zip");
    AtomicFiles.write(file, out -> out.write("new".getBytes(UTF_8)));
    assertThat(file).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("model.zip");
  }

  @Test
  void missing_folders_are_made() throws IOException {
    Path file = folder.resolve("a/b/model.zip");
    AtomicFiles.write(file, new byte[] {1, 2});
    assertThat(file).hasBinaryContent(new byte[] {1, 2});
  }

  @Test
  void a_writer_that_fails_leaves_the_old_file_and_no_other() throws IOException {
    Path file = folder.resolve("model.zip");
    AtomicFiles.write(file, "old".getBytes(UTF_8));
    assertThatIOException()
        .isThrownBy(() ->
            AtomicFiles.write(
                file,
                out -> {
                  out.write(new byte[1 << 20]);
                  throw new IOException("disk full");
                }))
        .withMessage("disk full");
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(() ->
            AtomicFiles.write(
                file,
                out -> {
                  throw new StackOverflowError();
                }));
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("model.zip");
  }

  @Test
  void what_a_killed_writer_left_is_overwritten() throws IOException {
    Path file = folder.resolve("model.zip");
    Files.writeString(file, "old");
    Files.writeString(folder.resolve("model.zip.tmp"), "a part of what was never finished");
    AtomicFiles.write(file, "new".getBytes(UTF_8));
    assertThat(file).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("model.zip");
  }

  @Test
  void a_folder_in_the_way_is_not_replaced() throws IOException {
    Path file = folder.resolve("model.zip");
    Files.createDirectories(file.resolve("inside"));
    assertThatIOException().isThrownBy(() -> AtomicFiles.write(file, new byte[1]));
    assertThat(file).isDirectory();
    assertThat(folder.toFile().list()).containsExactly("model.zip");
  }
}
