package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.cli.text.Output;
import ascent.cli.web.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `ascent train --ui`.
@Timeout(120)
class UiTest {
  private static final Pattern URL = Pattern.compile("http://[0-9.:]+/");

  @TempDir private Path folder;

  private String[] train(Path out, String... more) {
    String[] line = {
      "train", "ppo", "CartPole-v1", "--set", "rolloutSteps=64", "--out", out.toString()
    };
    String[] all = Arrays.copyOf(line, line.length + more.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return all;
  }

  /// A command that stays until it is interrupted.
  private static final class Staying implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Thread thread;

    Staying(String... line) {
      var output =
          new Output(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              false,
              0);
      thread = new Thread(() -> Main.run(line, output));
      thread.start();
    }

    String err() {
      return err.toString(StandardCharsets.UTF_8);
    }

    String url() throws InterruptedException {
      while (true) {
        Matcher url = URL.matcher(err());
        if (url.find()) {
          return url.group();
        }
        Thread.sleep(20);
      }
    }

    void awaitStay() throws InterruptedException {
      while (!err().contains("the dashboard stays at")) {
        Thread.sleep(20);
      }
    }

    @Override
    public void close() {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void the_button_stops_the_run_and_the_result_is_printed() throws Exception {
    Path run = folder.resolve("run");
    try (var command = new Staying(train(run, "--steps", "1e9", "--ui", "--port", "0"))) {
      String url = command.url();
      while (!Files.exists(run.resolve("config.json"))) {
        Thread.sleep(20);
      }
      RawHttp.Answer stopped = RawHttp.post(url, "/api/stop", "{\"run\": \"run\"}");
      assertThat(stopped.status()).as(stopped.body()).isEqualTo(200);
      command.awaitStay();

      assertThat(RawHttp.get(url, "/").status()).isEqualTo(200);
      assertThat(command.err())
          .contains("the run was stopped: it was stopped in the dashboard. Continue with: ascent");
      assertThat(command.out.toString(StandardCharsets.UTF_8)).contains("run " + run);
      assertThat(RawHttp.post(url, "/api/stop", "{\"run\": \"run\"}").status()).isEqualTo(409);
    }
  }

  @Test
  void it_changes_no_parameter() throws Exception {
    Path with = folder.resolve("with");
    try (var command =
        new Staying(train(with, "--steps", "1024", "--ui", "--port", "0", "--json"))) {
      command.awaitStay();
      String hash =
          Cli.run(train(folder.resolve("without"), "--steps", "1024", "--json"))
              .json()
              .get("parameters_sha256")
              .toString();

      assertThat(command.out.toString(StandardCharsets.UTF_8)).contains(hash);
    }
  }

  @Test
  void a_busy_port_is_one_sentence_and_nothing_is_trained() throws IOException {
    Path run = folder.resolve("run");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "" + taken.getLocalPort();

      assertThat(Cli.run(train(run, "--ui", "--port", port)).failed(1))
          .startsWith("Port " + port + " cannot be used: ");
    }
    assertThat(run).doesNotExist();
  }

  @Test
  void a_port_needs_the_dashboard() {
    assertThat(Cli.run(train(folder.resolve("run"), "--port", "0")).failed(2))
        .isEqualTo("--port is the dashboard's, so it needs --ui.");
  }
}
