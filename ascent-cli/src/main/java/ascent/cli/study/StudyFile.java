package ascent.cli.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.cli.args.UsageException;
import ascent.config.Nearest;
import ascent.config.Numbers;
import ascent.config.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads a study from a YAML file:
///
/// ```yaml
/// algorithm: ppo
/// env: CartPole-v1
/// steps: 50_000
/// seeds: 5
/// set:
///   gamma: 0.98
/// grid:
///   clipRange: [0.1, 0.2, 0.3]
/// ```
///
/// Every mistake is reported with its line and column. Values are texts until a setting reads them,
/// as on the command line.
final class StudyFile {
  private static final List<String> KEYS =
      List.of(
          "algorithm",
          "env",
          "preset",
          "seed",
          "seeds",
          "set",
          "grid",
          "steps",
          "episodes",
          "envs",
          "evalEvery",
          "evalEpisodes",
          "rewardThreshold",
          "maxEpisodeSteps",
          "logEvery",
          "checkpointEvery",
          "wrappers");
  private static final int MOST_CHARACTERS = 1 << 20;

  private final Path file;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private StudyFile(Path file) {
    this.file = file;
  }

  /// Reads a file.
  ///
  /// @throws UsageException if it is not a study; the message has the line and column
  static StudyRequest read(Path file) throws IOException {
    if (Files.size(file) > MOST_CHARACTERS) {
      throw new UsageException(file + " is longer than a study's file can be.");
    }
    StudyFile study = new StudyFile(file);
    study.parse(Files.readString(file, UTF_8));
    return study.request();
  }

  private void parse(String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
    Optional<Node> root;
    try {
      root = new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      String problem = Printable.excerpt(String.valueOf(e.getProblem()));
      throw new UsageException(
          "%s%s: this is not YAML: %s.".formatted(file, place(e.getProblemMark()), problem));
    } catch (YamlEngineException e) {
      throw new UsageException(
          file + " is not YAML: " + Printable.excerpt(String.valueOf(e.getMessage())));
    }
    Node node = root.orElseThrow(() -> new UsageException(file + " is empty; it must be a study."));
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(node, "a study must be a mapping such as 'algorithm: ppo'");
    }
    for (NodeTuple entry : mapping.getValue()) {
      String key = text(entry.getKeyNode(), "a key");
      if (!KEYS.contains(key)) {
        throw wrong(entry.getKeyNode(), "there is no key " + key + "." + Nearest.hint(key, KEYS));
      }
      nodes.put(key, entry.getValueNode());
    }
  }

  private StudyRequest request() {
    Map<String, String> options = new LinkedHashMap<>();
    for (String key : KEYS.subList(KEYS.indexOf("steps"), KEYS.size())) {
      if (nodes.containsKey(key)) {
        options.put(key, value(node(key), key));
      }
    }
    return new StudyRequest(
        required("algorithm"),
        required("env"),
        nodes.containsKey("preset") ? text(node("preset"), "preset") : "",
        options,
        settings(),
        grid(),
        integer("seed", 1),
        Math.toIntExact(Math.clamp(integer("seeds", 1), -1, Integer.MAX_VALUE)));
  }

  private Node node(String key) {
    Node node = nodes.get(key);
    if (node == null) {
      throw new UsageException("%s has no key %s.".formatted(file, key));
    }
    return node;
  }

  private String required(String key) {
    return text(node(key), key);
  }

  private long integer(String key, long otherwise) {
    if (!nodes.containsKey(key)) {
      return otherwise;
    }
    Node node = node(key);
    try {
      return Numbers.parseLong(text(node, key));
    } catch (NumberFormatException e) {
      throw wrong(node, key + ": " + e.getMessage());
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    entries("set").forEach((key, node) -> settings.put(key, value(node, key)));
    return settings;
  }

  private Map<String, List<String>> grid() {
    Map<String, List<String>> grid = new LinkedHashMap<>();
    entries("grid")
        .forEach((key, node) -> {
          if (!(node instanceof SequenceNode list)) {
            throw wrong(node, key + " must be a list of values such as [0.1, 0.2]");
          }
          List<String> values = new ArrayList<>();
          list.getValue().forEach(value -> values.add(value(value, key)));
          GridOption.requireValues(file + place(node), key, values);
          grid.put(key, values);
        });
    return grid;
  }

  private Map<String, Node> entries(String key) {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (nodes.containsKey(key)) {
      if (!(node(key) instanceof MappingNode mapping)) {
        throw wrong(node(key), key + " must be a mapping such as 'gamma: 0.98'");
      }
      for (NodeTuple entry : mapping.getValue()) {
        entries.put(text(entry.getKeyNode(), "a key"), entry.getValueNode());
      }
    }
    return entries;
  }

  /// A value as text; a list of values, such as layers, with commas.
  private String value(Node node, String key) {
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(one -> text(one, key)).collect(Collectors.joining(","))
        : text(node, key);
  }

  private String text(Node node, String key) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(node, key + " must be a plain value");
  }

  private UsageException wrong(Node node, String problem) {
    String stop = problem.endsWith("?") || problem.endsWith(".") ? "" : ".";
    return new UsageException(file + place(node) + ": " + problem + stop);
  }

  private static String place(Node node) {
    return place(node.getStartMark());
  }

  private static String place(Optional<Mark> mark) {
    return mark.map(m ->
            String.format(Locale.ROOT, ", line %d, column %d", m.getLine() + 1, m.getColumn() + 1))
        .orElse("");
  }
}
