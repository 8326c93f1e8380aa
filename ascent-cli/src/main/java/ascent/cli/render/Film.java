package ascent.cli.render;

import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.env.Env;
import ascent.io.AtomicFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Films episodes of an env into a file.
final class Film {
  private final FilmLook look;
  private final Env env;
  private final FrameGrabber grabber;
  private final @Nullable Overlay overlay;

  /// A part of a film.
  ///
  /// @param title in the strip below the picture; empty for none
  /// @param player of its episodes
  /// @param script of its episodes
  record Scene(String title, Player player, EpisodeRecorder.Script script) {}

  /// @param script the longest of a scene
  /// @param titled whether scenes have titles
  /// @throws UsageException if the env does not draw itself, or not in that size
  Film(FilmLook look, EpisodeRecorder.Script script, Env env, boolean titled) {
    this.look = look;
    this.env = env;
    FrameGrabber plain = UsageException.checking(() -> new FrameGrabber(env));
    var subject =
        new Overlay.Subject(
            env.actionSpace(), look.overlay() ? plain.legend() : List.of(), script, titled);
    FilmLayout layout =
        look.size()
            .layout(
                plain.screen(), width -> look.overlay() ? new Overlay(subject, width).height() : 0);
    grabber = plain.with(layout);
    overlay = look.overlay() ? new Overlay(subject, layout.width()) : null;
  }

  /// Writes the film and moves it to its place when done.
  ///
  /// @return the result of each scene
  List<EpisodeRecorder.Result> write(Path file, List<Scene> scenes, Output output)
      throws IOException {
    FrameWriter.Format format = FrameWriter.Format.of(file);
    double own = grabber.screen().framesPerSecond();
    double fps = look.framesPerSecond() == 0 ? own : look.framesPerSecond();
    return AtomicFiles.replace(
        file,
        part -> {
          try (Output.LastWords _ = output.lastWords(() -> forget(part.file()));
              FrameWriter film = format.open(part.channel(), fps)) {
            List<EpisodeRecorder.Result> results = new ArrayList<>();
            for (Scene scene : scenes) {
              results.add(shoot(scene, film));
            }
            return results;
          }
        });
  }

  private EpisodeRecorder.Result shoot(Scene scene, FrameWriter film) throws IOException {
    return new EpisodeRecorder(
            scene.script,
            env,
            scene.player,
            grabber,
            (picture, moment) -> film.add(withOverlay(picture, moment, scene.title)))
        .shoot();
  }

  private BufferedImage withOverlay(@Nullable BufferedImage picture, Moment moment, String title) {
    BufferedImage frame = Objects.requireNonNull(picture, "there is a grabber");
    if (overlay != null) {
      overlay.draw(frame, moment, title);
    }
    return frame;
  }

  private static String forget(Path part) {
    try {
      Files.deleteIfExists(part);
      return "no film was written";
    } catch (IOException e) {
      return "a part of the film is in " + part;
    }
  }
}
