package ascent.bench;

import java.io.IOException;
import java.util.List;

/// Keeps what `ascent bench` says: how much of the processor's peak training reaches.
public final class SpeedBench {
  private SpeedBench() {}

  public static void main(String... args) throws IOException {
    String figures = CommandLine.run("bench").stdout();
    new Page("Speed on one core", List.of("speed"))
        .add(
            """
            What `./ascent bench` prints. Work and the processor's peak are measured in turns, a few
            milliseconds each, and the share of the peak is the median of their ratios.\
            """)
        .add("```\n" + figures.strip() + "\n```")
        .publish("speed");
  }
}
