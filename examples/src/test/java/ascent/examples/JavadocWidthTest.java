package ascent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The formatter leaves `///` comments alone, so their width is checked here.
class JavadocWidthTest {
  private static final int WIDTH = 100;

  @Test
  void a_line_of_javadoc_has_at_most_100_characters_outside_of_tables() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(500);
    assertThat(sources.stream().flatMap(file -> tooLong(file).stream())).isEmpty();
  }

  /// The Java files of all modules, without what builds generate.
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        Examples.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skipped = name.equals("target") || name.startsWith(".");
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }

  private static List<String> tooLong(Path file) {
    List<String> found = new ArrayList<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file, UTF_8)) {
        number++;
        String text = line.strip();
        boolean isLink = text.matches("/// \\[[^]]+]: \\S+");
        boolean isProse = text.startsWith("///") && !text.startsWith("/// |") && !isLink;
        if (isProse && line.codePointCount(0, line.length()) > WIDTH) {
          found.add(file + ":" + number);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
