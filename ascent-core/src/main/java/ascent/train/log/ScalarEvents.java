package ascent.train.log;

import ascent.io.Proto;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// An event file of numbers for TensorBoard, of an experiment that is not a
/// [run][ascent.train.Run]. [TensorBoard] writes those of runs.
public final class ScalarEvents implements Closeable {
  private final OutputStream out;

  private ScalarEvents(OutputStream out) {
    this.out = out;
  }

  /// Creates a new event file.
  ///
  /// @param directory created if missing; TensorBoard shows all event files in it
  public static ScalarEvents create(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = EventFiles.next(directory);
    OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    ScalarEvents events = new ScalarEvents(new BufferedOutputStream(out));
    Records.write(events.out, Event.version().toBytes());
    return events;
  }

  /// Writes numbers at a step.
  ///
  /// @param scalars by tag; those that are not finite are left out
  public void write(long step, Map<String, Double> scalars) throws IOException {
    Proto summary = new Proto();
    scalars.forEach((tag, value) -> {
      if (Double.isFinite(value)) {
        Event.scalar(summary, tag, value);
      }
    });
    Records.write(out, Event.of(step, summary).toBytes());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
