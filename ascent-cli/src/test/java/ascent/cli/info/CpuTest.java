package ascent.cli.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuTest {

  @Test
  void linux_tells_model_and_features_of_the_first_core() {
    List<String> lines =
        List.of(
            "model\t\t: 17",
            "model name\t: Some CPU @ 2.00GHz",
            "flags\t\t: fpu sse4_2 fma avx2 avx512f",
            "model name\t: Another",
            "flags\t\t: avx");

    assertThat(Cpu.parse(lines, "amd64"))
        .isEqualTo(new Cpu("Some CPU @ 2.00GHz", List.of("avx2", "avx512f", "fma", "sse4_2")));
  }

  @Test
  void an_arm_core_has_features_but_no_name() {
    assertThat(Cpu.parse(List.of("Features\t: fp asimd sve"), "aarch64"))
        .isEqualTo(new Cpu("aarch64", List.of("asimd", "sve")));
    assertThat(Cpu.parse(List.of(), "aarch64")).isEqualTo(new Cpu("aarch64", List.of()));
  }
}
