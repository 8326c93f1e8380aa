package ascent.cli.render;

import ascent.cli.run.RunFailedException;
import ascent.env.Env;
import ascent.env.EnvFailure;
import ascent.env.Renderable;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/// Takes pictures of an env.
final class FrameGrabber {
  private final Renderable env;
  private final Renderable.Screen screen;
  private final FilmLayout layout;
  private final BufferedImage image;

  /// @throws IllegalArgumentException if the env does not draw itself
  /// @throws RunFailedException if it has no screen
  FrameGrabber(Env env) {
    if (!(env.unwrapped() instanceof Renderable renderable)) {
      throw new IllegalArgumentException(
          env.unwrapped().getClass().getSimpleName()
              + " does not draw itself; it must implement Renderable.");
    }
    this.env = renderable;
    screen = screen(renderable);
    layout = FilmLayout.of(screen);
    image = new BufferedImage(layout.width(), layout.height(), BufferedImage.TYPE_INT_RGB);
  }

  private FrameGrabber(FrameGrabber other, FilmLayout layout) {
    env = other.env;
    screen = other.screen;
    this.layout = layout;
    image = new BufferedImage(layout.width(), layout.height(), BufferedImage.TYPE_INT_RGB);
  }

  /// The same for other frames.
  FrameGrabber with(FilmLayout frames) {
    return new FrameGrabber(this, frames);
  }

  /// What the colours of its pictures stand for.
  ///
  /// @throws RunFailedException if it cannot say
  List<Renderable.Key> legend() {
    try {
      return List.copyOf(env.legend());
    } catch (Throwable e) {
      throw new RunFailedException(EnvFailure.threw("legend()", e) + ".", e);
    }
  }

  private static Renderable.Screen screen(Renderable env) {
    Renderable.Screen screen;
    try {
      screen = env.screen();
    } catch (Throwable e) {
      throw new RunFailedException(EnvFailure.threw("screen()", e) + ".", e);
    }
    if (screen == null) {
      throw new RunFailedException("screen() gave null; it must give a Screen.");
    }
    return screen;
  }

  Renderable.Screen screen() {
    return screen;
  }

  /// Draws the env's current state on a white frame; returns the same image at every call.
  BufferedImage shoot() {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, layout.width(), layout.height());
    g.setColor(Color.BLACK);
    g.translate(layout.left(), layout.top());
    g.scale(layout.scale(), layout.scale());
    g.clipRect(0, 0, screen.width(), screen.height());
    env.render(g);
    g.dispose();
    return image;
  }
}
