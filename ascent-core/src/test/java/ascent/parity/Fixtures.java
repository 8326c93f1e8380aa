package ascent.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The numbers recorded from PyTorch and Stable-Baselines3, and how near to them is near enough.
///
/// They lie in the folder named by the system property `ascent.fixtures`, by default in the
/// project's own copy.
public final class Fixtures {
  /// The tolerance of a single formula.
  public static final double FORMULA = 1e-6;

  /// The tolerance of a whole update.
  public static final double UPDATE = 1e-5;

  /// The tolerance of an update that begins from noise in the original: TRPO's conjugate gradients.
  public static final double NOISY_UPDATE = 1e-3;

  private static final String DEFAULT = "ascent-core/src/test/resources/fixtures";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private Fixtures() {}

  /// The folder with the numbers recorded from PyTorch.
  public static Path torch() {
    return find(System.getProperty("ascent.fixtures", DEFAULT)).resolve("torch");
  }

  /// A relative name is looked for from the working directory upwards.
  static Path find(String name) {
    Path start = Path.of("").toAbsolutePath();
    for (Path from = start; from != null; from = from.getParent()) {
      if (Files.isDirectory(from.resolve(name))) {
        return from.resolve(name);
      }
    }
    throw new AssertionError(
        "There is no folder %s in %s or above. Maybe ascent.fixtures is misspelt."
            .formatted(name, start));
  }

  /// The fixture files in a folder whose names begin with a prefix, without `.json`.
  public static List<String> names(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.startsWith(prefix) && file.endsWith(".json"))
              .map(file -> file.substring(0, file.length() - ".json".length()))
              .sorted()
              .toList();
      assertThat(names).as("files %s*.json in %s", prefix, folder).isNotEmpty();
      return names;
    } catch (IOException e) {
      throw new AssertionError(folder + " cannot be listed", e);
    }
  }

  /// Reads a file of the folder.
  public static JsonNode read(String name) {
    try {
      return JSON.readTree(Files.readString(torch().resolve(name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says how many cases of a file were compared, and fails where that is none.
  public static void ran(String name, int cases) {
    assertThat(cases).as("cases in torch/%s.json", name).isPositive();
    System.out.printf(Locale.ROOT, "parity torch/%s.json: %d cases%n", name, cases);
  }

  /// Says how many cases under one key of a file were compared, and fails where that is none.
  public static void ran(String name, String key, int cases) {
    assertThat(cases).as("cases in torch/%s.json, %s", name, key).isPositive();
    System.out.printf(Locale.ROOT, "parity torch/%s.json, %s: %d cases%n", name, key, cases);
  }

  /// Says that nothing compares with a file, or a part of it, yet.
  public static void skipped(String what) {
    System.out.printf(
        Locale.ROOT, "parity torch/%s: skipped, there is nothing like it yet%n", what);
  }

  /// The numbers of nested lists, row by row.
  public static double[] numbers(JsonNode list) {
    return leaves(list).mapToDouble(JsonNode::asDouble).toArray();
  }

  /// The numbers of nested lists, row by row, as floats.
  public static float[] floats(JsonNode list) {
    double[] numbers = numbers(list);
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static Stream<JsonNode> leaves(JsonNode node) {
    return node.isArray() ? node.valueStream().flatMap(Fixtures::leaves) : Stream.of(node);
  }

  /// Requires max|x − y| ≤ tolerance · max(1, max|y|).
  public static void assertClose(String what, float[] x, JsonNode y, double tolerance) {
    double[] expected = numbers(y);
    assertThat(x).as(what).hasSize(expected.length);
    double scale = 1;
    double worst = 0;
    int at = 0;
    for (int i = 0; i < x.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      double distance = distance(x[i], expected[i]);
      if (distance > worst) {
        worst = distance;
        at = i;
      }
    }
    assertThat(worst)
        .as("%s: distance from %s at %d, largest of all", what, expected[at], at)
        .isLessThanOrEqualTo(tolerance * scale);
  }

  /// |x − y|; infinite where only one of them is NaN or either is infinite.
  private static double distance(double x, double y) {
    double distance = x == y || (Double.isNaN(x) && Double.isNaN(y)) ? 0 : Math.abs(x - y);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }
}
