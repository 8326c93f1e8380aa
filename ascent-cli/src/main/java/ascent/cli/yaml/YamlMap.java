package ascent.cli.yaml;

import ascent.cli.args.UsageException;
import ascent.config.Nearest;
import ascent.config.Numbers;
import ascent.config.Printable;
import ascent.io.DamagedFileException;
import ascent.io.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A mapping in a YAML file, or in a JSON file, which is YAML too. Every mistake is reported with
/// its line and column. Values are texts until a setting reads them, as on the command line.
public final class YamlMap {
  private static final long LARGEST = 1 << 20; // bytes of a file
  private static final int DEEPEST = 64; // lists and mappings within each other

  private final Path file;
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();

  private YamlMap(Path file) {
    this.file = file;
  }

  /// Reads the mapping that a file consists of.
  ///
  /// @param kind what the file is, such as `a study`
  /// @param example a line of such a file
  /// @throws UsageException if it is not one; the message has the line and column
  /// @throws IOException if it cannot be read
  public static YamlMap read(Path file, String kind, String example) throws IOException {
    String text;
    try {
      text = InputFiles.text(file, LARGEST);
    } catch (DamagedFileException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    return parse(file, text, kind, example);
  }

  /// Reads the mapping that a text consists of.
  ///
  /// @param file that the text is of
  /// @throws UsageException as [#read] does
  public static YamlMap parse(Path file, String text, String kind, String example) {
    LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
    Optional<Node> root;
    try {
      requireShallow(file, new Parse(settings).parseString(text));
      root = new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      String problem = Printable.excerpt(String.valueOf(e.getProblem()));
      throw new UsageException(
          "%s%s: this is not YAML: %s.".formatted(file, place(e.getProblemMark()), problem));
    } catch (YamlEngineException e) {
      throw new UsageException(
          file + " is not YAML: " + Printable.excerpt(String.valueOf(e.getMessage())));
    }
    Node node =
        root.orElseThrow(() -> new UsageException(file + " is empty; it must be " + kind + "."));
    YamlMap map = new YamlMap(file);
    if (!(node instanceof MappingNode mapping)) {
      throw map.wrong(node, "%s must be a mapping such as '%s'".formatted(kind, example));
    }
    map.fill(mapping);
    return map;
  }

  /// Composing recurses.
  private static void requireShallow(Path file, Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      depth +=
          switch (event.getEventId()) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
          };
      if (depth > DEEPEST) {
        throw new UsageException(
            "%s%s: more than %d lists and mappings are within each other."
                .formatted(file, place(event.getStartMark()), DEEPEST));
      }
    }
  }

  private void fill(MappingNode mapping) {
    for (NodeTuple entry : mapping.getValue()) {
      String key = scalar(entry.getKeyNode(), "a key");
      if (keys.put(key, entry.getKeyNode()) != null) {
        throw wrong(entry.getKeyNode(), "there are two keys " + key);
      }
      values.put(key, entry.getValueNode());
    }
  }

  /// Requires that there are no other keys than these.
  public void requireKeys(Collection<String> known) {
    for (String key : keys.keySet()) {
      if (!known.contains(key)) {
        throw wrongKey(key, "there is no key " + key + "." + Nearest.hint(key, known));
      }
    }
  }

  /// The keys, in the order of the file.
  public Set<String> keys() {
    return keys.keySet();
  }

  public boolean has(String key) {
    return keys.containsKey(key);
  }

  /// The text of a value; of a list of values, such as layers, with commas.
  ///
  /// @throws UsageException if there is none
  public String text(String key) {
    return value(node(key), key);
  }

  /// The text of a value that is no list.
  ///
  /// @throws UsageException if there is none
  public String plain(String key) {
    return scalar(node(key), key);
  }

  /// A whole number.
  public long integer(String key, long otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    try {
      return Numbers.parseLong(plain(key));
    } catch (NumberFormatException e) {
      throw wrong(key, key + ": " + e.getMessage());
    }
  }

  /// Whether a value is a list.
  public boolean isList(String key) {
    return node(key) instanceof SequenceNode;
  }

  /// The elements of a list. A plain value is refused, or is the only element.
  public List<String> list(String key, boolean orPlain) {
    Node node = node(key);
    if (node instanceof SequenceNode list) {
      List<String> elements = new ArrayList<>();
      list.getValue().forEach(one -> elements.add(value(one, key)));
      return elements;
    }
    if (orPlain) {
      return List.of(scalar(node, key));
    }
    throw wrong(key, key + " must be a list of values such as [0.1, 0.2]");
  }

  /// A mapping under a key; an empty one if there is no such key.
  ///
  /// @param example a line of it
  public YamlMap map(String key, String example) {
    YamlMap map = new YamlMap(file);
    if (has(key)) {
      if (!(node(key) instanceof MappingNode mapping)) {
        throw wrong(key, "%s must be a mapping such as '%s'".formatted(key, example));
      }
      map.fill(mapping);
    }
    return map;
  }

  /// Something is wrong with a key's value.
  public UsageException wrong(String key, String problem) {
    return wrong(node(key), problem);
  }

  /// Something is wrong with a key.
  public UsageException wrongKey(String key, String problem) {
    return wrong(keys.getOrDefault(key, node(key)), problem);
  }

  /// The file, with the line and column of a key's value.
  public String place(String key) {
    return file + place(node(key).getStartMark());
  }

  private Node node(String key) {
    Node node = values.get(key);
    if (node == null) {
      throw new UsageException("%s has no key %s.".formatted(file, key));
    }
    return node;
  }

  private String value(Node node, String key) {
    if (node instanceof SequenceNode list) {
      List<String> elements = new ArrayList<>();
      list.getValue().forEach(one -> elements.add(scalar(one, key)));
      return String.join(",", elements);
    }
    return scalar(node, key);
  }

  private String scalar(Node node, String key) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(node, key + " must be a plain value");
  }

  private UsageException wrong(Node node, String problem) {
    String stop = problem.endsWith("?") || problem.endsWith(".") ? "" : ".";
    return new UsageException(file + place(node.getStartMark()) + ": " + problem + stop);
  }

  private static String place(Optional<Mark> mark) {
    return mark.map(m -> ", line %d, column %d".formatted(m.getLine() + 1, m.getColumn() + 1))
        .orElse("");
  }
}
