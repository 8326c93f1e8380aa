package ascent.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTextTest {

  @Test
  void a_line_has_steps_return_rate_and_the_time_left() {
    // 60,000 steps to go at 20,000 a second
    ProgressText text = new ProgressText(40_000, 100_000, 187.44, 20_000);

    assertThat(text.figures()).isEqualTo(" 40,000 steps  return   187.4  20.0k steps/s  0:03 left");
  }

  @Test
  void a_bar_fills_what_is_left_of_the_line() {
    ProgressText text = new ProgressText(50_000, 100_000, 500, 264_000);

    assertThat(text.withBar(79))
        .isEqualTo(
            " 50% │████████        │  50,000 steps  return   500.0   264k steps/s  0:01 left")
        .hasSize(79);
  }

  @Test
  void a_bar_moves_by_eighths_of_a_column() {
    // 1/128 of 16 columns is an eighth of the first
    assertThat(new ProgressText(1, 128, 0, 1).withBar(79)).contains("│▏ ");
  }

  /// Beside the bar of 12 columns there are 57 of numbers and 49 of learning.
  @Test
  void a_wide_terminal_shows_how_learning_goes() {
    Map<String, Double> metrics =
        Map.of(
            "train/approx_kl",
            0.01234,
            "train/entropy_loss",
            -0.6931,
            "train/explained_variance",
            0.9);
    var learning = ProgressText.Learning.of(name -> metrics.getOrDefault(name, Double.NaN));
    ProgressText text = new ProgressText(50_000, 100_000, 500, 264_000, learning);

    assertThat(text.withBar(140))
        .endsWith("  0:01 left  KL 0.0123  entropy  0.69  expl. var.  0.90")
        .hasSizeLessThanOrEqualTo(140);
    assertThat(text.withBar(100)).endsWith("left");
  }

  @Test
  void what_an_algorithm_does_not_measure_is_not_shown() {
    var trpo =
        ProgressText.Learning.of(
            name -> name.equals("train/kl_divergence_loss") ? 0.01 : Double.NaN);
    assertThat(trpo).hasToString("  KL 0.0100");
    assertThat(ProgressText.Learning.UNKNOWN).hasToString("");
  }

  @Test
  void before_the_first_figures_there_are_dashes() {
    assertThat(new ProgressText(0, 100_000, Double.NaN, Double.NaN).figures())
        .isEqualTo("      0 steps  return       –      – steps/s  –:–– left");
  }

  @Test
  void a_run_past_its_end_is_complete() {
    ProgressText text = new ProgressText(100_352, 100_000, 500, 1e5);

    assertThat(text.withBar(79)).startsWith("100% │█").doesNotContain("█ ").contains("0:00 left");
  }

  @ParameterizedTest
  @CsvSource({"0, 0:00", "0.2, 0:01", "59.5, 1:00", "754, 12:34", "3723, 1:02:03", "-5, 0:00"})
  void times_are_rounded_up_to_seconds(double seconds, String text) {
    assertThat(ProgressText.time(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"950, 950", "9540, 9.5k", "82113, 82.1k", "264000, 264k", "1.23e6, 1.2M"})
  void rates_take_at_most_five_characters(double rate, String text) {
    assertThat(ProgressText.rate(rate)).isEqualTo(text);
  }
}
