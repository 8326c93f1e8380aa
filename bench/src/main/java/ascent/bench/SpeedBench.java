package ascent.bench;

import ascent.cli.bench.Bench;
import ascent.cli.bench.BenchConfig;
import ascent.cli.bench.BenchResult;
import java.io.IOException;
import java.util.List;

/// Keeps what `ascent bench` says: how much of the processor's peak training reaches.
public final class SpeedBench {
  private SpeedBench() {}

  public static void main(String... args) throws IOException {
    BenchResult figures = Bench.run(BenchConfig.DEFAULT, IO::println);
    new Page("Speed on one core", List.of("speed"))
        .add(
            """
            What `./ascent bench` prints. Work and the processor's peak are measured in turns, a few
            milliseconds each, and the share of the peak is the median of their ratios.\
            """)
        .add("```\n" + figures + "\n```")
        .publish("speed");
  }
}
