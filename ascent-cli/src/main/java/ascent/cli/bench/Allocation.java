package ascent.cli.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// The memory that this thread allocates.
final class Allocation {
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean(); // HotSpot's own, which counts bytes

  private Allocation() {}

  /// Bytes that this thread has allocated so far.
  static long soFar() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
