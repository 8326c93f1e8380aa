package ascent.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.config.Configs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  @Test
  void a_constant_stays() {
    Schedule schedule = Schedule.constant(0.0003f);
    assertThat(schedule.at(0)).isEqualTo(0.0003f);
    assertThat(schedule.at(0.7)).isEqualTo(0.0003f);
    assertThat(schedule.at(1)).isEqualTo(0.0003f);
  }

  @Test
  void off_is_an_infinite_constant() {
    Schedule off = Schedule.parse("inf");
    assertThat(off).isEqualTo(Schedule.constant(Float.POSITIVE_INFINITY)).hasToString("inf");
    assertThat(off.at(0.5)).isEqualTo(Float.POSITIVE_INFINITY);
  }

  @Test
  void a_line_goes_straight_from_end_to_end() {
    Schedule schedule = Schedule.linear(0.1f, 0.001f);
    assertThat(schedule.at(0)).isEqualTo(0.1f);
    assertThat(schedule.at(0.5)).isEqualTo(0.0505f); // (0.1 + 0.001) / 2
    assertThat(schedule.at(1)).isEqualTo(0.001f);
  }

  @Test
  void a_geometric_progression_has_equal_ratios_over_equal_steps() {
    Schedule schedule = Schedule.exponential(4, 0.25f); // a sixteenth over the whole
    assertThat(schedule.at(0)).isEqualTo(4);
    assertThat(schedule.at(0.25)).isEqualTo(2);
    assertThat(schedule.at(0.5)).isEqualTo(1);
    assertThat(schedule.at(0.75)).isEqualTo(0.5f);
    assertThat(schedule.at(1)).isEqualTo(0.25f);
  }

  @Test
  void the_geometric_progression_agrees_with_the_power_function() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 2_000; i++) {
      float from = (float) StrictMath.exp(random.nextDouble(-20, 20));
      float to = (float) StrictMath.exp(random.nextDouble(-20, 20));
      double p = random.nextDouble();
      double exact = from * StrictMath.pow((double) to / from, p);
      assertThat((double) Schedule.exponential(from, to).at(p))
          .isCloseTo(exact, within(1e-7 * exact));
    }
  }

  @Test
  void both_ends_are_exact_and_progress_is_clamped() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2_000; i++) {
      float from = (float) StrictMath.exp(random.nextDouble(-60, 60));
      float to = (float) StrictMath.exp(random.nextDouble(-60, 60));
      for (Schedule s :
          new Schedule[] {Schedule.linear(from, to), Schedule.exponential(from, to)}) {
        assertThat(s.at(-0.5)).isEqualTo(from).isEqualTo(s.at(0));
        assertThat(s.at(1.5)).isEqualTo(to).isEqualTo(s.at(1));
        assertThat(s.at(random.nextDouble())).isBetween(s.min(), s.max());
      }
    }
  }

  @Test
  void the_range_is_that_of_both_ends() {
    assertThat(Schedule.parse("linear:0.1..0.3").min()).isEqualTo(0.1f);
    assertThat(Schedule.parse("linear:0.1..0.3").max()).isEqualTo(0.3f);
    assertThat(Schedule.parse("exp:3..2").min()).isEqualTo(2f);
    assertThat(Schedule.parse("exp:3..2").max()).isEqualTo(3f);
    assertThat(Schedule.parse("-1").min()).isEqualTo(-1f);
    assertThat(Schedule.parse("-1").max()).isEqualTo(-1f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0003",
        "inf",
        "1e-5",
        "linear:0.001",
        "linear:0.1..0.001",
        "exp:0.1..0.001",
        "piecewise:0=0.001,0.5=0.0003,1=0.0001",
        "piecewise:0.25=-1",
        "warmup:0.05:0.0003",
        "warmup:0.1:linear:0.001",
        "warmup:1:piecewise:0=1,0.5=2"
      })
  void what_is_read_is_written_alike(String text) {
    assertThat(Schedule.parse(text)).hasToString(text);
    assertThat(Schedule.parse(Schedule.parse(text).toString())).isEqualTo(Schedule.parse(text));
  }

  @Test
  void a_line_to_zero_may_say_so() {
    assertThat(Schedule.parse(" linear:0.001..0 ")).isEqualTo(Schedule.linear(0.001f, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fast",
        "linear:",
        "linear:x",
        "exp:0.1",
        "cosine:1..2",
        "linear:1..2..3",
        "piecewise:",
        "piecewise:0=1,",
        "piecewise:0=1=2",
        "piecewise:1",
        "warmup:0.1",
        "warmup:x:1"
      })
  void anything_else_is_no_schedule(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse(text))
        .withMessage(
            "\"%s\" is not a schedule; it must be like 0.0003, linear:0.001, linear:0.1..0.001,"
                + " exp:0.1..0.001, piecewise:0=0.001,0.5=0.0003 or warmup:0.05:0.0003.",
            text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"piecewise:0=1,0=2", "piecewise:0.5=1,1=2,1=3"})
  void a_jump_where_training_begins_or_ends_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse(text))
        .withMessageEndingWith(
            "it must be different from the one before: a jump must be after 0 and before 1.");
  }

  @Test
  void straight_lines_join_the_points() {
    Schedule s = Schedule.parse("piecewise:0.25=4,0.5=2,1=1");
    assertThat(s.at(0)).isEqualTo(4); // constant before the first point
    assertThat(s.at(0.25)).isEqualTo(4);
    assertThat(s.at(0.375)).isEqualTo(3); // halfway from 4 to 2
    assertThat(s.at(0.5)).isEqualTo(2);
    assertThat(s.at(0.75)).isEqualTo(1.5f); // halfway from 2 to 1
    assertThat(s.at(1)).isEqualTo(1);
    assertThat(s.at(7)).isEqualTo(1);
    assertThat(s.min()).isEqualTo(1);
    assertThat(s.max()).isEqualTo(4);
  }

  @Test
  void two_points_at_the_same_progress_are_a_jump() {
    Schedule s = Schedule.parse("piecewise:0=1,0.5=1,0.5=0.25");
    assertThat(s.at(Math.nextDown(0.5))).isEqualTo(1);
    assertThat(s.at(0.5)).isEqualTo(0.25f);
    assertThat(s.at(1)).isEqualTo(0.25f); // constant after the last point
  }

  @Test
  void a_line_is_two_points_and_a_constant_one() {
    for (double p = -0.1; p < 1.1; p += 0.037) {
      assertThat(Schedule.parse("piecewise:0=3,1=1").at(p)).isEqualTo(Schedule.linear(3, 1).at(p));
      assertThat(Schedule.parse("piecewise:0.5=3").at(p)).isEqualTo(3);
    }
  }

  @Test
  void a_warm_up_is_a_ramp_to_the_schedule() {
    Schedule s = Schedule.parse("warmup:0.25:linear:0.4");
    assertThat(s.at(0)).isZero();
    assertThat(s.at(0.125)).isEqualTo(0.175f); // half of 0.4 · 7/8
    assertThat(s.at(0.25)).isEqualTo(0.3f); // 0.4 · 3/4
    assertThat(s.at(0.75)).isEqualTo(Schedule.linear(0.4f, 0).at(0.75));
    assertThat(s.at(1)).isZero();
    assertThat(s.min()).isZero();
    assertThat(s.max()).isEqualTo(0.4f);
    assertThat(Schedule.parse("warmup:1:-2").min()).isEqualTo(-2);
    assertThat(Schedule.parse("warmup:1:-2").max()).isZero();
  }

  @Test
  void points_out_of_order_or_out_of_range_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse("piecewise:0.5=1,0.25=2"))
        .withMessage("progress is 0.25; it must be at least the one before, 0.5.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse("piecewise:2=1"))
        .withMessage("progress is 2; it must be in [0, 1].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse("piecewise:0=inf"))
        .withMessage("value is inf; it must be finite.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.piecewise())
        .withMessageStartingWith("points is []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse("warmup:0:1"))
        .withMessage("until is 0; it must be in (0, 1].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse("warmup:0.5:inf"))
        .withMessage("schedule is inf; it must be finite throughout with a warm-up.");
  }

  @Test
  void ends_that_cannot_be_interpolated_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse("linear:inf"))
        .withMessage("from is inf; it must be finite.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse("exp:0.1..0"))
        .withMessage("to is 0; it must be positive and finite.");
    assertThatIllegalArgumentException().isThrownBy(() -> Schedule.constant(Float.NaN));
  }

  private record Config(Schedule learningRate) {}

  @Test
  void a_config_holds_it_as_one_value() {
    Config config = Configs.with(new Config(Schedule.constant(1)), "learningRate", "linear:0.1");
    assertThat(config.learningRate()).isEqualTo(Schedule.linear(0.1f, 0));
    assertThat(Configs.toMap(config)).containsEntry("learningRate", "linear:0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(config, "learningRate", "fast"))
        .withMessageStartingWith("learningRate: \"fast\" is not a schedule");
  }
}
