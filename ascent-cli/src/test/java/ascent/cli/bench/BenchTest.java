package ascent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.DamagedFileException;
import ascent.io.Json;
import ascent.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The bench with next to no work: its figures are worth nothing, its form is what scripts depend
/// on.
class BenchTest {

  @Test
  void the_result_has_the_keys_that_scripts_depend_on() throws DamagedFileException {
    List<String> notes = new ArrayList<>();
    BenchResult result = Bench.run(new BenchConfig(0, 1, 1, 2_048, 1), notes::add);
    Map<String, Object> json = Json.object(Json.parse(Json.compact(result.toMap())));

    assertThat(json.keySet())
        .containsExactly(
            "peak_gflops",
            "update",
            "train",
            "two_threads",
            "env_steps_per_second",
            "kernels",
            "threads");
    assertThat((double) json.get("peak_gflops")).isPositive();
    assertThat(json.get("kernels")).isEqualTo(Kernels.get().name());
    assertThat(json.get("threads")).isEqualTo(1);
    assertUpdates(Json.list(json, "update"));
    assertTwoThreads(Json.list(json, "two_threads"));
    assertThat(Json.object(json, "train").keySet())
        .contains("settings", "steps_per_second", "fraction_of_peak");
    assertThat(Json.at(json, "train", "settings")).isEqualTo("sb3 defaults");
    for (String env : List.of("CartPole-v1", "Pendulum-v1")) {
      Map<String, Object> speeds = Json.object(json, "env_steps_per_second", env);
      assertThat((double) speeds.get("single")).isPositive();
    }
    assertThat(notes).isNotEmpty();
    assertThat(result.toString()).contains("peak of one core: ").contains("CartPole-v1");
  }

  private static void assertUpdates(List<Object> updates) {
    List<String> rows = new ArrayList<>();
    for (Object element : updates) {
      Map<String, Object> update = Json.object(element);
      assertThat(update.keySet())
          .containsExactly(
              "layers",
              "activation",
              "batch",
              "samples_per_second",
              "gflops",
              "fraction_of_peak",
              "allocated_bytes_per_update");
      assertThat((double) update.get("samples_per_second")).isPositive();
      assertThat((double) update.get("fraction_of_peak")).isPositive();
      rows.add(
          "%s %s %s"
              .formatted(update.get("layers"), update.get("activation"), update.get("batch")));
    }
    assertThat(rows)
        .containsExactly(
            "[64, 64] tanh 64",
            "[64, 64] tanh 256",
            "[64, 64] tanh 1024",
            "[64, 64] tanh 4096",
            "[64, 64] relu 64",
            "[64, 64] relu 1024",
            "[64, 64] elu 64",
            "[64, 64] elu 1024",
            "[64, 64] silu 64",
            "[64, 64] silu 1024",
            "[64, 64] leaky-relu 64",
            "[64, 64] leaky-relu 1024",
            "[256, 256] tanh 256",
            "[256, 256] tanh 1024",
            "[512, 512] tanh 256",
            "[512, 512] tanh 1024");
  }

  private static void assertTwoThreads(List<Object> runs) {
    for (Object element : runs) {
      Map<String, Object> run = Json.object(element);
      assertThat(run.keySet()).containsExactly("settings", "one", "two", "ratio");
      assertThat((double) run.get("ratio")).isPositive();
    }
    assertThat(runs).hasSize(2);
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
