package ascent.cli.plot;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.cli.args.Arguments;
import ascent.cli.args.OutputFiles;
import ascent.cli.args.UsageException;
import ascent.config.Nearest;
import ascent.config.Numbers;
import ascent.io.AtomicFiles;
import ascent.study.plot.CurveMaker;
import ascent.study.plot.Picture;
import ascent.study.plot.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a plot is made and where it goes.
///
/// @param file to write; null for lines of text
/// @param svg whether it is an SVG, otherwise a PNG
/// @param maker of curves
/// @param axis name of the horizontal axis
/// @param theme of the picture
/// @param size of the picture
record Style(
    @Nullable Path file,
    boolean svg,
    CurveMaker maker,
    String axis,
    Theme theme,
    Picture.Size size) {
  private static final String DEFAULT_METRIC = "rollout/ep_rew_mean";
  private static final double DEFAULT_SMOOTHING = 0.02;
  private static final String DEFAULT_SIZE = "800x480";

  /// Reads and checks the options.
  ///
  /// @throws UsageException if one is invalid
  /// @throws IOException if the folder of the file cannot be written
  static Style of(Arguments arguments) throws IOException {
    String name = arguments.option("-o");
    boolean svg = name != null && name.toLowerCase(Locale.ROOT).endsWith(".svg");
    if (name != null && !svg && !name.toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new UsageException("-o is " + name + "; it must end in .png or .svg.");
    }
    CurveMaker.Along along =
        choice("--x", arguments.option("--x", "steps"), CurveMaker.Along.class);
    Theme theme = choice("--theme", arguments.option("--theme", "light"), Theme.class);
    if (theme == Theme.AUTO && !svg) {
      throw new UsageException("--theme is auto; it must be light or dark but for an .svg.");
    }
    return new Style(
        name == null ? null : OutputFiles.file("-o", name),
        svg,
        UsageException.checking(() -> maker(along, arguments)),
        along.name().toLowerCase(Locale.ROOT),
        theme,
        UsageException.checking(() -> size(arguments.option("--size", DEFAULT_SIZE))));
  }

  /// Writes a picture to the file.
  void write(Picture picture) throws IOException {
    Path to = Objects.requireNonNull(file, "there is a file");
    if (svg) {
      AtomicFiles.write(to, picture.svg(theme).getBytes(UTF_8));
    } else {
      AtomicFiles.write(to, out -> picture.png(theme, out));
    }
  }

  private static CurveMaker maker(CurveMaker.Along along, Arguments arguments) {
    return new CurveMaker(
        along,
        arguments.option("--y", DEFAULT_METRIC),
        arguments.real("--smooth", DEFAULT_SMOOTHING));
  }

  private static <E extends Enum<E>> E choice(String option, String value, Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    int index = names.indexOf(value);
    if (index < 0) {
      throw new UsageException(
          "%s is %s; it must be one of %s.%s"
              .formatted(option, value, String.join(", ", names), Nearest.hint(value, names)));
    }
    return type.getEnumConstants()[index];
  }

  private static Picture.Size size(String text) {
    String[] parts = text.split("x", -1);
    if (parts.length != 2) {
      throw new UsageException("--size is " + text + "; it must be like 800x480.");
    }
    return new Picture.Size(Numbers.parseInt(parts[0]), Numbers.parseInt(parts[1]));
  }
}
