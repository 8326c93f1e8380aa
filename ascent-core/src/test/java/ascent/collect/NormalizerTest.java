package ascent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.algo.PPOConfig;
import ascent.io.DamagedFileException;
import ascent.io.Tensor;
import ascent.rollout.NormalizationConfig;
import ascent.space.Space;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormalizerTest {
  private static final NormalizationConfig BOTH = NormalizationConfig.BOTH;
  private static final Space TWO = Space.box(-1000, 1000, 2);

  private static PPOConfig config(NormalizationConfig normalization) {
    return PPOConfig.DEFAULT.withGamma(0.5f).withNormalization(normalization);
  }

  /// Two environments: one sees (1, 7) and (3, 7), the other (5, 7) and (7, 7). Its rewards are 8,
  /// 4 and 2, and an episode ends with the second.
  private static Normalizer taught(NormalizationConfig normalization) {
    Normalizer normalizer = Normalizer.of(config(normalization), TWO);
    RolloutMoments moments = normalizer.moments(2);
    moments.addObservations(new float[] {1, 7, 5, 7}, 0, 0, 2);
    moments.addObservations(new float[] {3, 7, 7, 7}, 0, 0, 2);
    moments.reward(1, 8, false);
    moments.reward(1, 4, true);
    moments.reward(1, 2, false);
    moments.updateStatistics(normalizer);
    return normalizer;
  }

  private static float[] observation(Normalizer normalizer, float... raw) {
    float[] out = new float[raw.length];
    normalizer.observations(raw, 0, out, 0, raw.length / 2);
    return out;
  }

  private static float reward(Normalizer normalizer, float raw) {
    float[] rewards = {raw};
    normalizer.rewards(rewards, 1);
    return rewards[0];
  }

  /// {1, 3, 5, 7} has mean 4 and variance 20/4 = 5; the start of weight 1e-4 moves them by some
  /// 1e-4. So 4 + 2√5 comes to 2.
  @Test
  void observations_are_shifted_and_scaled_by_mean_and_deviation() {
    Normalizer normalizer = taught(BOTH);
    float[] out = observation(normalizer, 4, 7, (float) (4 + 2 * Math.sqrt(5)), 7);
    assertThat(out[0]).isCloseTo(0, within(1e-3f));
    assertThat(out[2]).isCloseTo(2, within(1e-3f));
  }

  /// The second component was always 7: mean 7·4/4.0001, squares 1e-4·(1 + 7²) as (7 − mean)² is
  /// 3e-8, so variance 0.005/4.0001 = 1/800 and 1 above it comes to √800 = 28 > 10.
  @Test
  void what_hardly_varied_is_clipped() {
    Normalizer normalizer = taught(BOTH);
    assertThat(observation(normalizer, 4, 8)[1]).isEqualTo(10);
    assertThat(observation(normalizer, 4, 6)[1]).isEqualTo(-10);
    Normalizer wide = taught(BOTH.withClipObservations(Float.POSITIVE_INFINITY));
    assertThat(observation(wide, 4, 8)[1]).isCloseTo((float) Math.sqrt(800), within(0.1f));
  }

  /// γ = ½: R = 8, then 4 + 4 = 8, and 2 in the next episode. Mean 6, variance (4 + 4 + 16)/3 = 8;
  /// the mean is not subtracted.
  @Test
  void rewards_are_divided_by_the_deviation_of_the_discounted_return() {
    Normalizer normalizer = taught(BOTH);
    assertThat(reward(normalizer, (float) Math.sqrt(8))).isCloseTo(1, within(1e-3f));
    assertThat(reward(normalizer, 0)).isZero();
    assertThat(reward(normalizer, 1000)).isEqualTo(10);
    assertThat(reward(normalizer, -1000)).isEqualTo(-10);
    Normalizer wide = taught(BOTH.withClipRewards(Float.POSITIVE_INFINITY));
    assertThat(reward(wide, 1000)).isCloseTo((float) (1000 / Math.sqrt(8)), within(0.1f));
  }

  /// One has seen nothing: mean 0, variance 1 + 1e-8, which is 1 in float.
  @Test
  void before_the_first_rollout_observations_are_only_clipped() {
    Normalizer fresh = Normalizer.of(config(BOTH), TWO);
    assertThat(observation(fresh, 0.3f, -50)).containsExactly(0.3f, -10);
    assertThat(reward(fresh, -0.7f)).isEqualTo(-0.7f);
  }

  @Test
  void off_is_the_identity_to_the_bit() {
    Normalizer off = taught(NormalizationConfig.DEFAULT);
    assertThat(off.learns()).isFalse();
    float[] raw = {-0f, Float.MIN_VALUE, 1e30f, -3.3333333e-20f, Float.MAX_VALUE, -1e38f};
    assertThat(observation(off, raw)).containsExactly(raw);
    for (float x : raw) {
      assertThat(reward(off, x)).isEqualTo(x);
    }
    assertThat(Float.floatToRawIntBits(observation(off, raw)[0])).isEqualTo(0x8000_0000);
  }

  @Test
  void each_half_works_alone() {
    Normalizer observations = taught(BOTH.withNormalizeRewards(false));
    assertThat(observation(observations, 4, 8)).isEqualTo(observation(taught(BOTH), 4, 8));
    assertThat(reward(observations, 1000)).isEqualTo(1000);
    Normalizer rewards = taught(BOTH.withNormalizeObservations(false));
    assertThat(observation(rewards, 4, 8)).containsExactly(4, 8);
    assertThat(reward(rewards, 2)).isEqualTo(reward(taught(BOTH), 2));
  }

  @Test
  void a_copy_does_not_learn() {
    Normalizer normalizer = taught(BOTH);
    Normalizer copy = normalizer.copy();
    float[] before = observation(copy, 1, 7);
    RolloutMoments moments = normalizer.moments(1);
    moments.addObservations(new float[] {500, -500}, 0, 0, 1);
    moments.reward(0, 1e6, true);
    moments.updateStatistics(normalizer);
    assertThat(observation(copy, 1, 7)).containsExactly(before);
    assertThat(observation(normalizer, 1, 7)).isNotEqualTo(before);
  }

  @Test
  void it_comes_back_from_its_tensors_with_the_same_bits() throws DamagedFileException {
    Normalizer normalizer = taught(BOTH);
    Normalizer again = Normalizer.of(config(BOTH), TWO, normalizer.tensors());
    assertThat(again.tensors()).isEqualTo(normalizer.tensors());
    assertThat(observation(again, 1.5f, 7.01f))
        .containsExactly(observation(normalizer, 1.5f, 7.01f));
    assertThat(reward(again, 1.5f)).isEqualTo(reward(normalizer, 1.5f));
  }

  @Test
  void tensors_that_are_no_statistics_are_refused() {
    for (Tensor wrong :
        List.of(
            Tensor.of(new double[] {1, -1}, 2),
            Tensor.of(new double[] {1, Double.NaN}, 2),
            Tensor.of(new double[] {Double.POSITIVE_INFINITY, 1}, 2))) {
      assertRefused(
          "observation.squares",
          wrong,
          "observation statistics are invalid (negative count or variance, or non-finite values).");
    }
    assertRefused(
        "observation.mean",
        Tensor.of(new double[] {Double.NaN, 1}, 2),
        "observation statistics are invalid (negative count or variance, or non-finite values).");
    for (double count : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused(
          "return.count",
          Tensor.of(new double[] {count}, 1),
          "return statistics are invalid (negative count or variance, or non-finite values).");
    }
    assertRefused(
        "observation.mean",
        Tensor.of(new double[3], 3),
        "no double tensor observation.mean with 2 elements.");
    assertRefused(
        "return.mean", Tensor.of(new float[1], 1), "no double tensor return.mean with 1 elements.");
  }

  private static void assertRefused(String name, Tensor wrong, String why) {
    Map<String, Tensor> tensors = new HashMap<>(taught(BOTH).tensors());
    tensors.put(name, wrong);
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Normalizer.of(config(BOTH), TWO, tensors))
        .withMessageEndingWith(why);
  }

  @Test
  void choices_are_not_normalised() {
    for (Space space :
        List.of(Space.discrete(5), Space.multiDiscrete(2, 3), Space.multiBinary(4))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Normalizer.of(config(BOTH), space))
          .withMessage(
              "normalizeObservations is true; it must be false for observations of "
                  + space
                  + ". Only the values of a Box have a mean and a scale.");
      assertThat(Normalizer.of(config(BOTH.withNormalizeObservations(false)), space).learns())
          .isTrue();
    }
  }
}
