package ascent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same bits in JVMs of their own, where x86 CPUs are told to use narrower registers.
class RegisterWidthTest {

  @ParameterizedTest
  @ValueSource(strings = {"-XX:UseAVX=3", "-XX:UseAVX=2", "-XX:UseAVX=1"})
  void every_register_width_gives_the_bits_of_the_definition(String flag) throws Exception {
    String[] output = runDigest(flag).split(" ", 2);
    assertThat(output[0]).startsWith("vector");
    assertThat(output[1]).isEqualTo(KernelDigest.of(new ScalarKernels()));
  }

  private static String runDigest(String flag)
      throws IOException, InterruptedException, URISyntaxException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                flag,
                "-Dascent.kernels=vector",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                root(Kernels.class) + File.pathSeparator + root(KernelDigest.class),
                KernelDigest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit code, output %s", output).isZero();
    return output.strip();
  }

  /// The folder of classes that a class comes from.
  private static Path root(Class<?> type) throws URISyntaxException {
    String file = type.getSimpleName() + ".class";
    Path path = Path.of(Objects.requireNonNull(type.getResource(file), file).toURI());
    return path.getParent().getParent().getParent(); // up from ascent/kernel
  }
}
