package ascent.box2d;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.badlogic.gdx.utils.SharedLibraryLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
  private static final Path MAPS = Path.of("/proc/self/maps");

  /// Prints the files that are mapped after a world was opened.
  static final class Loaded {
    public static void main(String[] args) throws IOException {
      Physics.open(-10).dispose();
      try (Stream<String> maps = Files.lines(MAPS)) {
        maps.filter(line -> line.contains("/"))
            .map(line -> line.substring(line.indexOf('/')))
            .distinct()
            .forEach(System.out::println);
      }
    }
  }

  /// The binding's loader takes a file from `libgdxUSER/CRC-32` in the temporary folder if its
  /// CRC-32 is right. A hostile file with that CRC-32 is easily made; the library itself stands for
  /// one here. Another stands where this loader's file would be if its folder were the shared one.
  @Test
  void a_library_that_was_already_there_is_never_loaded(@TempDir Path shared)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isReadable(MAPS), "tells the loaded files on Linux only");
    for (String name : List.of("gdx", "gdx-box2d")) {
      var loader = new SharedLibraryLoader();
      String file = loader.mapLibraryName(name);
      byte[] content = Natives.content(file);
      String crc = loader.crc(new ByteArrayInputStream(content));
      plant(
          shared.resolve("libgdx" + System.getProperty("user.name")).resolve(crc).resolve(file),
          content);
      Path unpacked = Natives.unpack(shared, content);
      plant(shared.resolve(unpacked.getFileName()), content);
      Files.delete(unpacked);
      Files.delete(unpacked.getParent());
    }
    List<Path> before = files(shared);

    List<String> loaded = run(shared);

    // Both libraries come from folders of their own, which are gone.
    assertThat(loaded).filteredOn(file -> file.startsWith(shared.toString())).hasSize(2);
    assertThat(loaded)
        .filteredOn(file -> file.startsWith(shared.toString()))
        .allMatch(file -> file.contains("/ascent-") && file.endsWith(" (deleted)"));
    assertThat(files(shared)).as("left behind").isEqualTo(before);
  }

  private static void plant(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<String> run(Path temporary) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Loaded.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  @Test
  void a_library_is_unpacked_where_no_other_user_can_write(@TempDir Path parent)
      throws IOException {
    Assumptions.assumeTrue(posix(parent), "permissions are POSIX");
    byte[] content = {1, 2, 3};

    Path file = Natives.unpack(parent, content);

    // printf '\1\2\3' | sha256sum
    assertThat(file.getFileName().toString())
        .isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    assertThat(file).hasBinaryContent(content);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_folder_that_others_may_enter_and_a_link_are_refused(@TempDir Path parent)
      throws IOException {
    Assumptions.assumeTrue(posix(parent), "permissions are POSIX");
    Path open = Files.createDirectory(parent.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path link =
        Files.createSymbolicLink(
            parent.resolve("link"), Files.createTempDirectory(parent, "private"));

    assertThatThrownBy(() -> Natives.requirePrivate(open)).hasMessageContaining("rwxrwxrwx");
    assertThatThrownBy(() -> Natives.requirePrivate(link)).hasMessageContaining("not a folder");
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
