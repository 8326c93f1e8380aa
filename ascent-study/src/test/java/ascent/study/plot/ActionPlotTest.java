package ascent.study.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ascent.study.action.ActionHistory;
import ascent.study.action.ActionHistory.Choice;
import ascent.study.action.ActionHistory.Part;
import ascent.study.action.ActionHistory.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActionPlotTest {
  private static final Quantiles FAN =
      new Quantiles(
          "action",
          List.of(List.of(-1.0, -0.5, 0.0, 0.5, 1.0), List.of(0.2, 0.4, 0.5, 0.6, 0.8)),
          -2,
          2);

  private static String svg(Part... parts) {
    ActionPlot plot = new ActionPlot("ppo", new ActionHistory(List.of(10L, 20L), List.of(parts)));
    return plot.picture(plot.size()).svg(Theme.LIGHT);
  }

  /// Ordinates of the areas, in order; the first one, the background, is left out.
  private static List<double[]> areas(String svg) {
    List<double[]> areas = new ArrayList<>();
    Pattern.compile("<path d=\"M([^Z\"]*)Z\"")
        .matcher(svg)
        .results()
        .skip(1)
        .forEach(area ->
            areas.add(
                Arrays.stream(area.group(1).split("L", -1))
                    .mapToDouble(point -> Double.parseDouble(point.split(" ", -1)[1]))
                    .toArray()));
    return areas;
  }

  @Test
  void the_layers_of_a_stack_are_as_high_as_their_shares() {
    Choice choice = new Choice("action", List.of(List.of(0.25, 0.75), List.of(0.4, 0.6)));

    List<double[]> areas = areas(svg(choice));

    double[] lower = areas.get(0); // bottom left, bottom right, top right, top left
    double[] upper = areas.get(1);
    double bottom = lower[0];
    double height = bottom - upper[3];
    assertThat((bottom - lower[3]) / height).isCloseTo(0.25, within(1e-4));
    assertThat((bottom - lower[2]) / height).isCloseTo(0.4, within(1e-4));
    assertThat(upper[0]).as("the upper layer stands on the lower one").isEqualTo(lower[3]);
    assertThat(upper[2]).isEqualTo(upper[3]);
  }

  @Test
  void a_fan_has_a_band_for_each_pair_of_quantiles_and_marks_the_bounds() {
    String svg = svg(FAN);

    List<double[]> areas = areas(svg);
    double[] outer = areas.get(0);
    double[] inner = areas.get(1);
    double unit = (outer[0] - outer[3]) / 2; // the outer band goes from −1 to 1
    assertThat((inner[0] - inner[3]) / unit).isCloseTo(1, within(1e-3));
    assertThat((outer[1] - outer[2]) / unit).isCloseTo(0.6, within(1e-3));
    assertThat(svg).contains("dashed: bounds");
    assertThat(svg.split("stroke-dasharray", -1)).hasSize(3);
  }

  @Test
  void far_bounds_are_not_drawn() {
    Quantiles far = new Quantiles("action", FAN.values(), -1e9, 1e9);

    assertThat(svg(far)).doesNotContain("stroke-dasharray");
  }

  @Test
  void rare_options_are_drawn_as_one() {
    List<Double> shares = new ArrayList<>(Collections.nCopies(20, 0.01));
    for (int frequent : new int[] {0, 3, 5, 7, 11, 13, 19}) {
      shares.set(frequent, 0.87 / 7);
    }

    String svg = svg(new Choice("action", List.of(shares, shares)));

    assertThat(areas(svg)).filteredOn(area -> area.length == 4).hasSize(16); // and 8 samples
    assertThat(svg).contains(">13 others</text>", ">11</text>").doesNotContain(">4</text>");
  }

  @Test
  void the_picture_grows_with_the_panels_up_to_twelve() {
    Part[] parts = IntStream.range(0, 15).mapToObj(_ -> FAN).toArray(Part[]::new);

    String svg = svg(parts);

    assertThat(svg).contains("height=\"764\"", "the first 12 of 15 panels");
    assertThat(svg(FAN)).contains("height=\"480\"").doesNotContain("the first");
  }

  @Test
  void a_single_point_is_drawn_from_the_start_on() {
    ActionHistory history =
        new ActionHistory(List.of(10L), List.of(new Choice("action", List.of(List.of(0.5, 0.5)))));
    String svg = new ActionPlot("ppo", history).picture(new Picture.Size(400, 300)).svg(Theme.DARK);

    assertThat(areas(svg).getFirst()).hasSize(4);
    assertThatThrownBy(() -> new ActionPlot("ppo", new ActionHistory(List.of(), List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
