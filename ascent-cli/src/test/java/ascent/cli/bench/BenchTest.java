package ascent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.DamagedFileException;
import ascent.io.Json;
import ascent.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The bench with next to no work: its figures are worth nothing, its form is what scripts depend
/// on.
class BenchTest {

  @Test
  void the_result_has_the_keys_that_scripts_depend_on() throws DamagedFileException {
    List<String> notes = new ArrayList<>();
    BenchResult result = Bench.run(new BenchConfig(0, 1, 2_048, 1), notes::add);
    JsonNode json = Json.parse(Json.compact(result.toMap()));

    assertThat(json.propertyNames())
        .containsExactly(
            "peak_gflops", "update", "train", "env_steps_per_second", "kernels", "threads");
    assertThat(json.path("peak_gflops").doubleValue()).isPositive();
    assertThat(json.path("kernels").asString()).isEqualTo(Kernels.get().name());
    assertThat(json.path("threads").asInt()).isEqualTo(1);
    assertUpdates(json.path("update"));
    assertThat(json.path("train").propertyNames())
        .contains("settings", "steps_per_second", "fraction_of_peak");
    assertThat(json.path("train").path("settings").asString()).isEqualTo("sb3 defaults");
    for (String env : List.of("CartPole-v1", "Pendulum-v1")) {
      JsonNode speeds = json.path("env_steps_per_second").path(env);
      assertThat(speeds.path("single").doubleValue()).isPositive();
    }
    assertThat(notes).isNotEmpty();
    assertThat(result.toString()).contains("peak of one core: ").contains("CartPole-v1");
  }

  private static void assertUpdates(JsonNode updates) {
    List<Integer> batches = new ArrayList<>();
    for (JsonNode update : updates.values()) {
      assertThat(update.propertyNames())
          .containsExactly(
              "batch",
              "samples_per_second",
              "gflops",
              "fraction_of_peak",
              "allocated_bytes_per_update");
      assertThat(update.path("samples_per_second").doubleValue()).isPositive();
      assertThat(update.path("fraction_of_peak").doubleValue()).isPositive();
      batches.add(update.path("batch").asInt());
    }
    assertThat(batches).containsExactly(64, 256, 1024, 4096);
  }

  @Test
  void the_median_of_an_even_number_of_samples_is_between_the_two_in_the_middle() {
    Samples samples = new Samples();
    for (double x : new double[] {5, 1, 4, 2}) {
      samples.add(x);
    }

    assertThat(samples.median()).isEqualTo(3); // of 2 and 4
  }
}
