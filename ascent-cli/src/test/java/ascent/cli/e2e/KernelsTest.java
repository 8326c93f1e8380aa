package ascent.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ascent.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole trainings in JVMs that are made to use other kernels: the same bits.
class KernelsTest {
  /// Where the JVM was told nothing, the widest registers of the CPU are used. `UseAVX` is what
  /// this JVM has found, or was allowed.
  private static String widest() {
    return switch (Jvm.flag("UseAVX")) {
      case "1" -> "vector128";
      case "2" -> "vector256";
      case "3" -> "vector512";
      default -> "vector128";
    };
  }

  @TempDir Path folder;

  private static boolean forced() {
    return System.getProperty("ascent.kernels") != null;
  }

  @Test
  void this_jvm_runs_the_vector_kernels_of_its_cpu() throws IOException {
    assumeTrue(!forced(), "-Dascent.kernels is given");
    Path cpu = Path.of("/proc/cpuinfo");
    if (Files.exists(cpu) && Files.readString(cpu).contains(" avx2")) {
      assertThat(Kernels.get().name()).as("on a CPU with AVX2").isEqualTo(widest());
    }
  }

  /// @param kernels what must run
  /// @param runs the golden runs to do
  private record Forced(String kernels, List<String> flags, List<Golden> runs) {
    static Forced vector(String kernels, int avx) {
      List<String> flags = List.of(Jvm.VECTOR_MODULE, "-XX:UseAVX=" + avx);
      return new Forced(kernels, flags, List.of(Golden.values()));
    }
  }

  /// What there is beside the kernels of this JVM, which DeterminismTest has run.
  private static List<Forced> others() {
    List<String> scalar = List.of(Jvm.VECTOR_MODULE, "-Dascent.kernels=scalar");
    List<Forced> others = new ArrayList<>();
    others.add(new Forced("scalar", scalar, List.of(Golden.values())));
    others.add(new Forced("scalar", List.of(), List.of(Golden.SHARED))); // without the module
    int avx = Jvm.flag("UseAVX").isEmpty() ? 0 : Integer.parseInt(Jvm.flag("UseAVX"));
    if (avx > 1) {
      others.add(Forced.vector("vector128", 1));
    }
    if (avx > 2) {
      others.add(Forced.vector("vector256", 2));
    }
    return others;
  }

  /// All at once, to use the time.
  @Test
  void scalar_kernels_and_every_width_lead_to_the_golden_parameters() throws Exception {
    List<Forced> others = others();
    List<Jvm> jvms = new ArrayList<>();
    try {
      for (Forced forced : others) {
        String[] runs = forced.runs.stream().map(Golden::name).toArray(String[]::new);
        jvms.add(Jvm.start(folder, forced.flags, Golden.class, runs));
      }
      for (int i = 0; i < jvms.size(); i++) {
        assertGolden(jvms.get(i), others.get(i));
      }
    } finally {
      jvms.forEach(Jvm::close);
    }
  }

  private static void assertGolden(Jvm jvm, Forced forced) throws Exception {
    List<String> expected = new ArrayList<>(List.of(forced.kernels));
    for (Golden golden : forced.runs) {
      expected.add(golden + " " + golden.sha256);
    }
    assertThat(jvm.lines()).as("with %s", forced.flags).isEqualTo(expected);
    if (forced.flags.isEmpty()) {
      assertThat(jvm.err()).contains("Scalar kernels", "--add-modules jdk.incubator.vector");
    } else {
      assertThat(jvm.err()).doesNotContain("Scalar kernels");
    }
  }
}
