package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ascent dashboard`, but for what it serves.
class DashboardCommandTest {
  @TempDir private Path folder;

  @Test
  void a_busy_port_is_one_sentence() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "" + taken.getLocalPort();

      String message = Cli.run("dashboard", folder.toString(), "--port", port).failed(1);

      assertThat(message)
          .startsWith("Port " + port + " cannot be used: ")
          .endsWith("Maybe another dashboard has it; --port 0 takes a free one.");
    }
  }

  @Test
  void a_port_that_there_is_not_is_wrong_use() {
    assertThat(Cli.run("dashboard", "--port", "65536").failed(2))
        .isEqualTo("--port is 65536; it must be in [0, 65535].");
    assertThat(Cli.run("dashboard", "--port", "x").failed(2)).startsWith("--port: ");
  }

  @Test
  void a_directory_that_does_not_exist_is_named() throws IOException {
    Path missing = folder.resolve("missing");
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(Cli.run("dashboard", missing.toString()).failed(1))
        .isEqualTo(missing + ": there is no such directory");
    assertThat(Cli.run("dashboard", file.toString()).failed(1))
        .isEqualTo(file + ": it is not a directory");
  }
}
