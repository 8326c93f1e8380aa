package ascent.bench;

import ascent.cli.bench.Figures;
import ascent.cli.bench.UpdateWorkload;
import ascent.cli.text.Table;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// PPO's minibatch step against DJL on PyTorch, the other way to train on a JVM: both in one
/// process, in turns, each on one thread. Writes a page.
public final class PeersBench {
  private static final int ROWS = 4_096; // samples to draw minibatches from
  private static final int ROUNDS = 15;
  private static final int WARM_UP = 5;
  private static final int[] BATCH_SIZES = {64, 256, 1024, 4096};

  private PeersBench() {}

  public static void main(String... args) throws IOException {
    Table table =
        new Table(
            "samples per minibatch",
            "Ascent, samples/s",
            "DJL, samples/s",
            "ratio",
            "least",
            "most");
    for (int batchSize : BATCH_SIZES) {
      table.row(compare(batchSize));
      IO.println(table.last());
    }
    new Page("PPO's update against DJL and PyTorch", List.of("peers"))
        .add(
            """
            DJL 0.35.1 with PyTorch 2.7.1 on one thread, Ascent on one. The work is a minibatch step of PPO with
            Stable-Baselines3's settings, for separate 4→64→64→2 actor and critic: gather, forward, loss, backward,
            the gradient's norm clipped, Adam. Both run in one process, in turns; figures are medians of %d rounds,
            the ratio is the median of the rounds' ratios, beside the least and the most of them.\
            """
                .formatted(ROUNDS))
        .add(table.markdown())
        .publish("peers");
  }

  private static String[] compare(int batchSize) {
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    try (var ascent = new UpdateWorkload(batchSize, ROWS);
        var djl = new DjlUpdate(ROWS)) {
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        int at = Math.max(0, round);
        ours[at] = ROWS * UpdateWorkload.EPOCHS / seconds(ascent::run);
        theirs[at] = ROWS / seconds(() -> djl.epoch(batchSize));
        ratios[at] = ours[at] / theirs[at];
      }
    }
    double least = Arrays.stream(ratios).min().orElseThrow();
    double most = Arrays.stream(ratios).max().orElseThrow();
    return new String[] {
      Figures.text(batchSize, 0),
      Figures.text(Figures.median(ours), 0),
      Figures.text(Figures.median(theirs), 0),
      Figures.text(Figures.median(ratios)) + " ×",
      Figures.text(least),
      Figures.text(most)
    };
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }
}
