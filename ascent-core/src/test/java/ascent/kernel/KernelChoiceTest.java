package ascent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {

  @Test
  void the_vector_kernels_are_the_ones_that_run_where_the_cpu_has_avx2() throws IOException {
    Path cpuInfo = Path.of("/proc/cpuinfo");
    assumeTrue(Files.exists(cpuInfo), "not Linux");
    assumeTrue(Files.readString(cpuInfo).contains("avx2"), "no AVX2");
    assumeTrue(System.getProperty(KernelChoice.PROPERTY) == null, "forced");
    assertThat(Kernels.get().name()).startsWith("vector");
    assertThat(Kernels.hardwareFma()).isTrue();
  }

  @Test
  void a_forced_choice_is_obeyed() {
    assertThat(KernelChoice.choose("scalar", true).name()).isEqualTo("scalar");
    assertThat(KernelChoice.choose("vector", true).name()).startsWith("vector");
  }

  @Test
  void without_the_module_the_scalar_kernels_run() {
    assertThat(KernelChoice.choose("", false).name()).isEqualTo("scalar");
  }

  @Test
  void forcing_vector_without_the_module_says_which_flag_to_add() {
    assertThatIllegalStateException()
        .isThrownBy(() -> KernelChoice.choose("vector", false))
        .withMessageContaining("--add-modules jdk.incubator.vector");
  }

  @Test
  void an_unknown_name_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelChoice.choose("gpu", true))
        .withMessage("ascent.kernels is \"gpu\"; it must be scalar or vector, or not given.");
  }
}
