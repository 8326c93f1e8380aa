package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
        .withMessage(file + ": disk full");
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

  /// The name of a temporary file: that of the file, the writer's process, a number.
  private Path temporary(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "a part of what was never finished");
  }

  @Test
  void what_a_killed_writer_left_is_deleted_by_the_next_one() throws IOException {
    Path file = folder.resolve("film.gif");
    temporary("film.gif.999999999-1f.ascent-tmp");
    Path other = temporary("film.gif.png.999999999-1f.ascent-tmp");

    AtomicFiles.write(file, "new".getBytes(UTF_8));

    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("film.gif", name(other));
    AtomicFiles.sweep(folder); // of any file
    assertThat(folder.toFile().list()).containsExactly("film.gif");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  @Test
  void what_another_thread_is_writing_is_left_alone() throws IOException {
    Path file = folder.resolve("film.gif");
    AtomicFiles.replace(
        file,
        part -> {
          AtomicFiles.write(file, "meanwhile".getBytes(UTF_8));
          AtomicFiles.sweep(folder);
          assertThat(part.file()).exists();
          return part.channel().write(UTF_8.encode("later"));
        });
    assertThat(file).hasContent("later");
    assertThat(folder.toFile().list()).containsExactly("film.gif");
  }

  /// Names that are like a temporary file's, but not of its form.
  @Test
  void files_of_the_user_s_are_left_alone() throws IOException {
    for (String name :
        List.of(
            "model.zip.tmp",
            "model.zip.ascent-tmp",
            "model.zip.12.ascent-tmp",
            "model.zip.a-1f.ascent-tmp",
            "model.zip.12-1f.ascent-tmp.zip")) {
      temporary(name);
    }
    Files.createDirectory(folder.resolve("model.zip.12-1f.ascent-tmp"));

    AtomicFiles.write(folder.resolve("model.zip"), "new".getBytes(UTF_8));
    AtomicFiles.sweep(folder);

    assertThat(folder.toFile().list()).hasSize(7);
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

  /// `/dev/null` has been replaced by a model before.
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void only_a_regular_file_is_replaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path socket = folder.resolve("socket");
    Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      for (Path file : List.of(Path.of("/dev/null"), pipe, socket, link)) {
        assertThatIOException()
            .isThrownBy(() -> AtomicFiles.write(file, new byte[1]))
            .withMessage(file + ": it is a device, pipe or socket, not a regular file");
      }
    }
    Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    assertThatIOException()
        .isThrownBy(() -> AtomicFiles.write(circle, new byte[1]))
        .withMessage(circle + ": it is a symbolic link that leads to itself, not a regular file");
    assertThatIOException()
        .isThrownBy(() -> AtomicFiles.write(folder, new byte[1]))
        .withMessage(folder + ": it is a directory, not a regular file");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("pipe", "socket", "link", "circle");
  }

  @Test
  void the_reason_is_that_of_the_first_failure() {
    Path file = folder.resolve("film.gif");
    assertThatIOException()
        .isThrownBy(() ->
            AtomicFiles.write(
                file,
                _ -> {
                  var full = new IOException("No space left on device");
                  throw new IOException("I/O error writing header!", full);
                }))
        .withMessage(file + ": No space left on device");
  }

  @Test
  void a_folder_that_must_exist_is_not_made() {
    Path file = folder.resolve("gone/checkpoint.zip");
    assertThatIOException()
        .isThrownBy(() -> AtomicFiles.writeInExistingFolder(file, new byte[1]))
        .withMessage(file + ": its folder does not exist");
    assertThat(folder.toFile().list()).isEmpty();
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
