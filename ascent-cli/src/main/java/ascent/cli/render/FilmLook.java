package ascent.cli.render;

import ascent.cli.args.Arguments;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.config.Numbers;

/// How a film looks: the options of the commands that film.
///
/// @param overlay whether a strip below the picture tells step, return and action
/// @param size of the frames
/// @param framesPerSecond of the film; 0 for the env's own
record FilmLook(boolean overlay, FilmSize size, double framesPerSecond) {
  private static final double SLOWEST = 0.01; // frames a second
  private static final double FASTEST = 1000; // frames a second

  /// Adds the options.
  static Syntax options(Syntax syntax) {
    return syntax
        .flag(
            "--no-overlay",
            "Leave out the strip below the picture with step, return, action and legend.")
        .option("--size", "WxH|Nx", FilmSize.HELP)
        .option("--fps", "N", "Frames a second, one for each step (default: the environment's).");
  }

  /// Reads the options.
  ///
  /// @throws UsageException if one of them is invalid, or has no effect on that format
  static FilmLook of(Arguments arguments, FrameWriter.Format format) {
    double fps = arguments.real("--fps", 0);
    if (arguments.option("--fps") != null) {
      requireSpeed(fps, format);
    }
    return new FilmLook(
        !arguments.flag("--no-overlay"), FilmSize.of(arguments.option("--size")), fps);
  }

  private static void requireSpeed(double fps, FrameWriter.Format format) {
    double most = format == FrameWriter.Format.GIF ? GifWriter.FASTEST : FASTEST;
    if (format == FrameWriter.Format.PNG) {
      throw new UsageException("--fps is for films; a .png is a single picture.");
    }
    if (!(fps >= SLOWEST && fps <= most)) {
      throw new UsageException(
          "--fps is %s; it must be in [%s, %s]%s."
              .formatted(
                  Numbers.text(fps),
                  Numbers.text(SLOWEST),
                  Numbers.text(most),
                  fps > most && fps <= FASTEST
                      ? ", since viewers slow down faster GIFs. Maybe write an .mp4"
                      : ""));
    }
  }
}
