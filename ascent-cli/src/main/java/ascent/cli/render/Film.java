package ascent.cli.render;

import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.env.Env;
import ascent.io.AtomicFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Films episodes of an env into a file.
final class Film {
  private final FilmLook look;
  private final EpisodeRecorder.Script script;
  private final Env env;
  private final FrameGrabber camera;
  private final @Nullable Overlay overlay;

  /// @throws UsageException if the env does not draw itself, or not in that size
  Film(FilmLook look, EpisodeRecorder.Script script, Env env) {
    this.look = look;
    this.script = script;
    this.env = env;
    FrameGrabber plain = UsageException.checking(() -> new FrameGrabber(env));
    var subject =
        new Overlay.Subject(
            env.actionSpace(), look.overlay() ? plain.legend() : List.of(), script, 0);
    FilmLayout layout =
        look.size()
            .layout(
                plain.screen(), width -> look.overlay() ? new Overlay(subject, width).height() : 0);
    camera = plain.with(layout);
    overlay = look.overlay() ? new Overlay(subject, layout.width()) : null;
  }

  /// Writes the film and moves it to its place when done.
  EpisodeRecorder.Result write(Path file, Player player, Output output) throws IOException {
    FrameWriter.Format format = FrameWriter.Format.of(file);
    double own = camera.screen().framesPerSecond();
    double fps = look.framesPerSecond() == 0 ? own : look.framesPerSecond();
    return AtomicFiles.replace(
        file,
        part -> {
          try (Output.LastWords _ = output.lastWords(() -> forget(part.file()));
              FrameWriter film = format.open(part.channel(), fps)) {
            return new EpisodeRecorder(
                    script,
                    env,
                    player,
                    camera,
                    (picture, moment) -> film.add(withOverlay(picture, moment)))
                .shoot();
          }
        });
  }

  private BufferedImage withOverlay(@Nullable BufferedImage picture, Moment moment) {
    BufferedImage frame = Objects.requireNonNull(picture, "there is a camera");
    if (overlay != null) {
      overlay.draw(frame, moment, "");
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
