package ascent.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashesTest {

  @Test
  void bytes_hash_as_the_standard_says() {
    // FIPS 180-2, appendix B.1
    assertThat(Hashes.sha256("abc".getBytes(US_ASCII)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 10_000})
  void parameters_hash_as_their_little_endian_bytes(int n) {
    float[] parameters = new float[n];
    ByteBuffer bytes = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n; i++) {
      parameters[i] = i / 3f - 7;
      bytes.putFloat(parameters[i]);
    }
    assertThat(Hashes.sha256(parameters)).isEqualTo(Hashes.sha256(bytes.array()));
  }

  @Test
  void zero_and_minus_zero_differ() {
    assertThat(Hashes.sha256(new float[] {0f})).isNotEqualTo(Hashes.sha256(new float[] {-0f}));
  }
}
