package ascent.study.plot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.study.stats.Estimate;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class CurvePlotTest {
  private static final Picture.Size SIZE = new Picture.Size(400, 300);

  private static Curve curve(String label, double... means) {
    List<Double> x = new ArrayList<>();
    List<Estimate> y = new ArrayList<>();
    for (double mean : means) {
      x.add(1_000.0 * x.size());
      y.add(new Estimate(mean, mean - 10, mean + 10));
    }
    return new Curve(label, 3, x, y);
  }

  private static CurvePlot plot(Curve... curves) {
    return new CurvePlot("return", "mean of 3", "steps", "return", List.of(curves), 95);
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  @Test
  void an_svg_is_well_formed_whatever_the_labels_hold() throws Exception {
    String svg =
        plot(curve("<b> & \"x\" \u001b[1m", 0, 50), curve("y", 1, 2))
            .picture(SIZE)
            .svg(Theme.LIGHT);

    assertThat(parsed(svg).getDocumentElement().getAttribute("width")).isEqualTo("400");
    assertThat(svg).contains("&lt;b&gt; &amp; ").doesNotContain("\u001b");
  }

  @Test
  void every_curve_has_a_line_a_band_and_a_label_and_the_threshold_a_mark() {
    String svg = plot(curve("a", 0, 50), curve("b", 1, 90)).picture(SIZE).svg(Theme.LIGHT);

    assertThat(svg.split("fill-opacity", -1)).hasSize(3);
    assertThat(svg).contains(">a</text>").contains(">b</text>").contains(">solved at 95</text>");
  }

  @Test
  void curves_differ_in_colour_and_in_dashes() {
    Set<String> looks = new TreeSet<>();
    for (int i = 0; i < 16; i++) {
      Canvas.Pen pen = Canvas.Pen.series(i);
      looks.add(pen.fill() + " " + pen.dash());
    }

    assertThat(looks).hasSize(16);
    assertThat(Canvas.Pen.series(0).dash()).isEmpty();
    assertThat(Canvas.Pen.series(1).dash()).isNotEqualTo(Canvas.Pen.series(2).dash());
  }

  @Test
  void an_svg_follows_the_reader_s_theme_where_asked() throws Exception {
    Picture picture = plot(curve("a", 0, 50)).picture(SIZE);

    assertThat(picture.svg(Theme.LIGHT)).contains("#ffffff").doesNotContain("var(");
    assertThat(picture.svg(Theme.DARK)).contains("#14171c").doesNotContain("#ffffff");
    assertThat(picture.svg(Theme.AUTO))
        .contains("prefers-color-scheme:dark")
        .contains("style=\"fill:var(--background)\"");
    parsed(picture.svg(Theme.AUTO));
  }

  @Test
  void a_png_has_two_pixels_a_point_and_the_theme_s_background() throws Exception {
    var bytes = new ByteArrayOutputStream();
    plot(curve("a", 0, 50)).picture(SIZE).png(Theme.DARK, bytes);

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(image.getWidth()).isEqualTo(800);
    assertThat(image.getHeight()).isEqualTo(600);
    assertThat(image.getRGB(2, 2) & 0xFFFFFF).isEqualTo(0x14171C);
    assertThat(has(image, Ink.BLUE.rgb(true))).isTrue();
  }

  @Test
  void equal_values_and_single_points_have_a_picture_too() throws Exception {
    parsed(plot(curve("a", 5, 5, 5)).picture(SIZE).svg(Theme.LIGHT));
    String point = plot(curve("a", 5)).picture(SIZE).svg(Theme.LIGHT);
    parsed(point);
    assertThat(point).contains("<circle").doesNotContain("NaN");
  }

  @Test
  void sizes_that_no_picture_has_are_refused() {
    assertThatThrownBy(() -> new Picture.Size(20, 300))
        .hasMessage("width is 20; it must be in [200, 4000].");
    assertThatThrownBy(CurvePlotTest::plot).hasMessage("A plot has at least one curve.");
  }

  @Test
  void a_sparkline_rises_with_its_curve() {
    assertThat(Sparkline.of(curve("", 0, 1, 2, 3, 4, 5, 6, 7), 8, 0, 7)).isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(Sparkline.of(curve("", 0, 0, 7, 7), 2, 0, 7)).isEqualTo("▁█");
    assertThat(Sparkline.of(curve("", 3, 3), 60, 3, 3)).isEqualTo("▅▅");
  }

  private static boolean has(BufferedImage image, int rgb) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xFFFFFF) == rgb) {
          return true;
        }
      }
    }
    return false;
  }
}
