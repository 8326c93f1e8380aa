package ascent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ascent.collect.SourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"local-cluster[2,1,1024]", "local[*]", "local[4]", "yarn", "k8s://https://a:6443"})
  void addresses_that_spark_knows_are_accepted(String master) {
    assertThatCode(() -> Master.check(master)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "spark://", "spark://host", "host:7077", "local-cluster[2,1]", "local"})
  void other_addresses_are_refused(String master) {
    assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> Master.check(master)))
        .hasMessageStartingWith("the cluster is '" + master + "'; it must be spark://HOST:PORT, ");
  }

  @Test
  void a_port_has_a_range() {
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class, () -> Master.check("spark://127.0.0.1:70000")))
        .hasMessage("the port of spark://127.0.0.1:70000 is 70000; it must be in [1, 65535].");
  }

  /// The second of two masters answers.
  @Test
  void one_of_the_masters_has_to_answer() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String none = "spark://127.0.0.1:" + closed;
    assertThat(catchThrowableOfType(SourceException.class, () -> Master.check(none)))
        .hasMessageStartingWith("no Spark master answers at " + none + " (Connection refused). ");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String two = none + ",127.0.0.1:" + socket.getLocalPort();
      assertThatCode(() -> Master.check(two)).doesNotThrowAnyException();
    }
  }
}
