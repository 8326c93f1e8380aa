package ascent.cli.info;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// A processor.
///
/// @param model as it calls itself; the architecture where it says nothing
/// @param features those of the instruction sets that matter to the kernels
record Cpu(String model, List<String> features) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private static final Set<String> OF_INTEREST =
      Set.of("sse4_2", "avx", "avx2", "fma", "avx512f", "avx512vl", "asimd", "sve", "sve2");

  /// This machine's.
  static Cpu current() {
    String architecture = System.getProperty("os.arch", "unknown");
    List<String> lines = List.of();
    if (Files.isReadable(CPUINFO)) {
      try {
        lines = Files.readAllLines(CPUINFO);
      } catch (IOException e) {
        // then by its architecture
      }
    }
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    return parse(lines, Objects.requireNonNullElse(windows, architecture));
  }

  /// From the lines of Linux's `/proc/cpuinfo`.
  ///
  /// @param otherwise the model where no line names it
  static Cpu parse(List<String> lines, String otherwise) {
    String model = values(lines, "model name").findFirst().orElse(otherwise);
    List<String> features =
        Stream.concat(values(lines, "flags"), values(lines, "Features"))
            .limit(1) // the first core's
            .flatMap(line -> Stream.of(line.split(" ")))
            .filter(OF_INTEREST::contains)
            .sorted()
            .toList();
    return new Cpu(model, features);
  }

  private static Stream<String> values(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip());
  }
}
