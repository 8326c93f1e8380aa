package ascent.bench;

import ascent.cli.bench.UpdateWorkload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// PPO's minibatch step as a whole. The time is that **of one sample in one epoch**.
///
/// Adam costs the same for 64 samples as for 4,096, so the small batch pays more of it per sample.
/// Nothing may be allocated. The time includes valuing the rollout and its advantages once per ten
/// epochs, 3 % of the work.
///
/// For the fraction of the processor's peak see `ascent bench`, which measures both in turns: a
/// clock that wanders by 30 % makes two figures of different minutes incomparable.
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class UpdateBench extends Timing {
  private static final int ROWS = 4_096;

  @Param({"64", "256", "1024", "4096"})
  public int batchSize;

  private UpdateWorkload work; // made before anything is measured

  @Setup(Level.Trial)
  public void open() {
    work = new UpdateWorkload(batchSize, ROWS);
  }

  @TearDown(Level.Trial)
  public void close() {
    work.close();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * UpdateWorkload.EPOCHS)
  public void minibatchSample() {
    work.run();
  }
}
