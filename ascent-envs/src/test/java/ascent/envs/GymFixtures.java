package ascent.envs;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Trajectories recorded from Gymnasium, and how near to them is near enough.
///
/// They lie in the folder named by the system property `ascent.fixtures`, by default in the
/// project's own copy.
final class GymFixtures {
  private static final String DEFAULT = "ascent-core/src/test/resources/fixtures";

  private GymFixtures() {}

  /// The folder with the trajectories.
  static Path folder() {
    return find(System.getProperty("ascent.fixtures", DEFAULT)).resolve("gym");
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

  /// The files of a folder, without `.json`; at least one.
  static List<String> names(Path folder) {
    assertThat(folder).isDirectory();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".json"))
              .map(file -> file.substring(0, file.length() - ".json".length()))
              .sorted()
              .toList();
      assertThat(names).as("files *.json in %s", folder).isNotEmpty();
      return names;
    } catch (IOException e) {
      throw new AssertionError(folder + " cannot be listed", e);
    }
  }

  /// The episodes of a file, at least one. Tells how many there are.
  static List<Episode> episodes(String name) {
    Path file = folder().resolve(name + ".json");
    assertThat(file).isRegularFile();
    List<Episode> episodes = Json.list(parse(file), "episodes").stream().map(Episode::of).toList();
    int steps = episodes.stream().mapToInt(episode -> episode.rewards.length).sum();
    ran(name, episodes.size(), steps);
    return episodes;
  }

  /// A file with a transition table. A folder of trajectories with another seed need not have it,
  /// as nothing in it depends on a seed: then the project's own copy serves.
  static Map<String, Object> table(String name) {
    Path file = folder().resolve(name + ".json");
    Path own = find(DEFAULT).resolve("gym").resolve(name + ".json");
    return parse(Files.exists(file) ? file : own);
  }

  private static Map<String, Object> parse(Path file) {
    try {
      return Json.object(Json.parse(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says how many cases of a file are compared, and fails where that is none.
  static void ran(String name, int episodes, int steps) {
    assertThat(steps).as("steps in gym/%s.json", name).isPositive();
    System.out.printf(
        Locale.ROOT, "parity gym/%s.json: %d episodes, %d steps%n", name, episodes, steps);
  }

  /// Says that nothing compares with a file yet.
  static void skipped(String name) {
    System.out.printf(Locale.ROOT, "parity gym/%s.json: skipped, there is no such env yet%n", name);
  }

  /// Requires max|x − y| ≤ tolerance · max(1, max|y|).
  static void assertClose(float[] x, double[] y, double tolerance, String what, int step) {
    assertThat(x).hasSameSizeAs(y);
    double largest = 1;
    for (double value : y) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < y.length; i++) {
      boolean near = Math.abs(x[i] - y[i]) <= tolerance * largest; // false for NaN
      assertThat(near)
          .as("%s %d, component %d: %s should be %s", what, step, i, x[i], y[i])
          .isTrue();
    }
  }

  /// What was recorded of an episode of T steps.
  ///
  /// @param states the states before each action `[T][…]`
  /// @param actions the actions `[T][…]`
  /// @param observations the observation of the reset and those after each action `[T + 1][…]`
  /// @param rewards the rewards `[T]`
  /// @param terminated `[T]`
  /// @param truncated `[T]`
  record Episode(
      double[][] states,
      double[][] actions,
      double[][] observations,
      double[] rewards,
      boolean[] terminated,
      boolean[] truncated) {

    static Episode of(Object node) {
      Episode episode =
          new Episode(
              rows(Json.list(node, "states")),
              rows(Json.list(node, "actions")),
              rows(Json.list(node, "observations")),
              row(Json.list(node, "rewards")),
              flags(Json.list(node, "terminated")),
              flags(Json.list(node, "truncated")));
      int steps = episode.rewards.length;
      assertThat(episode.states).hasNumberOfRows(steps);
      assertThat(episode.actions).hasNumberOfRows(steps);
      assertThat(episode.observations).hasNumberOfRows(steps + 1);
      return episode;
    }

    private static double[][] rows(List<Object> list) {
      return list.stream().map(Episode::row).toArray(double[][]::new);
    }

    private static double[] row(Object list) {
      return list instanceof Number number
          ? new double[] {number.doubleValue()}
          : Json.list(list).stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
    }

    private static boolean[] flags(List<Object> list) {
      boolean[] flags = new boolean[list.size()];
      for (int i = 0; i < flags.length; i++) {
        flags[i] = (boolean) list.get(i);
      }
      return flags;
    }
  }
}
