package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class ResultStreamTest {

  private static ResultStream failingWith(String reason) {
    var stream =
        new ResultStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException(reason);
              }
            });
    stream.write(1);
    stream.write(2);
    return stream;
  }

  @Test
  void a_reader_that_has_gone_is_no_loss() {
    assertThat(failingWith("Broken pipe").lost()).isFalse();
  }

  @Test
  void a_full_disk_is_a_loss() {
    ResultStream stream = failingWith("No space left on device");

    assertThat(stream.lost()).isTrue();
    assertThat(stream.reason()).isEqualTo("No space left on device");
  }
}
