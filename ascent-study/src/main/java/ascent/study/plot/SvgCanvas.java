package ascent.study.plot;

import ascent.config.Printable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Draws as SVG. The text is the same on every machine: widths of texts are estimated from those of
/// Helvetica.
final class SvgCanvas implements Canvas {
  private static final String NARROW = "iljtfrI.,:;|!'()[]/ -";
  private static final String WIDE = "mwMWABCDEGHKNOPQRSTUVXYZ%@—–";
  private static final double NARROW_EM = 0.31;
  private static final double WIDE_EM = 0.74;
  private static final double EM = 0.56;

  private final StringBuilder body = new StringBuilder();
  private final Theme theme;

  SvgCanvas(Theme theme) {
    this.theme = theme;
  }

  /// The whole document.
  String document(int width, int height, String title) {
    String head =
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
        role="img" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">
        <title>%s</title>
        """
            .formatted(width, height, width, height, escaped(title));
    return head + (theme == Theme.AUTO ? style() : "") + body + "</svg>\n";
  }

  private static String style() {
    return "<style>svg{%s}@media (prefers-color-scheme:dark){svg{%s}}</style>\n"
        .formatted(variables(false), variables(true));
  }

  /// The declarations of all colours as CSS variables.
  static String variables(boolean dark) {
    return List.of(Ink.values()).stream()
        .map(ink -> ink.variable() + ":" + hex(ink.rgb(dark)))
        .collect(Collectors.joining(";"));
  }

  private static String hex(int rgb) {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }

  @Override
  public void line(List<Point> points, Pen pen) {
    String dash =
        pen.dash().isEmpty()
            ? ""
            : " stroke-dasharray=\"%s\""
                .formatted(
                    pen.dash().stream().map(SvgCanvas::number).collect(Collectors.joining(" ")));
    append(
        "<path d=\"M%s\" fill=\"none\" stroke-linejoin=\"round\" stroke-width=\"%s\"%s %s/>"
            .formatted(path(points), number(pen.width()), dash, colour("stroke", pen.fill())));
  }

  @Override
  public void area(List<Point> points, Fill fill, double opacity) {
    append(
        "<path d=\"M%sZ\"%s %s/>"
            .formatted(
                path(points),
                opacity == 1 ? "" : " fill-opacity=\"" + number(opacity) + "\"",
                colour("fill", fill)));
  }

  @Override
  public void dot(Point centre, double radius, Fill fill) {
    append(
        "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>"
            .formatted(
                number(centre.x()), number(centre.y()), number(radius), colour("fill", fill)));
  }

  @Override
  public void text(String text, Point at, Face face) {
    String x = number(at.x());
    String y = number(at.y());
    String anchor =
        switch (face.anchor()) {
          case START -> "";
          case MIDDLE -> " text-anchor=\"middle\"";
          case END -> " text-anchor=\"end\"";
        };
    append(
        "<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s%s%s %s>%s</text>"
            .formatted(
                x,
                y,
                number(face.size()),
                anchor,
                face.bold() ? " font-weight=\"bold\"" : "",
                face.upright() ? " transform=\"rotate(-90 " + x + " " + y + ")\"" : "",
                colour("fill", face.fill()),
                escaped(text)));
  }

  @Override
  public double width(String text, Face face) {
    double ems =
        text.chars()
            .mapToDouble(
                c -> NARROW.indexOf(c) >= 0 ? NARROW_EM : WIDE.indexOf(c) >= 0 ? WIDE_EM : EM)
            .sum();
    return ems * face.size() * (face.bold() ? 1.08 : 1);
  }

  private String colour(String property, Fill fill) {
    return theme == Theme.AUTO && fill instanceof Ink ink
        ? "style=\"%s:var(%s)\"".formatted(property, ink.variable())
        : "%s=\"%s\"".formatted(property, hex(fill.rgb(theme == Theme.DARK)));
  }

  private void append(String element) {
    body.append(element).append('\n');
  }

  private static String path(List<Point> points) {
    return points.stream()
        .map(p -> number(p.x()) + " " + number(p.y()))
        .collect(Collectors.joining("L"));
  }

  /// At most two decimals.
  private static String number(double value) {
    double rounded = Math.rint(value * 100) / 100;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  private static String escaped(String text) {
    return Printable.line(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
