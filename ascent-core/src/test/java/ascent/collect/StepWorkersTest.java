package ascent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.parallel.Workers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// With a clock that the steps themselves turn on.
class StepWorkersTest {
  private static final int SHARES = 2;
  private static final int ENVS = 16;

  /// The first step after the timed ones of 16, 17, … 23.
  private static final int UNTIMED = 24;

  private long now; // in ns
  private int steps;

  /// How many shares a step has.
  private int shares(StepWorkers stepping, int playing, long nanos) {
    AtomicInteger most = new AtomicInteger();
    stepping.run(
        SHARES,
        playing,
        (share, shares) -> {
          most.accumulateAndGet(shares, Math::max);
          if (share == 0) {
            now += nanos;
          }
        });
    steps++;
    return most.get();
  }

  /// After steps of all environments, each of which takes so long.
  private StepWorkers after(Workers workers, int count, long nanos) {
    StepWorkers stepping = new StepWorkers(workers, 1, () -> now);
    goOn(stepping, count, nanos);
    return stepping;
  }

  private void goOn(StepWorkers stepping, int count, long nanos) {
    while (steps < count) {
      shares(stepping, ENVS, nanos);
    }
  }

  @Test
  void slow_steps_are_shared_and_fast_ones_are_not() {
    try (Workers workers = Workers.of(SHARES)) {
      assertThat(shares(after(workers, UNTIMED - 1, 20_001), ENVS, 20_001)).isEqualTo(SHARES);
      steps = 0;
      assertThat(shares(after(workers, UNTIMED - 1, 20_000), ENVS, 20_000)).isEqualTo(1);
    }
  }

  @Test
  void every_share_is_run_once() {
    try (Workers workers = Workers.of(3)) {
      StepWorkers stepping = after(workers, UNTIMED - 1, 100_000);
      AtomicInteger[] runs = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
      stepping.run(3, ENVS, (share, _) -> runs[share].incrementAndGet());
      assertThat(List.of(runs)).extracting(AtomicInteger::get).containsExactly(1, 1, 1);
    }
  }

  /// What loads and compiles takes milliseconds. The fastest of the timed steps counts.
  @Test
  void a_slow_start_and_a_hiccup_do_not_make_an_environment_slow() {
    try (Workers workers = Workers.of(SHARES)) {
      StepWorkers stepping = after(workers, 15, 5_000_000);
      assertThat(shares(stepping, ENVS, 5_000_000)).isEqualTo(1); // step 16: timed
      assertThat(shares(stepping, ENVS, 1_000)).isEqualTo(1);
      goOn(stepping, UNTIMED - 1, 5_000_000);
      assertThat(shares(stepping, ENVS, 1_000)).isEqualTo(1);
    }
  }

  @Test
  void an_environment_that_becomes_slow_or_fast_is_found_out_at_the_next_power_of_two() {
    try (Workers workers = Workers.of(SHARES)) {
      StepWorkers stepping = after(workers, 31, 1_000); // 32, … 39 are timed
      goOn(stepping, 39, 100_000);
      assertThat(shares(stepping, ENVS, 100_000)).isEqualTo(SHARES);
      goOn(stepping, 63, 100_000); // 64, … 71 are timed
      goOn(stepping, 71, 1_000);
      assertThat(shares(stepping, ENVS, 1_000)).isEqualTo(1);
    }
  }

  /// 16 environments take 80 µs, 5 µs each: 5 of them 25 µs, 4 of them 20 µs.
  @Test
  void a_step_of_few_environments_is_not_shared() {
    try (Workers workers = Workers.of(SHARES)) {
      StepWorkers stepping = after(workers, UNTIMED - 1, 80_000);
      assertThat(shares(stepping, 5, 25_000)).isEqualTo(SHARES);
      assertThat(shares(stepping, 4, 20_000)).isEqualTo(1);
    }
  }

  /// Timed while only 2 play, 10 µs together: 16 would take 80 µs.
  @Test
  void steps_of_few_environments_tell_how_long_all_would_take() {
    try (Workers workers = Workers.of(SHARES)) {
      StepWorkers stepping = new StepWorkers(workers, 1, () -> now);
      while (steps < UNTIMED - 1) {
        shares(stepping, 2, 10_000);
      }
      assertThat(shares(stepping, 2, 10_000)).isEqualTo(1);
      assertThat(shares(stepping, ENVS, 80_000)).isEqualTo(SHARES);
    }
  }

  /// 5 rows × 100,000 weights are worth it, 4 are not.
  @Test
  void large_networks_are_shared_from_the_first_step_on() {
    try (Workers workers = Workers.of(SHARES)) {
      StepWorkers stepping = new StepWorkers(workers, 100_000, () -> now);
      assertThat(shares(stepping, 5, 1_000)).isEqualTo(SHARES);
      assertThat(shares(stepping, 4, 1_000)).isEqualTo(1);
    }
  }
}
