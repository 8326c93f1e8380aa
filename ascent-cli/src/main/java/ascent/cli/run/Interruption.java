package ascent.cli.run;

import ascent.cli.text.Output;
import java.nio.file.Files;
import java.nio.file.Path;

/// Says how to go on when a run is interrupted (Ctrl-C, or a polite kill).
final class Interruption implements AutoCloseable {
  private final Thread hook;

  Interruption(Output output, Path run) {
    hook =
        new Thread(() -> {
          String how =
              Files.exists(run.resolve("checkpoint.zip"))
                  ? "continue with: ascent resume " + run
                  : "there was no checkpoint yet";
          output.err().print("\n");
          output.note("interrupted; " + how);
        });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook is at work.
    }
  }
}
