package ascent.study.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunSpreadTest {
  @Test
  void percentiles_are_interpolated_linearly() {
    // Ranks 0, ¾, 1½, 2¼ and 3 of 1 2 4 8: 1, 1 + ¾, 2 + ½ · 2, 4 + ¼ · 4, 8.
    assertThat(RunSpread.of(8, 1, 4, 2)).isEqualTo(new RunSpread(4, 1, 1.75, 3, 5, 8));
    assertThat(RunSpread.of(8, 1, 4, 2).range()).isEqualTo(7);
    assertThat(RunSpread.of(5)).isEqualTo(new RunSpread(1, 5, 5, 5, 5, 5));
  }

  /// Of six exchangeable values, the last is neither the least nor the most with a chance of 4/6.
  @Test
  void the_next_run_lies_between_the_extremes_as_often_as_stated() {
    Rng rng = Rng.stream(1, "next run");
    long inside =
        IntStream.range(0, 20_000)
            .filter(i -> {
              double[] runs = new double[5];
              for (int k = 0; k < 5; k++) {
                runs[k] = rng.nextExponential();
              }
              double next = rng.nextExponential();
              RunSpread spread = RunSpread.of(runs);
              return spread.worst() < next && next < spread.best();
            })
            .count();

    assertThat(RunSpread.of(1, 2, 3, 4, 5).coverage()).isEqualTo(4 / 6.0);
    assertThat(inside / 20_000.0).isCloseTo(4 / 6.0, within(0.012)); // standard error .0033
    assertThat(RunSpread.of(1).coverage()).isZero();
  }
}
