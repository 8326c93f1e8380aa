package ascent.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixtureFolderTest {
  /// Files that a parity test of this module reads, each of which fails where it finds no case.
  private static final Set<String> KNOWN =
      Set.of(
          "categorical",
          "gaussian",
          "a2c_update_discrete",
          "a2c_update_continuous",
          "distributions_more",
          "gae",
          "optimisers",
          "ppo_update_discrete",
          "ppo_update_continuous",
          "ppo_update_value_clip_target_kl",
          "trpo_update_discrete",
          "trpo_update_continuous");

  /// Keys of `distributions_more` that a parity test of this module reads.
  private static final Set<String> KNOWN_DISTRIBUTIONS =
      Set.of("multi_categorical", "bernoulli", "masked_categorical", "beta", "gsde");

  @Test
  void every_known_file_is_there_and_the_others_are_listed_as_skipped() {
    List<String> names = Fixtures.names(Fixtures.torch(), "");

    for (String name : names) {
      if (!KNOWN.contains(name) && !name.matches("(a2c|ppo|trpo)_update_.*")) {
        Fixtures.skipped(name + ".json");
      }
    }
    assertThat(names).containsAll(KNOWN);
  }

  @Test
  void every_known_distribution_is_there_and_the_others_are_listed_as_skipped() {
    Map<String, Object> distributions = Fixtures.read("distributions_more");

    distributions.forEach((name, value) -> {
      if (value instanceof Map && !KNOWN_DISTRIBUTIONS.contains(name)) {
        Fixtures.skipped("distributions_more.json, " + name);
      }
    });
    assertThat(distributions.keySet()).containsAll(KNOWN_DISTRIBUTIONS);
  }

  @Test
  void an_empty_folder_fails(@TempDir Path empty) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Fixtures.names(empty, ""))
        .withMessageContaining(empty.toString());
  }

  @Test
  void a_missing_folder_fails() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Fixtures.find("no/such/folder"))
        .withMessageStartingWith("There is no folder no/such/folder in ");
  }

  @Test
  void a_file_without_cases_fails() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Fixtures.ran("empty", 0))
        .withMessageContaining("cases in torch/empty.json");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Fixtures.ran("some", "empty", 0))
        .withMessageContaining("cases in torch/some.json, empty");
  }

  @Test
  void what_python_writes_for_numbers_that_are_not_finite_is_read() throws IOException {
    Object list = Fixtures.parse("{\"x\": [[NaN, -Infinity], [Infinity, 1.5]]}").get("x");

    assertThat(Fixtures.numbers(list))
        .containsExactly(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1.5);
  }

  @Test
  void numbers_are_close_within_the_tolerance_of_the_largest_of_them() {
    List<Integer> expected = List.of(0, -8);

    // 1e-3 · max(1, 8) = 8e-3
    Fixtures.assertClose("near", new float[] {0.0079f, -8}, expected, 1e-3);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Fixtures.assertClose("far", new float[] {0.0081f, -8}, expected, 1e-3))
        .withMessageContaining("far");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Fixtures.assertClose("nan", new float[] {Float.NaN, -8}, expected, 1e-3));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Fixtures.assertClose("short", new float[] {0}, expected, 1e-3));
  }
}
