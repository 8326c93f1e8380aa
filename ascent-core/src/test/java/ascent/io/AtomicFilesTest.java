package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
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
  void what_a_killed_writer_left_is_overwritten_in_a_folder_of_our_own() throws IOException {
    Path file = folder.resolve("checkpoint.zip");
    Files.writeString(file, "old");
    Files.writeString(folder.resolve("checkpoint.zip.tmp"), "a part of what was never finished");
    AtomicFiles.rewrite(file, "new".getBytes(UTF_8));
    assertThat(file).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("checkpoint.zip");
  }

  @Test
  void a_file_of_the_user_s_that_has_a_name_like_the_part_s_is_left_alone() throws IOException {
    Path file = folder.resolve("model.zip");
    Path notes = Files.writeString(folder.resolve("model.zip.tmp"), "notes");
    Path more = Files.writeString(folder.resolve("model.zip.1.tmp"), "more notes");
    AtomicFiles.write(file, "new".getBytes(UTF_8));
    assertThatIOException()
        .isThrownBy(() ->
            AtomicFiles.write(
                file,
                _ -> {
                  throw new IOException("disk full");
                }));
    assertThat(file).hasContent("new");
    assertThat(notes).hasContent("notes");
    assertThat(more).hasContent("more notes");
    assertThat(folder.toFile().list()).hasSize(3);
  }

  @Test
  void a_link_stays_a_link() throws IOException {
    Path file = Files.createDirectory(folder.resolve("far")).resolve("model.zip");
    Path link = Files.createSymbolicLink(folder.resolve("model.zip"), Path.of("far/model.zip"));
    for (String content : new String[] {"first", "second"}) { // it leads to nothing at first
      AtomicFiles.write(link, content.getBytes(UTF_8));
      assertThat(link).isSymbolicLink().hasContent(content);
      assertThat(file).isRegularFile().hasContent(content);
    }
  }

  @Test
  void what_cannot_be_written_is_named_as_it_was_asked_for() throws IOException {
    Path file = Files.createDirectories(folder.resolve("model.zip/inside"));
    Path taken = Objects.requireNonNull(file.getParent());
    assertThatIOException()
        .isThrownBy(() -> AtomicFiles.write(taken, new byte[1]))
        .withMessageStartingWith(taken + ": ");
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
