package ascent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SizeTest {
  private static final long ENDLESS = Long.MAX_VALUE;

  @Test
  void a_size_is_the_product_of_its_factors() {
    assertThat(Size.of("envs", 3).times("observation size", 4).array(4)).isEqualTo(12);
    assertThat(Size.of("envs", 0).times("observation size", 4).array(4)).isZero();
    assertThat(Size.of("steps", 7).array(8)).isEqualTo(7);
  }

  @Test
  void the_largest_array_has_eight_elements_fewer_than_int_can_count() {
    // 2147483639 = 2³¹ − 9.
    assertThat(Size.of("steps", 2_147_483_639).array(1, ENDLESS)).isEqualTo(2_147_483_639);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Size.of("steps", 2_147_483_640).array(1, ENDLESS))
        .withMessage("steps is 2147483640; it must be at most 2147483639, the largest array.");
  }

  @Test
  void a_product_beyond_every_whole_number_type_is_exact() {
    // 2³⁰ each: 2⁹⁰; as an int, and as a long, it is 0.
    Size size = Size.of("a", 1 << 30).times("b", 1 << 30).times("c", 1 << 30);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> size.array(1))
        .withMessage(
            "a × b × c is 1073741824 × 1073741824 × 1073741824 = 1237940039285380274899124224;"
                + " it must be at most 2147483639, the largest array.");
  }

  @Test
  void an_array_that_the_memory_cannot_hold_is_refused_with_both_sizes() {
    Size size = Size.of("envs", 1_000).times("observation size", 500_000);
    assertThat(size.array(Float.BYTES, 2_000_000_000)).isEqualTo(500_000_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> size.array(Double.BYTES, 2_000_000_000))
        .withMessage(
            "envs × observation size is 1000 × 500000 = 500000000, which takes 4.0 GB; the JVM's"
                + " memory is at most 2.0 GB. Maybe give it more with -Xmx.");
  }

  @Test
  void rows_double_until_no_array_holds_as_many() {
    assertThat(Size.grown("steps", 0, "action size", 3)).isEqualTo(4);
    assertThat(Size.grown("steps", 8, "action size", 3)).isEqualTo(16);
    assertThat(Size.grown("steps", 8, "action size", 0)).isEqualTo(16);
    // 2147483639 / 1000 = 2147483.6.
    assertThat(Size.grown("steps", 2_000_000, "action size", 1_000)).isEqualTo(2_147_483);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Size.grown("steps", 2_147_483, "action size", 1_000))
        .withMessageStartingWith("steps × action size is 2147484 × 1000 = 2147484000; it must be");
  }
}
