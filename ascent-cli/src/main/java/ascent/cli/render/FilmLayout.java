package ascent.cli.render;

import ascent.env.Renderable;

/// Where the env's picture is in a film's frames.
///
/// @param width of a frame, in pixels
/// @param height of a frame, in pixels
/// @param scale pixels of the frame per pixel of the env's picture
/// @param left of the picture, in pixels of the frame
/// @param top of the picture, in pixels of the frame
record FilmLayout(int width, int height, double scale, double left, double top) {

  /// The picture alone.
  static FilmLayout of(Renderable.Screen screen) {
    return new FilmLayout(screen.width(), screen.height(), 1, 0, 0);
  }
}
