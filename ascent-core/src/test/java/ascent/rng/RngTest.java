package ascent.rng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RngTest {
  private static final int SAMPLES = 1_000_000;

  /// Random123 1.14, `kat_vectors`, the three lines `philox4x32 10`.
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void blocks_are_the_known_answers_of_random123(String counter, String key, String answer) {
    int[] c = hex(counter);
    int[] k = hex(key);
    int[] words = new int[4];

    Rng.block(pair(k[0], k[1]), pair(c[0], c[1]), c[2], c[3], words);

    assertThat(words).containsExactly(hex(answer));
  }

  @Test
  void a_stream_is_the_philox_of_commons_rng() {
    int[] seed = {0x1234_5678, 0x9abc_def0, 0, 0, 7, 11}; // key, counter
    UniformRandomProvider oracle = RandomSource.PHILOX_4X32.create(seed);
    Rng rng = Rng.ofKey(pair(seed[0], seed[1]), seed[4], seed[5]);
    for (int i = 0; i < 4; i++) {
      rng.nextInt(); // the oracle begins with block 1
    }

    for (int i = 0; i < 10_000; i++) {
      assertThat(rng.nextInt()).isEqualTo(oracle.nextInt());
      assertThat(rng.nextLong()).isEqualTo(oracle.nextLong());
      assertThat(rng.nextFloat()).isEqualTo(oracle.nextFloat());
    }
  }

  @Test
  void a_named_stream_never_changes() {
    // Recorded from this class: a change here changes every run of every user.
    Rng rng = Rng.stream(1, "env", 3, 17);
    int[] drawn = {rng.nextInt(), rng.nextInt(), rng.nextInt(), rng.nextInt(), rng.nextInt()};
    assertThat(drawn).containsExactly(725028764, 1426674440, 1685252928, 1255095975, -634123859);
  }

  @Test
  void missing_indices_are_zero() {
    assertThat(Rng.stream(5, "x").save()).isEqualTo(Rng.stream(5, "x", 0, 0).save());
    assertThat(Rng.stream(5, "x", 2).save()).isEqualTo(Rng.stream(5, "x", 2, 0).save());
  }

  @Test
  void streams_share_no_number_in_a_sample() {
    // 64-bit numbers: the chance that two of 1.2 million are equal is 4e-8.
    Set<Long> seen = new HashSet<>();
    int drawn = 0;
    for (long seed : new long[] {0, 1, 2, -1}) {
      for (String purpose : new String[] {"env", "eval", "", "vne"}) {
        for (int index = 0; index < 75; index++) {
          Rng rng = Rng.stream(seed, purpose, index / 5, index % 5);
          for (int i = 0; i < 1000; i++) {
            seen.add(rng.nextLong());
            drawn++;
          }
        }
      }
    }
    assertThat(seen).hasSize(drawn);
  }

  @Test
  void repositioning_gives_the_stream_of_the_other_indices_from_its_start() {
    Rng rng = Rng.stream(9, "env", 1, 1);
    rng.nextInt();
    rng.reposition(4, 2);
    Rng fresh = Rng.stream(9, "env", 4, 2);
    for (int i = 0; i < 100; i++) {
      assertThat(rng.nextLong()).isEqualTo(fresh.nextLong());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 1001})
  void a_restored_stream_goes_on_where_it_was_saved(int drawn) {
    Rng rng = Rng.stream(9, "env", 1, 1);
    for (int i = 0; i < drawn; i++) {
      rng.nextInt();
    }
    Rng.State state = rng.save();
    assertThat(state.drawn()).isEqualTo(drawn);

    Rng other = Rng.stream(1, "other");
    other.nextInt();
    other.restore(state);
    assertThat(other.save()).isEqualTo(state);
    for (int i = 0; i < 20; i++) {
      assertThat(other.nextInt()).isEqualTo(rng.nextInt());
    }
    assertThat(other.save()).isEqualTo(rng.save());
  }

  @Test
  void wrong_arguments_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rng.stream(1, "env", 1, 2, 3))
        .withMessage("'env' has 3 indices; a stream has at most 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rng.stream(1, "env", 1, -2))
        .withMessage("stream indices are 1 and -2; both must be at least 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rng.stream(1, "env").nextInt(0))
        .withMessage("bound is 0; it must be at least 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rng.State(1, 2, 3, -4))
        .withMessage("drawn is -4; it must be at least 0.");
  }

  @Test
  void doubles_and_floats_have_the_moments_of_the_uniform_distribution() {
    Rng rng = Rng.stream(1, "moments");
    double[] doubles = new double[SAMPLES];
    double[] floats = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      doubles[i] = rng.nextDouble();
      floats[i] = rng.nextFloat();
    }
    for (double[] sample : new double[][] {doubles, floats}) {
      assertThat(Arrays.stream(sample).min().orElseThrow()).isBetween(0.0, 1e-4);
      assertThat(Arrays.stream(sample).max().orElseThrow()).isBetween(1 - 1e-4, Math.nextDown(1.0));
      // E U^k = 1/(k+1), Var U^k = 1/(2k+1) − 1/(k+1)²
      for (int k = 1; k <= 4; k++) {
        double mean = 1.0 / (k + 1);
        double deviation = Math.sqrt((1.0 / (2 * k + 1) - mean * mean) / SAMPLES);
        assertThat(moment(sample, k)).isCloseTo(mean, within(4 * deviation));
      }
    }
  }

  @Test
  void normals_have_the_moments_of_the_normal_distribution() {
    Rng rng = Rng.stream(1, "normals");
    double[] sample = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      sample[i] = rng.normal();
    }
    double[] expected = {0, 1, 0, 3, 0, 15};
    double[] variance = {1, 2, 15, 96, 945, 10_170}; // E Z^2k − (E Z^k)²
    for (int k = 1; k <= 6; k++) {
      double deviation = Math.sqrt(variance[k - 1] / SAMPLES);
      assertThat(moment(sample, k)).isCloseTo(expected[k - 1], within(4 * deviation));
    }
    assertThat(Arrays.stream(sample).map(Math::abs).max().orElseThrow()).isBetween(4.0, 6.8);
  }

  @Test
  void a_normal_always_draws_two_words() {
    Rng rng = Rng.stream(1, "normals");
    for (int i = 1; i <= 1000; i++) {
      rng.normal();
      assertThat(rng.save().drawn()).isEqualTo(2L * i);
    }
  }

  @Test
  void consecutive_normals_are_not_correlated() {
    Rng rng = Rng.stream(2, "normals");
    double previous = rng.normal();
    double sum = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double next = rng.normal();
      sum += previous * next;
      previous = next;
    }
    assertThat(sum / SAMPLES).isCloseTo(0, within(4 / Math.sqrt(SAMPLES)));
  }

  @Test
  void bytes_of_ints_are_uniform() {
    Rng rng = Rng.stream(3, "bytes");
    long[][] counts = new long[4][256];
    for (int i = 0; i < SAMPLES; i++) {
      int word = rng.nextInt();
      for (int b = 0; b < 4; b++) {
        counts[b][(word >>> (8 * b)) & 0xff]++;
      }
    }
    for (long[] count : counts) {
      assertUniform(count);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 100, 1 << 16})
  void bounded_ints_are_uniform(int bound) {
    Rng rng = Rng.stream(4, "bounded");
    long[] counts = new long[Math.min(bound, 256)];
    for (int i = 0; i < SAMPLES; i++) {
      int drawn = rng.nextInt(bound);
      counts[(int) ((long) drawn * counts.length / bound)]++;
    }
    if (bound == 1) {
      assertThat(counts[0]).isEqualTo(SAMPLES);
    } else if (counts.length == bound || bound == 1 << 16) {
      assertUniform(counts);
    }
  }

  @Test
  void a_large_bound_has_no_bias() {
    // 2³² = 2·bound + 2³⁰: of plain products, 2³⁰ numbers would come up three times, the others
    // twice, and those are all of one remainder by 3: it would have 2/8 of the draws.
    int bound = 3 << 29;
    Rng rng = Rng.stream(5, "bounded");
    long[] counts = new long[3];
    for (int i = 0; i < SAMPLES; i++) {
      counts[rng.nextInt(bound) % 3]++;
    }
    assertUniform(counts);
  }

  @Test
  void booleans_are_fair() {
    Rng rng = Rng.stream(6, "coin");
    long[] counts = new long[2];
    for (int i = 0; i < SAMPLES; i++) {
      counts[rng.nextBoolean() ? 1 : 0]++;
    }
    assertUniform(counts);
  }

  @Test
  void uniform_numbers_lie_between_their_bounds() {
    Rng rng = Rng.stream(7, "uniform");
    double sum = 0;
    double least = 0;
    double greatest = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double x = rng.uniform(-3, 5);
      least = Math.min(least, x);
      greatest = Math.max(greatest, x);
      sum += x;
    }
    assertThat(least).isBetween(-3.0, -3 + 1e-3);
    assertThat(greatest).isBetween(5 - 1e-3, 5.0);
    assertThat(sum / SAMPLES).isCloseTo(1, within(4 * 8 / Math.sqrt(12.0 * SAMPLES)));
  }

  @Test
  void all_orders_of_three_are_equally_likely() {
    Rng rng = Rng.stream(8, "shuffle");
    long[] counts = new long[27];
    int[] a = new int[4];
    for (int i = 0; i < 600_000; i++) {
      a[0] = 0;
      a[1] = 1;
      a[2] = 2;
      a[3] = 3;
      rng.shuffle(a, 3);
      counts[a[0] + 3 * a[1] + 9 * a[2]]++;
    }
    assertThat(a[3]).isEqualTo(3); // beyond n nothing moves
    long[] orders = Arrays.stream(counts).filter(count -> count > 0).toArray();
    assertThat(orders).hasSize(6);
    assertUniform(orders);
  }

  @Test
  void draws_allocate_nothing() {
    Rng rng = Rng.stream(1, "env", 1, 1);
    int[] order = new int[100];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    drawAll(rng, order, 20_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    drawAll(rng, order, 20_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan(1000); // the measurement itself
  }

  private static void drawAll(Rng rng, int[] order, int times) {
    double sink = 0;
    for (int i = 0; i < times; i++) {
      rng.reposition(i, 1);
      sink += rng.nextInt() + rng.nextInt(10) + rng.nextLong() + rng.normal();
      sink += rng.nextFloat() + rng.nextDouble() + rng.uniform(-1, 1);
      if (i % 100 == 0) {
        rng.shuffle(order, order.length);
      }
    }
    assertThat(sink).isFinite();
  }

  private static void assertUniform(long[] counts) {
    assertThat(ChiSquareTest.withDefaults().test(counts).getPValue()).isGreaterThan(1e-4);
  }

  private static double moment(double[] sample, int k) {
    double sum = 0;
    for (double x : sample) {
      double power = x;
      for (int i = 1; i < k; i++) {
        power *= x;
      }
      sum += power;
    }
    return sum / sample.length;
  }

  private static long pair(int low, int high) {
    return ((long) high << 32) | (low & 0xffff_ffffL);
  }

  private static int[] hex(String words) {
    return Arrays.stream(words.split(" ")).mapToInt(w -> Integer.parseUnsignedInt(w, 16)).toArray();
  }

  /// A simulator that takes a RandomGenerator can be given a stream.
  private static double simulated(RandomGenerator generator) {
    return generator.nextDouble(2, 3) + generator.nextInt(5, 9) + generator.nextGaussian(1, 2);
  }

  @Test
  void it_is_a_random_generator_that_draws_from_its_stream_alone() {
    Rng one = Rng.stream(1, "env", 2);
    Rng two = Rng.stream(1, "env", 2);
    assertThat(simulated(one)).isEqualTo(simulated(two));
    assertThat(one.save()).isEqualTo(two.save());
  }

  /// Two words each, whatever they are: nextGaussian of RandomGenerator itself draws a varying
  /// number.
  @Test
  void gaussian_and_exponential_numbers_draw_two_words_each() {
    Rng rng = Rng.stream(1, "test");
    Rng floats = Rng.stream(1, "test");
    for (int i = 1; i <= 1_000; i++) {
      assertThat((float) rng.nextGaussian()).isEqualTo(floats.normal());
      assertThat(rng.save().drawn()).isEqualTo(2L * i);
    }
    assertThat(rng.nextExponential()).isBetween(0.0, 37.0);
    assertThat(rng.save().drawn()).isEqualTo(2_002);
  }

  /// P(X > 1) = 1/e; of 100,000 numbers the share deviates by 0.0015.
  @Test
  void exponential_numbers_have_mean_1() {
    Rng rng = Rng.stream(3, "test");
    int n = 100_000;
    double sum = 0;
    int above = 0;
    for (int i = 0; i < n; i++) {
      double x = rng.nextExponential();
      sum += x;
      above += x > 1 ? 1 : 0;
    }
    assertThat(sum / n).isCloseTo(1, within(0.015));
    assertThat((double) above / n).isCloseTo(1 / Math.E, within(0.007));
  }
}
