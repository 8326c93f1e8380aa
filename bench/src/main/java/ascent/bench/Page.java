package ascent.bench;

import ascent.kernel.Kernels;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A page of `bench/results`: what came out, and the command, machine, date and version that it
/// came from.
final class Page {
  private final StringBuilder text = new StringBuilder();

  /// @param title of the page
  /// @param arguments of `bench/run` that make this page anew
  Page(String title, List<String> arguments) {
    add("# " + title);
    add("Made by `bench/run " + String.join(" ", arguments) + "`, " + origin() + ".");
  }

  /// Adds a paragraph, table or code block.
  Page add(Object block) {
    text.append(text.isEmpty() ? "" : "\n").append(block.toString().strip()).append('\n');
    return this;
  }

  /// Writes the page into the folder of results and shows it.
  void publish(String name) throws IOException {
    Path file = root().resolve("bench", "results", name + ".md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    IO.println(text);
    IO.println("Written to " + file + ".");
  }

  /// The project's folder.
  static Path root() {
    return Path.of(System.getProperty("ascent.root", "."));
  }

  private static String origin() {
    String commit = System.getProperty("ascent.commit", "");
    return String.join(
        ", ",
        LocalDate.now(ZoneOffset.UTC).toString(),
        "Ascent " + version() + (commit.isEmpty() ? "" : " (commit " + commit + ")"),
        cpu() + " with " + Runtime.getRuntime().availableProcessors() + " cores",
        System.getProperty("java.vendor") + " " + Runtime.version(),
        Kernels.get().name() + " kernels");
  }

  private static String version() {
    String version = Trainer.class.getPackage().getImplementationVersion(); // the jar's
    return Objects.requireNonNullElse(version, "unknown");
  }

  private static String cpu() {
    Path info = Path.of("/proc/cpuinfo"); // Linux
    if (Files.isReadable(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        return System.getProperty("os.arch");
      }
    }
    return System.getProperty("os.arch");
  }
}
