package ascent.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  /// What Python writes for numbers that JSON has none for.
  private static final Pattern NOT_FINITE = Pattern.compile("-?\\bInfinity\\b|\\bNaN\\b");

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
  public static Map<String, Object> read(String name) {
    try {
      return parse(Files.readString(torch().resolve(name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Object> parse(String text) throws IOException {
    return Json.object(Json.parse(NOT_FINITE.matcher(text).replaceAll("\"$0\"")));
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
  public static double[] numbers(Object list) {
    return leaves(list).mapToDouble(x -> Double.parseDouble(x.toString())).toArray();
  }

  /// The numbers of nested lists, row by row, as floats.
  public static float[] floats(Object list) {
    double[] numbers = numbers(list);
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static Stream<Object> leaves(Object tree) {
    return tree instanceof List<?> list ? list.stream().flatMap(Fixtures::leaves) : Stream.of(tree);
  }

  /// Requires max|x − y| ≤ tolerance · max(1, max|y|).
  public static void assertClose(String what, float[] x, Object y, double tolerance) {
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
