package ascent.study.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ascent.study.record.RunGroup;
import ascent.study.record.RunRecord;
import ascent.study.record.Runs;
import ascent.study.stats.Estimate;
import ascent.study.stats.StudentInterval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveMakerTest {
  private static final String RETURN = "rollout/ep_rew_mean";

  @TempDir Path folder;
  private final List<RunRecord> runs = new ArrayList<>();

  private void run(String... rows) throws IOException {
    int n = runs.size();
    runs.add(Runs.write(folder.resolve("run-" + n), "seed=" + n, rows));
  }

  private Curve curve(double smoothing) {
    return new CurveMaker(CurveMaker.Along.STEPS, RETURN, smoothing).of(new RunGroup("ours", runs));
  }

  @Test
  void a_single_run_is_the_line_through_its_rows_without_a_band() throws IOException {
    run("0,10", "199,209");

    Curve curve = curve(0);

    assertThat(curve.x()).hasSize(200).startsWith(0.0, 1.0).endsWith(199.0);
    assertThat(curve.y().get(7).value()).isCloseTo(17, within(1e-9));
    assertThat(curve.last().hasInterval()).isFalse();
  }

  @Test
  void the_mean_and_its_band_are_those_of_the_runs_at_each_place() throws IOException {
    run("0,0", "10,100");
    run("0,0", "5,0", "10,50");
    run("0,30", "10,30");

    Curve curve = curve(0);

    assertThat(curve.runs()).isEqualTo(3);
    assertThat(curve.y().getFirst()).isEqualTo(StudentInterval.ofMean(0.95, 0, 0, 30));
    Estimate last = StudentInterval.ofMean(0.95, 100, 50, 30);
    assertThat(curve.last().value()).isCloseTo(60, within(1e-9));
    assertThat(curve.last().high()).isCloseTo(last.high(), within(1e-9));
  }

  @Test
  void a_window_averages_the_line_within_it() throws IOException {
    run("0,0", "100,0", "100,10", "200,10");

    Curve curve = curve(0.5);

    // The step at 100 becomes a slope: over [50, 150], half of the window is 0 and half is 10; at
    // the left end the window is cut to [0, 50].
    assertThat(curve.y().getFirst().value()).isZero();
    assertThat(curve.y().get(100).value()).isCloseTo(5, within(0.1)); // at 100.5
    assertThat(curve.y().get(50).value()).isCloseTo(0.025, within(0.1)); // at 50.25
    assertThat(curve.last().value()).isCloseTo(10, within(1e-9));
  }

  @Test
  void the_axis_is_the_part_that_all_runs_reach() throws IOException {
    run("512,1", "2048,2", "4096,9");
    run("1024,1", "2048,2");

    assertThat(curve(0).x().getFirst()).isEqualTo(1024);
    assertThat(curve(0).x().getLast()).isEqualTo(2048);
  }

  @Test
  void rows_without_a_value_are_bridged() throws IOException {
    run("0,1", "50,", "100,3", "150,");

    assertThat(curve(0).x().getLast()).isEqualTo(100);
    assertThat(curve(0).y().get(100).value()).isCloseTo(2, within(0.02));
  }

  @Test
  void runs_of_one_row_make_a_point() throws IOException {
    run("512,20");

    assertThat(curve(0.02).x()).containsExactly(512.0);
  }

  @Test
  void runs_without_a_curve_are_named() throws IOException {
    run();
    assertThatThrownBy(() -> curve(0))
        .hasMessageStartingWith("The run in ")
        .hasMessageEndingWith("run-0 is empty: it has no rows of metrics yet.");

    runs.clear();
    run("0,", "10,");
    assertThatThrownBy(() -> curve(0))
        .hasMessageContaining(" has no value of rollout/ep_rew_mean.");

    runs.clear();
    run("0,1", "10,1");
    run("20,1", "30,1");
    assertThatThrownBy(() -> curve(0))
        .hasMessage(
            "The runs of ours have no part of the axis in common: one begins at 20 and another ends at 10.");
    assertThatThrownBy(() -> curve(1.5)).hasMessage("smooth is 1.5; it must be in [0, 1].");
  }

  @Test
  void columns_of_episodes_are_plotted_over_steps_their_number_or_seconds() throws IOException {
    run("0,0");
    Files.writeString(
        runs.getFirst().directory().resolve("episodes.csv"),
        """
        step,env,return,length,seconds,success,info/parts
        10,0,1,10,0.5,,7
        10,1,3,10,0.5,,9
        30,0,5,20,1.5,,
        """);

    Curve steps = episodes(CurveMaker.Along.STEPS, "episode/return");
    Curve numbers = episodes(CurveMaker.Along.EPISODES, "episode/length");
    Curve seconds = episodes(CurveMaker.Along.SECONDS, "episode/info/parts");

    assertThat(steps.x()).startsWith(10.0).endsWith(30.0);
    assertThat(steps.last().value()).isEqualTo(5);
    assertThat(numbers.x()).startsWith(1.0).endsWith(3.0);
    assertThat(numbers.last().value()).isEqualTo(20);
    assertThat(seconds.last().value()).isEqualTo(9); // the last episode has none
    assertThatThrownBy(() -> episodes(CurveMaker.Along.STEPS, "episode/success"))
        .hasMessageEndingWith("has no value of episode/success.");
    assertThatThrownBy(() -> episodes(CurveMaker.Along.STEPS, "episode/retrun"))
        .hasMessage("There is no metric retrun. Did you mean return?");
  }

  private Curve episodes(CurveMaker.Along x, String y) {
    return new CurveMaker(x, y, 0).of(new RunGroup("ours", runs));
  }
}
