package ascent.cli.render;

import ascent.cli.args.UsageException;
import ascent.config.Numbers;
import ascent.env.Renderable;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The size that was asked for a film.
///
/// @param width of a frame in pixels; 0 if a multiple was asked for
/// @param height of a frame in pixels; 0 if a multiple was asked for
/// @param multiple of the env's own size; 0 if pixels were asked for
record FilmSize(int width, int height, double multiple) {
  static final String HELP =
      "Size of the film: pixels such as 640x480, or a multiple of the environment's own such as 2x"
          + " (default: 1x).";

  private static final Pattern PIXELS = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");
  private static final Pattern MULTIPLE = Pattern.compile("([0-9]{0,4}(\\.[0-9]{1,4})?)x");
  private static final int SMALLEST = 16; // pixels
  private static final int LARGEST = 8192; // pixels

  /// Reads an option's value; null for the env's own size.
  ///
  /// @throws UsageException if it is neither pixels nor a multiple
  static FilmSize of(@Nullable String text) {
    if (text == null) {
      return new FilmSize(0, 0, 1);
    }
    Matcher pixels = PIXELS.matcher(text);
    if (pixels.matches()) {
      return new FilmSize(Integer.parseInt(pixels.group(1)), Integer.parseInt(pixels.group(2)), 0);
    }
    Matcher multiple = MULTIPLE.matcher(text);
    if (multiple.matches() && text.length() > 1) {
      double factor = Numbers.parseDouble(multiple.group(1));
      if (factor > 0) {
        return new FilmSize(0, 0, factor);
      }
    }
    throw new UsageException("--size is " + text + "; it must be like 640x480 or 2x.");
  }

  /// The frames for an env.
  ///
  /// @param strip the height of the strip below the picture for a frame's width, in pixels
  /// @throws UsageException if they are too small or too large
  FilmLayout layout(Renderable.Screen screen, IntUnaryOperator strip) {
    int wide = multiple > 0 ? (int) Math.rint(multiple * screen.width()) : width;
    requireSide("width", wide);
    int below = strip.applyAsInt(wide);
    int high = multiple > 0 ? (int) Math.rint(multiple * screen.height()) + below : height;
    requireSide("height", high);
    int room = high - below;
    if (multiple == 0 && room < SMALLEST) {
      throw new UsageException(
          "--size is %dx%d, which leaves %d rows for the picture above %d of text; it must leave %d. Maybe add --no-overlay."
              .formatted(wide, high, Math.max(0, room), below, SMALLEST));
    }
    double scale =
        multiple > 0
            ? multiple
            : Math.min((double) wide / screen.width(), (double) room / screen.height());
    double left = (wide - scale * screen.width()) / 2;
    double top = (room - scale * screen.height()) / 2;
    return new FilmLayout(wide, high, scale, left, top);
  }

  private static void requireSide(String name, int pixels) {
    if (pixels < 1 || pixels > LARGEST) {
      throw new UsageException(
          "the film's %s would be %d pixels; it must be in [1, %d]. Maybe give another --size."
              .formatted(name, pixels, LARGEST));
    }
  }
}
