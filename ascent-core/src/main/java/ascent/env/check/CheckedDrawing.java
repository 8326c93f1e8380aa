package ascent.env.check;

import ascent.env.Env;
import ascent.env.EnvShape;
import ascent.env.Renderable;
import ascent.env.Renderable.Screen;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks the drawing of an env for [EnvChecker]: runs the episodes again and draws their first
/// states.
final class CheckedDrawing {
  private static final int PICTURES = 20; // of each episode
  private static final int LARGEST = 1024; // pixels

  private final Env env;
  private final EnvShape shape;
  private final Renderable drawn;
  private final int maxSteps;
  private final Findings problems;

  CheckedDrawing(Env env, EnvShape shape, int maxSteps, Findings problems) {
    this.env = env;
    this.shape = shape;
    drawn = (Renderable) env.unwrapped();
    this.maxSteps = maxSteps;
    this.problems = problems;
  }

  /// @param first the same episodes without pictures
  void check(List<CheckedEpisode> first) {
    List<CheckedEpisode> again = new ArrayList<>();
    Screen screen = null;
    for (int k = 0; k < first.size(); k++) {
      CheckedEpisode episode = new CheckedEpisode(env, shape, k, maxSteps, problems);
      episode.begin(env);
      for (int pictures = 0; episode.running(); pictures++) {
        if (pictures < PICTURES) {
          Screen now = screen(episode);
          if (now == null || !isSame(screen, now, episode) || !draw(now, episode)) {
            return;
          }
          screen = now;
        }
        episode.step(env);
      }
      again.add(episode);
    }
    String difference = CheckedEpisode.firstDifference(first, again);
    if (!difference.isEmpty()) {
      problems.add(
          "drawn",
          ("an env that is drawn differs from one that is not drawn: " + difference)
              + ". Maybe render changes the state or draws from the Rng; it must not.");
    }
  }

  private @Nullable Screen screen(CheckedEpisode episode) {
    try {
      Screen screen = drawn.screen();
      if (screen == null) {
        problems.add("screen", "screen() gave null; it must give a Screen.");
      }
      return screen;
    } catch (Throwable e) {
      problems.threw("screen()", episode.where(), e);
      return null;
    }
  }

  private boolean isSame(@Nullable Screen before, Screen now, CheckedEpisode episode) {
    if (before == null || before.equals(now)) {
      return true;
    }
    problems.add(
        "screen",
        "screen() is " + before + ", then " + now + episode.where() + "; it must not change.");
    return false;
  }

  private boolean draw(Screen screen, CheckedEpisode episode) {
    int width = Math.min(screen.width(), LARGEST);
    int height = Math.min(screen.height(), LARGEST);
    Graphics2D g = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      drawn.render(g);
      problems.interrupted("render", episode.where());
      return true;
    } catch (Throwable e) {
      problems.threw("render", episode.where(), e);
      return false;
    } finally {
      g.dispose();
    }
  }
}
