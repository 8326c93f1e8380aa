package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSumsTest {
  /// The sums of two samples, of terms `x` and `2x`.
  private static float[] sums(int terms, float x) {
    RowSums sums = new RowSums();
    float[] out = {7, 7, 7, 7};
    for (int time = 0; time < 2; time++) { // used twice, as passes do
      sums.begin(0.5f, 2, terms);
      for (int k = 0; k < terms; k++) {
        sums.current[0] += x;
        sums.current[1] += 2 * x;
        sums.endTerm();
      }
      sums.copySums(out, 1);
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 63, 64})
  void up_to_64_terms_are_a_chain_of_float_additions(int terms) {
    float chain = 0.5f;
    for (int k = 0; k < terms; k++) {
      chain += 0.1f;
    }
    assertThat(sums(terms, 0.1f)[1]).isEqualTo(chain);
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 128, 1000, 1_000_000})
  void more_terms_are_rounded_once(int terms) {
    // One float chain of a million terms would be off by 1 %.
    double expected = 0.5 + terms * (double) 0.1f;
    assertThat((double) sums(terms, 0.1f)[1]).isEqualTo(expected, within(expected * 0x1p-24));
    assertThat((double) sums(terms, 0.1f)[2])
        .isEqualTo(2 * expected - 0.5, within(expected * 0x1p-23));
  }

  @Test
  void nothing_is_written_beside_the_samples() {
    assertThat(sums(3, 0.25f)).containsExactly(7, 1.25f, 2, 7);
  }

  @Test
  void an_array_is_summed_in_the_same_way() {
    float[] x = new float[1002];
    Arrays.fill(x, 0.1f);
    float chain = 0;
    for (int k = 0; k < 64; k++) {
      chain += 0.1f;
    }
    assertThat(RowSums.sum(x, 1, 64)).isEqualTo(chain);
    assertThat((double) RowSums.sum(x, 1, 1000))
        .isEqualTo(1000 * (double) 0.1f, within(100 * 0x1p-24));
    assertThat(RowSums.sum(x, 1, 0)).isZero();
  }
}
