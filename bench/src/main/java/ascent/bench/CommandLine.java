package ascent.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Runs commands from the project's folder.
final class CommandLine {
  private CommandLine() {}

  /// What a command came to.
  ///
  /// @param stdout all of it
  /// @param seconds from the start of the process to its end
  record Result(String stdout, double seconds) {}

  /// Runs `./ascent` as its users do.
  ///
  /// @throws IOException where it fails
  static Result ascent(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("./ascent"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /// Runs a command and waits for it; its stderr goes to ours.
  ///
  /// @throws IOException where it fails
  static Result run(List<String> command) throws IOException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(Page.root().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    String stdout = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.onExit().join().exitValue();
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with code " + code + ".");
    }
    return new Result(stdout, seconds);
  }

  /// Deletes a folder of files that commands left.
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
