package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The options that record a run for other programs.
class RecordersTest {
  @TempDir Path folder;

  private Cli.Result train(String... more) {
    String[] line = {"train", "ppo", "CartPole-v1", "--steps", "128", "--set", "rolloutSteps=32"};
    String[] kept = {"--set", "batchSize=32", "--eval-episodes", "1", "--out", run().toString()};
    String[] quiet = {"--envs", "2", "--quiet"};
    return Cli.run(Stream.of(line, kept, quiet, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private Path run() {
    return folder.resolve("run");
  }

  private List<Path> events() throws IOException {
    try (Stream<Path> files = Files.list(run())) {
      return files.filter(file -> file.getFileName().toString().contains("tfevents")).toList();
    }
  }

  @Test
  void event_files_are_in_the_directory_and_a_resumed_run_continues_them() throws IOException {
    train("--tensorboard").succeeded();
    assertThat(events()).hasSize(1);
    Cli.run("resume", run().toString(), "--steps", "256", "--quiet").succeeded();
    assertThat(events()).hasSize(2);
  }

  @Test
  void there_are_none_unless_asked_for() throws IOException {
    train().succeeded();
    Cli.run("resume", run().toString(), "--steps", "256", "--quiet").succeeded();
    assertThat(events()).isEmpty();
    Cli.run("resume", run().toString(), "--steps", "384", "--quiet", "--tensorboard").succeeded();
    assertThat(events()).hasSize(1);
  }

  /// 128 steps are two rollouts of 64.
  @Test
  void with_log_jsonl_every_line_is_an_object_and_the_last_is_the_result() throws IOException {
    List<String> lines = train("--log", "jsonl", "--log-every", "1").succeeded().lines().toList();
    assertThat(lines).hasSize(3);
    for (int i = 0; i < 2; i++) {
      Object row = Json.parse(lines.get(i));
      assertThat(Cli.number(row, "time/total_timesteps")).isEqualTo(64 * (i + 1));
      assertThat(Json.object(row)).containsKeys("train/approx_kl", "eval/mean_reward");
      assertThat(Json.at(row, "eval/mean_reward")).as("not measured").isNull();
    }
    assertThat(Cli.number(Json.parse(lines.get(2)), "steps")).isEqualTo(128);
  }

  @Test
  void with_log_table_each_row_is_a_table_on_stderr() {
    Cli.Result result =
        Cli.live(
            "train",
            "ppo",
            "CartPole-v1",
            "--steps",
            "128",
            "--set",
            "rolloutSteps=64",
            "--envs",
            "1",
            "--eval-episodes",
            "1",
            "--log",
            "table",
            "--log-every",
            "1",
            "--out",
            run().toString());
    assertThat(result.succeeded()).doesNotContain("total_timesteps");
    assertThat(result.err().lines().filter(line -> line.startsWith("|    total_timesteps ")))
        .hasSize(2);
    assertThat(result.err()).as("no bar").doesNotContain("│").doesNotContain("\u001b");
  }

  @Test
  void wrong_formats_are_refused_before_anything_is_done() {
    assertThat(train("--log", "tabel").failed(2))
        .isEqualTo("--log is 'tabel'; it must be bar, table or jsonl. Did you mean table?");
    assertThat(train("--log", "table").failed(2))
        .isEqualTo(
            "--log table shows progress and --quiet shows none; only one of them may be given.");
    assertThat(run()).doesNotExist();
  }

  @Test
  void a_wrong_address_is_wrong_use_and_a_server_that_is_down_is_a_failure() throws IOException {
    for (String wrong : List.of("runs", "ftp://host", "http://a b")) {
      assertThat(train("--mlflow", wrong).failed(2))
          .isEqualTo(
              "--mlflow is '%s'; it must be the address of a tracking server, such as http://127.0.0.1:5000."
                  .formatted(wrong));
    }
    assertThat(train("--mlflow-run", "a").failed(2))
        .isEqualTo("--mlflow-run names something on a server, so it needs --mlflow.");
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(train("--mlflow", "http://127.0.0.1:" + free).failed(1))
        .isEqualTo(
            "The MLflow server at http://127.0.0.1:%d cannot be reached: the connection was refused."
                .formatted(free));
    assertThat(run()).doesNotExist();
  }
}
