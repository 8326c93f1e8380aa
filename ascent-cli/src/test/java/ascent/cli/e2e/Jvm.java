package ascent.cli.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A JVM of its own, on the class path of the tests and with the launcher's flags.
final class Jvm implements AutoCloseable {
  static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

  /// As in the launcher: without them, vector code is slow for seconds.
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=CompileThresholdScaling,ascent.kernel.Vector*::*,0.005",
          "-XX:CompileCommand=BackgroundCompilation,ascent.kernel.Vector*::*,false");

  private static final HotSpotDiagnosticMXBean HOT_SPOT =
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

  private final Process process;
  private final Path out;
  private final Path err;

  private Jvm(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /// @param folder for what it prints
  /// @param flags of this JVM, beside the launcher's
  static Jvm start(Path folder, List<String> flags, Class<?> main, String... args)
      throws IOException {
    return start(folder, List.of(), flags, main, args);
  }

  /// The same where no file may become larger than some 64 KiB, as on a disk that is almost full.
  static Jvm startWithoutSpace(Path folder, List<String> flags, Class<?> main, String... args)
      throws IOException {
    List<String> limit = List.of("sh", "-c", "ulimit -f 64; exec \"$@\"", "sh");
    return start(folder, limit, flags, main, args);
  }

  private static Jvm start(
      Path folder, List<String> shell, List<String> flags, Class<?> main, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(shell);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(args));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new Jvm(process, out, err);
  }

  /// The value of a flag of this JVM; empty where it has none of that name.
  static String flag(String name) {
    try {
      return HOT_SPOT.getVMOption(name).getValue();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String out() throws IOException {
    return Files.readString(out, UTF_8);
  }

  String err() throws IOException {
    return Files.readString(err, UTF_8);
  }

  /// Waits for its end and gives the exit code.
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended").isTrue();
    return process.exitValue();
  }

  /// Waits for its end, which must be a success, and gives the lines it printed.
  List<String> lines() throws IOException, InterruptedException {
    assertThat(exitCode()).as(err()).isZero();
    return out().lines().toList();
  }

  /// kill -9.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
