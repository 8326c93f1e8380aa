package ascent.cli;

import ascent.cli.text.Output;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.ExitCode;

/// Handles a JVM shutdown while a command is running: by Ctrl-C, a SIGTERM, or an environment that
/// calls System.exit.
final class Interruption implements AutoCloseable {
  private final Output output;
  private final Thread hook = new Thread(this::speak);

  Interruption(Output output) {
    this.output = output;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void speak() {
    String words = Objects.requireNonNull(output.lastWords().get(), "there from the start").get();
    Optional<StackTraceElement> exit = callOfExit();
    if (exit.isPresent()) {
      String rest = words.isEmpty() ? "" : " Broken off; " + words + ".";
      output.note(
          exit.get()
              + " called System.exit, which ends the JVM: no environment may do that."
              + rest);
      Runtime.getRuntime().halt(ExitCode.SOFTWARE); // regardless of its exit code
    } else if (!words.isEmpty()) {
      output.err().print("\n");
      output.note("interrupted; " + words);
    }
  }

  /// Finds the caller of System.exit: a thread that waits in it for this one.
  private static Optional<StackTraceElement> callOfExit() {
    return Thread.getAllStackTraces().values().stream()
        .filter(trace -> Arrays.stream(trace).anyMatch(Interruption::isExit))
        .flatMap(Arrays::stream)
        .filter(frame -> !frame.getClassName().startsWith("java."))
        .findFirst();
  }

  private static boolean isExit(StackTraceElement frame) {
    return frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit");
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Runs as the shutdown hook.
    }
  }
}
