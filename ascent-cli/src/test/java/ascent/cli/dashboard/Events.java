package ascent.cli.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.io.DamagedFileException;
import ascent.io.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;

/// Reads server-sent events one by one. Each call waits for the next one.
final class Events implements AutoCloseable {
  private final BufferedReader lines;

  Events(String url) throws IOException {
    lines = new BufferedReader(new InputStreamReader(URI.create(url).toURL().openStream(), UTF_8));
  }

  /// The data of the next event of a type, as a tree.
  Object next(String type) throws IOException {
    String line;
    boolean wanted = false;
    while ((line = lines.readLine()) != null) {
      if (line.startsWith("event: ")) {
        wanted = line.equals("event: " + type);
      } else if (wanted && line.startsWith("data: ")) {
        return parsed(line.substring("data: ".length()));
      }
    }
    throw new IOException("The stream ended.");
  }

  private static Object parsed(String data) throws DamagedFileException {
    return Json.parse(data);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
