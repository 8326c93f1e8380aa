package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Text from elsewhere reaches the terminal escaped, on one line and cut.
class ForeignTextTest {
  private static final String ESCAPED = "first\\nsecond\\r\\u001b[2J\\u009b31m\\u202exxx";

  @TempDir private Path dir;

  @Test
  void the_message_of_an_environments_exception() throws IOException {
    Path run = dir.resolve("run");

    Cli.Result result =
        Cli.run(
            "train ppo ascent.cli.Shouting --steps 64 --set rolloutSteps=64 --quiet --out %s"
                .formatted(run)
                .split(" "));
    String line = result.err().stripTrailing();

    assertThat(result.code()).isEqualTo(1);

    // The exception's text is cut, the rest of the sentence is whole.
    assertThat(line)
        .contains("IllegalStateException: " + ESCAPED)
        .contains("… (1000")
        .contains("at ascent.cli.Shouting.step")
        .contains("repeat the episode's 3 actions")
        .contains("failure.json");
    assertPlain(line);
    assertThat(Files.size(run.resolve("failure.json"))).isLessThan(10_000);
  }

  @Test
  void the_findings_of_check() {
    Cli.Result text = Cli.run("check", "ascent.cli.Shouting");
    Cli.Result json = Cli.run("check", "ascent.cli.Shouting", "--json");

    assertThat(text.code()).isEqualTo(1);
    assertThat(text.out()).contains(ESCAPED);
    assertPlain(text.out().replace("\n", ""));
    assertPlain(json.out().replace("\n", ""));
  }

  @Test
  void arguments() {
    String evil = "\u001b]0;title\u0007\n" + "y".repeat(1_000_000);

    assertPlain(Cli.run("train", "ppo", evil).failed(2));
    assertPlain(Cli.run("train", evil, "CartPole-v1").failed(2));
    assertPlain(Cli.run("train", "ppo", "CartPole-v1", "--set", evil).failed(2));
    assertPlain(Cli.run("train", "ppo", "CartPole-v1", "--set", "gamma=" + evil).failed(2));
    assertPlain(Cli.run("train", "ppo", "CartPole-v1", "--steps", evil).failed(2));
    assertPlain(Cli.run("train", "ppo", "CartPole-v1", "--" + evil).failed(2));
    assertPlain(Cli.run("eval", evil).failed(1));
  }

  @Test
  void the_names_and_contents_of_files() throws IOException {
    Path file = dir.resolve("\u001b[31m.safetensors");
    byte[] header = "{\"\u001b[2J\u009bname\": 1}".getBytes(UTF_8);
    byte[] bytes = new byte[8 + header.length];
    bytes[0] = (byte) header.length; // a little-endian long
    System.arraycopy(header, 0, bytes, 8, header.length);
    Files.write(file, bytes);

    String line = Cli.run("clone", "CartPole-v1", "--data", file.toString()).failed(1);

    assertThat(line).contains("\\u001b[31m.safetensors");
    assertPlain(line);
  }

  @Test
  void the_stack_trace_of_debug() {
    Cli.Result result = Cli.run("eval", "\u001b[2J", "--debug");

    assertThat(result.err()).contains("\\u001b[2J");
    assertPlain(result.err().replaceAll("[\n\t]", ""));
  }

  private static void assertPlain(String text) {
    assertThat(text).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\u0080-\\u009f]");
    assertThat(text).hasSizeLessThan(10_000);
  }
}
