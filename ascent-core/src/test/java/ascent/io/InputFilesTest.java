package ascent.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
  @TempDir private Path folder;

  private static void refused(Path file, String message) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> InputFiles.text(file, 10))
        .withMessage(file + message);
  }

  @Test
  void a_text_is_read_whole() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "γ = 0.99");
    assertThat(InputFiles.text(file)).isEqualTo("γ = 0.99");
    assertThat(InputFiles.bytes(file)).hasSize(9);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(InputFiles.text(link)).isEqualTo("γ = 0.99");
  }

  @Test
  void a_missing_file_is_named() {
    Path missing = folder.resolve("missing");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> InputFiles.regular(missing))
        .withMessage(missing + ": there is no such file");
  }

  @Test
  void what_is_no_readable_text_is_named_and_refused() throws IOException {
    refused(folder, ": it is a directory, not a file");
    refused(
        Files.writeString(folder.resolve("long"), "01234567890"),
        " has 11 bytes; it must have at most 10.");
    refused(
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, 0}),
        " is not a text in UTF-8.");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_device_is_not_read() {
    refused(Path.of("/dev/zero"), ": it is not a regular file");
  }
}
