package ascent.envs;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How much code allocates.
final class Allocations {
  private Allocations() {}

  /// The bytes that `work` allocates once all of it is compiled.
  static long ofCompiled(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 50 && allocated > 1000; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      work.run();
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    return allocated;
  }
}
