package ascent.sb3;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.agent.Agent;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// A model in the form of Stable-Baselines3 whose entries a test may change.
final class Sb3Zip {
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, Object> data;
  private final Path file;

  /// A whole model.
  Sb3Zip(Agent agent, Path file) throws IOException {
    this.file = file;
    Sb3Writer.write(agent, file);
    try (Archive archive = Archive.open(file, "it")) {
      for (String name : archive.names()) {
        entries.put(name, archive.entry(name));
      }
    }
    data = new LinkedHashMap<>(Json.object(Json.parse(entries.get("data"))));
  }

  /// Sets a field of `data`.
  Sb3Zip field(String name, Object value) {
    data.put(name, value);
    return this;
  }

  /// Sets a field of `data` to a pickle.
  Sb3Zip pickle(String name, byte[] pickle) {
    return field(
        name, Map.of(":type:", "?", ":serialized:", Base64.getEncoder().encodeToString(pickle)));
  }

  /// Sets a field of `data` to a pickled class.
  Sb3Zip className(String field, String name) {
    return pickle(field, PickleWriter.write(new PyClass(name), 4));
  }

  /// Sets an entry.
  Sb3Zip entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  Path write() throws IOException {
    entries.put("data", Json.pretty(data).getBytes(UTF_8));
    ZipWriter zip = new ZipWriter(1);
    entries.forEach(zip::add);
    return Files.write(file, zip.toBytes());
  }
}
