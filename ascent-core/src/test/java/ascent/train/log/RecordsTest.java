package ascent.train.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RecordsTest {

  private static byte[] record(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    Records.write(out, content);
    return out.toByteArray();
  }

  private static byte[] read(byte[] file) throws IOException {
    return Records.read(new ByteArrayInputStream(file), file.length);
  }

  /// Event files of TensorFlow begin with an event of 24 bytes, and so with these 12 bytes.
  @Test
  void the_header_is_that_of_tensorflows_files() throws IOException {
    assertThat(Arrays.copyOf(record(new byte[24]), 12))
        .isEqualTo(HexFormat.of().parseHex("1800000000000000" + "a37f4b22"));
  }

  /// 0xe3069283 is the check value of CRC-32C, RFC 3720.
  @Test
  void the_tests_own_checksum_has_the_published_check_value() {
    assertThat(EventReader.crc32c("123456789".getBytes(US_ASCII))).isEqualTo(0xe3069283);
  }

  @Test
  void a_record_reads_back_and_a_cut_or_flipped_one_does_not() throws IOException {
    byte[] content = {1, 2, 3};
    byte[] file = record(content);
    assertThat(file).hasSize(3 + Records.FRAME);
    assertThat(read(file)).isEqualTo(content);
    for (int i = 0; i < file.length; i++) {
      assertThat(read(Arrays.copyOf(file, i))).as("cut after %d bytes", i).isNull();
      byte[] flipped = file.clone();
      flipped[i] ^= 4;
      assertThat(read(flipped)).as("byte %d", i).isNull();
    }
  }
}
