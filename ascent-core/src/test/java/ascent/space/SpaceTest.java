package ascent.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpaceTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  static Stream<Arguments> sizes() {
    return Stream.of(
        Arguments.of(Space.box(-1, 1, 3), 3, 3, "Box(-1.0 .. 1.0, 3)"),
        Arguments.of(
            Space.box(new float[] {0, -INFINITY}, new float[] {1, INFINITY}),
            2,
            2,
            "Box([0.0, -Infinity] .. [1.0, Infinity])"),
        Arguments.of(Space.discrete(5), 1, 5, "Discrete(5)"),
        Arguments.of(Space.multiDiscrete(2, 3, 4), 3, 9, "MultiDiscrete([2, 3, 4])"),
        Arguments.of(Space.multiBinary(6), 6, 6, "MultiBinary(6)"));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void spaces_know_their_sizes_and_names(Space space, int size, int features, String name) {
    assertThat(space.size()).isEqualTo(size);
    assertThat(space.features()).isEqualTo(features);
    assertThat(space).hasToString(name);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void samples_are_elements_and_leave_the_rest_of_the_array_alone(Space space) {
    Rng rng = Rng.stream(1, "sample");
    float[] out = new float[space.size() + 5];
    for (int i = 0; i < 1000; i++) {
      Arrays.fill(out, 77);
      space.sample(rng, out, 3);
      assertThat(space.contains(out, 3)).isTrue();
      assertThat(space.whyNot(out, 3)).isEmpty();
      assertThat(new float[] {out[0], out[1], out[2], out[out.length - 1]}).containsOnly(77);
    }
  }

  @Test
  void what_is_outside_is_named_with_its_value_and_the_bounds() {
    Space box = Space.box(new float[] {0, -2}, new float[] {1, INFINITY});
    assertThat(box.whyNot(new float[] {9, 0.5f, -2.5f}, 1))
        .isEqualTo("component 1 is -2.5, outside [-2.0, Infinity]");
    assertThat(box.whyNot(new float[] {Float.NaN, 0}, 0))
        .isEqualTo("component 0 is NaN, outside [0.0, 1.0]");
    assertThat(Space.discrete(3).whyNot(new float[] {3}, 0))
        .isEqualTo("the value is 3.0, not a whole number within 0 .. 2");
    assertThat(Space.multiDiscrete(2, 3).whyNot(new float[] {1, 0.5f}, 0))
        .isEqualTo("component 1 is 0.5, not a whole number within 0 .. 2");
    assertThat(Space.multiBinary(2).whyNot(new float[] {1, 2}, 0))
        .isEqualTo("component 1 is 2.0, neither 0 nor 1");
  }

  @Test
  void whole_numbers_are_told_from_others() {
    Space space = Space.discrete(3);
    assertThat(space.contains(new float[] {0}, 0)).isTrue();
    assertThat(space.contains(new float[] {2}, 0)).isTrue();
    for (float value : new float[] {-1, 3, 1.5f, Float.NaN, INFINITY, -INFINITY}) {
      assertThat(space.contains(new float[] {value}, 0)).isFalse();
      assertThat(Space.multiDiscrete(3).contains(new float[] {value}, 0)).isFalse();
    }
    assertThat(Space.multiBinary(1).contains(new float[] {Float.NaN}, 0)).isFalse();
  }

  @Test
  void equality_is_by_content() {
    Space space = Space.box(new float[] {0, 0}, new float[] {1, 2});
    Space same = Space.box(new float[] {0, 0}, new float[] {1, 2});
    assertThat(space).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(space).isNotEqualTo(Space.box(new float[] {0, 0}, new float[] {1, 3}));
    assertThat(space).isNotEqualTo(Space.box(new float[] {0, 1}, new float[] {1, 2}));
    assertThat(Space.multiDiscrete(2, 3)).isEqualTo(Space.multiDiscrete(2, 3));
    assertThat(Space.multiDiscrete(2, 3)).hasSameHashCodeAs(Space.multiDiscrete(2, 3));
    assertThat(Space.multiDiscrete(2, 3)).isNotEqualTo(Space.multiDiscrete(3, 2));
    assertThat(Space.discrete(2)).isEqualTo(Space.discrete(2));
    assertThat((Object) Space.discrete(2)).isNotEqualTo(Space.multiBinary(2));
  }

  @Test
  void arrays_are_copied_on_the_way_in_and_out() {
    float[] low = {0, 0};
    float[] high = {1, 1};
    int[] counts = {2, 3};
    Box box = Space.box(low, high);
    MultiDiscrete multi = Space.multiDiscrete(counts);
    low[0] = 5;
    high[0] = 5;
    counts[0] = 5;
    box.low()[1] = 7;
    box.high()[1] = 7;
    multi.counts()[1] = 7;
    assertThat(box).isEqualTo(Space.box(0, 1, 2));
    assertThat(multi).isEqualTo(Space.multiDiscrete(2, 3));
    assertThat(box.low(0)).isZero();
    assertThat(box.high(1)).isEqualTo(1);
    assertThat(multi.count(1)).isEqualTo(3);
  }

  @Test
  void bounded_means_that_no_bound_is_infinite() {
    assertThat(Space.box(-1, 1, 2).bounded()).isTrue();
    assertThat(Space.box(new float[] {0, -INFINITY}, new float[] {1, 1}).bounded()).isFalse();
    assertThat(Space.box(new float[] {0, 0}, new float[] {1, INFINITY}).bounded()).isFalse();
  }

  @Test
  void samples_of_a_box_follow_its_bounds() {
    // uniform on [-1, 3]: mean 1, variance 16/12; exponential from 2 up: mean 3, variance 1;
    // exponential from -2 down: mean -3, variance 1; normal: mean 0, variance 1
    Space space =
        Space.box(
            new float[] {-1, 2, -INFINITY, -INFINITY}, new float[] {3, INFINITY, -2, INFINITY});
    double[] means = {1, 3, -3, 0};
    double[] variances = {16.0 / 12, 1, 1, 1};
    int n = 200_000;
    double[] sums = new double[4];
    double[] squares = new double[4];
    float[] out = new float[4];
    Rng rng = Rng.stream(1, "box");
    for (int i = 0; i < n; i++) {
      space.sample(rng, out, 0);
      for (int j = 0; j < 4; j++) {
        sums[j] += out[j];
        squares[j] += (out[j] - means[j]) * (out[j] - means[j]);
      }
    }
    for (int j = 0; j < 4; j++) {
      assertThat(sums[j] / n).isCloseTo(means[j], within(4 * Math.sqrt(variances[j] / n)));
      assertThat(squares[j] / n).isCloseTo(variances[j], within(0.03));
    }
  }

  @Test
  void samples_of_choices_are_uniform() {
    Rng rng = Rng.stream(2, "choices");
    long[] discrete = new long[5];
    long[] multi = new long[6];
    long[] bits = new long[4];
    float[] out = new float[2];
    for (int i = 0; i < 60_000; i++) {
      Space.discrete(5).sample(rng, out, 0);
      discrete[(int) out[0]]++;
      Space.multiDiscrete(2, 3).sample(rng, out, 0);
      multi[3 * (int) out[0] + (int) out[1]]++;
      Space.multiBinary(2).sample(rng, out, 0);
      bits[2 * (int) out[0] + (int) out[1]]++;
    }
    for (long[] counts : new long[][] {discrete, multi, bits}) {
      assertThat(ChiSquareTest.withDefaults().test(counts).getPValue()).isGreaterThan(1e-4);
    }
  }

  @Test
  void wrong_spaces_are_refused_with_name_value_and_what_is_allowed() {
    assertMessage(() -> Space.discrete(0), "n is 0; it must be in [1, 16777216].");
    assertMessage(() -> Space.multiBinary(-1), "n is -1; it must be in [1, 16777216].");
    assertMessage(
        () -> Space.multiBinary(Integer.MAX_VALUE),
        "n is 2147483647; it must be in [1, 16777216].");
    assertMessage(() -> Space.box(0, 1, 0), "n is 0; it must be at least 1.");
    assertMessage(
        () -> Space.multiDiscrete(), "the number of choices is 0; it must be at least 1.");
    assertMessage(() -> Space.multiDiscrete(2, 0), "counts[1] is 0; it must be in [1, 16777216].");
    assertMessage(
        () -> Space.box(new float[0], new float[0]),
        "the number of values in low is 0; it must be at least 1.");
    assertMessage(
        () -> Space.box(new float[2], new float[3]),
        "the number of values in high is 3; it must be 2 like in low.");
    assertMessage(
        () -> Space.box(1, -1, 2),
        "low[0] is 1.0; it must be at most high[0], which is -1.0. Maybe the bounds are swapped.");
    assertMessage(
        () -> Space.box(Float.NaN, 1, 2), "low[0] is NaN; it must be a number or -Infinity.");
    assertMessage(
        () -> Space.box(0, Float.NaN, 2), "high[0] is NaN; it must be a number or Infinity.");
    assertMessage(
        () -> Space.box(INFINITY, INFINITY, 2),
        "low[0] is Infinity; it must be a number or -Infinity.");
    assertMessage(
        () -> Space.box(-INFINITY, -INFINITY, 2),
        "high[0] is -Infinity; it must be a number or Infinity.");
  }

  private static void assertMessage(Runnable construction, String message) {
    assertThatIllegalArgumentException().isThrownBy(construction::run).withMessage(message);
  }
}
