package ascent.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// An episode recorded from Gymnasium, with what its environment drew from its random source.
///
/// @param draws every number drawn, in order: those of the reset, then step by step
/// @param resetDraws how many of them the reset drew
/// @param actions `[T][…]`
/// @param observations the observation of the reset and those after each action `[T + 1][…]`
/// @param rewards `[T]`
/// @param terminated `[T]`
record Recording(
    double[] draws,
    int resetDraws,
    double[][] actions,
    double[][] observations,
    double[] rewards,
    boolean[] terminated) {
  private static final String DEFAULT = "ascent-core/src/test/resources/fixtures";

  /// The episodes of a file in the folder named by the system property `ascent.fixtures`, by
  /// default the project's own copy. Tells how many there are, and fails where that is none.
  static List<Recording> read(String name) {
    Path file = folder().resolve("gym").resolve(name + ".json");
    assertThat(file).isRegularFile();
    List<Recording> episodes =
        Json.list(parse(file), "episodes").stream().map(Recording::of).toList();
    int steps = episodes.stream().mapToInt(Recording::steps).sum();
    assertThat(steps).as("steps in gym/%s.json", name).isPositive();
    System.out.printf(
        Locale.ROOT, "parity gym/%s.json: %d episodes, %d steps%n", name, episodes.size(), steps);
    return episodes;
  }

  private static Object parse(Path file) {
    try {
      return Json.parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int steps() {
    return rewards.length;
  }

  /// The return.
  double total() {
    return Arrays.stream(rewards).sum();
  }

  /// The steps before the first one after which a leg touches the ground.
  int stepsInTheAir() {
    int t = 0;
    while (t < steps() && observations[t + 1][6] == 0 && observations[t + 1][7] == 0) {
      t++;
    }
    return t;
  }

  /// Whether no leg that stood on the ground leaves it again.
  boolean withoutBounce() {
    for (int t = 0; t < steps(); t++) {
      if (observations[t][6] > observations[t + 1][6]
          || observations[t][7] > observations[t + 1][7]) {
        return false;
      }
    }
    return true;
  }

  private static Recording of(Object node) {
    double[] reset = row(Json.list(node, "reset_draws"));
    double[] steps =
        Json.list(node, "step_draws").stream()
            .flatMapToDouble(draws -> Arrays.stream(row(draws)))
            .toArray();
    double[] draws = new double[reset.length + steps.length];
    System.arraycopy(reset, 0, draws, 0, reset.length);
    System.arraycopy(steps, 0, draws, reset.length, steps.length);
    return new Recording(
        draws,
        reset.length,
        rows(Json.list(node, "actions")),
        rows(Json.list(node, "observations")),
        row(Json.list(node, "rewards")),
        flags(Json.list(node, "terminated")));
  }

  private static double[][] rows(List<Object> list) {
    return list.stream().map(Recording::row).toArray(double[][]::new);
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

  private static Path folder() {
    String name = System.getProperty("ascent.fixtures", DEFAULT);
    for (Path from = Path.of("").toAbsolutePath(); from != null; from = from.getParent()) {
      if (Files.isDirectory(from.resolve(name))) {
        return from.resolve(name);
      }
    }
    throw new AssertionError("There is no folder " + name + " here or above.");
  }
}
