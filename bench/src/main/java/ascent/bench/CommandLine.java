package ascent.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Runs `./ascent` as its users do.
final class CommandLine {
  private CommandLine() {}

  /// What a command came to.
  ///
  /// @param stdout all of it
  /// @param seconds from the start of the process to its end
  record Result(String stdout, double seconds) {}

  /// Runs a command and waits for it; its stderr goes to ours.
  ///
  /// @throws IOException where it fails
  static Result run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("./ascent"));
    command.addAll(List.of(arguments));
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
}
