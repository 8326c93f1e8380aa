package ascent.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Kills one process after another, as `kill -9` does, until it is closed.
final class Killer implements AutoCloseable {
  private static final int POLL_MILLIS = 100;

  private final AtomicInteger killed = new AtomicInteger();
  private final Thread thread;

  /// @param victims the processes of which one may be killed now; none to wait
  /// @param everyMillis the time between two kills, at least
  Killer(Supplier<List<ProcessHandle>> victims, long everyMillis) {
    thread =
        Thread.ofPlatform()
            .name("killer")
            .start(() -> {
              try {
                while (true) {
                  Thread.sleep(everyMillis);
                  List<ProcessHandle> running = victims.get();
                  while (running.isEmpty()) {
                    Thread.sleep(POLL_MILLIS);
                    running = victims.get();
                  }
                  if (running.get(killed.get() % running.size()).destroyForcibly()) {
                    killed.incrementAndGet();
                  }
                }
              } catch (InterruptedException e) {
                // closed
              }
            });
  }

  /// How many it has killed.
  int killed() {
    return killed.get();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
