package ascent.bench;

import ascent.cli.text.Table;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trains the same seeds here and on an emulated arm64 processor, and compares the bits of the
/// parameters.
public final class Arm64Bench {
  private static final String STEPS = "4096";

  /// C2 is slow under emulation; scalar kernels do without it.
  private static final List<String> SCALAR =
      List.of("-XX:TieredStopAtLevel=1", "-Dascent.kernels=scalar");

  private static final List<String> VECTOR = List.of();

  /// Every algorithm, kind of policy and kind of number that a training can meet.
  private static final List<String> TRAININGS =
      List.of(
          "reinforce CartPole-v1",
          "linear-softmax CartPole-v1",
          "actor-critic CartPole-v1",
          "a2c CartPole-v1",
          "a2c Pendulum-v1",
          "ppo CartPole-v1",
          "ppo Pendulum-v1 --set normalizeObservations=true --set normalizeRewards=true",
          "ppo Pendulum-v1",
          "ppo Pendulum-v1 --set distribution=gsde",
          "ppo Pendulum-v1 --set distribution=squashed-gaussian",
          "ppo Pendulum-v1 --set distribution=beta",
          "ppo Taxi-v3",
          "ppo MinAtar/Breakout-v1",
          "trpo CartPole-v1",
          "trpo Pendulum-v1");

  private final List<String> emulated;
  private final Path runs;
  private final Table table =
      new Table("`ascent train` …", "kernels here", "kernels there", "SHA-256, here", "there");
  private int different;
  private int trained; // here and there

  private Arm64Bench(List<String> emulated, Path runs) {
    this.emulated = emulated;
    this.runs = runs;
  }

  public static void main(String... args) throws IOException {
    List<String> emulated = List.of(System.getProperty("ascent.arm64", "").split(" "));
    Path runs = Files.createTempDirectory("ascent-arm64");
    try {
      new Arm64Bench(emulated, runs).compare();
    } finally {
      CommandLine.delete(runs);
    }
  }

  private void compare() throws IOException {
    for (String training : TRAININGS) {
      compare(training, SCALAR);
    }
    compare("ppo CartPole-v1", VECTOR);
    new Page("The same bits on another processor", List.of("arm64"))
        .add(
            """
            `parameters_sha256` (its first 16 digits) after `--preset default --steps %s`, here and on an arm64 JDK
            (%s) whose processor QEMU emulates: with scalar kernels there, and with
            vector kernels on emulated SVE in the last row. %s.\
            """
                .formatted(STEPS, version(), verdict()))
        .add(table.markdown())
        .publish("arm64");
    if (different > 0) {
      throw new IOException(verdict() + ".");
    }
  }

  private String verdict() {
    return different == 0
        ? "All %d agree to the bit".formatted(trained / 2)
        : "%d of %d differ".formatted(different, trained / 2);
  }

  private void compare(String training, List<String> flags) throws IOException {
    @Nullable Object here =
        train(List.of(ProcessHandle.current().info().command().orElseThrow()), List.of(), training);
    @Nullable Object there = train(emulated, flags, training);
    boolean same = text(here, "parameters_sha256").equals(text(there, "parameters_sha256"));
    different += same ? 0 : 1;
    table.row(
        "`" + training + "`",
        text(here, "kernels"),
        text(there, "kernels"),
        text(here, "parameters_sha256").substring(0, 16),
        same ? "the same" : text(there, "parameters_sha256").substring(0, 16));
    IO.println(table.last());
  }

  private @Nullable Object train(List<String> java, List<String> flags, String training)
      throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(flags);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(List.of("ascent.cli.Main", "train"));
    command.addAll(List.of(training.split(" ")));
    Path out = runs.resolve(Integer.toString(trained++));
    command.addAll(
        List.of(
            "--preset",
            "default",
            "--steps",
            STEPS,
            "--eval-episodes",
            "1",
            "--json",
            "--quiet",
            "--out",
            out.toString()));
    return Json.parse(CommandLine.run(command).stdout().strip());
  }

  private String version() throws IOException {
    List<String> command = new ArrayList<>(emulated);
    command.add("--version");
    return CommandLine.run(command).stdout().lines().skip(1).findFirst().orElse("").strip();
  }

  private static String text(@Nullable Object json, String key) {
    return String.valueOf(Json.at(json, key));
  }
}
