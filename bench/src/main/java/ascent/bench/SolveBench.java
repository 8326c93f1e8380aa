package ascent.bench;

import static ascent.cli.bench.Figures.text;

import ascent.cli.bench.Figures;
import ascent.cli.text.Table;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From pressing enter to a solved task: the whole of `ascent train`, start of the JVM, compilation
/// of the kernels, evaluations and files included, for ten seeds.
///
/// Compare the training loop's seconds with those of the same seeds on the `learning` page, where
/// all but the first run find the code compiled already (and one thread runs, not all cores).
public final class SolveBench {
  private static final String ENV = "CartPole-v1";
  private static final String THRESHOLD = "475";
  private static final int SEEDS = 10;

  private SolveBench() {}

  public static void main(String... args) throws IOException {
    Path runs = Files.createTempDirectory("ascent-solve");
    try {
      train(runs.resolve("warm"), 0); // builds, and fills the file cache
      measure(runs);
    } finally {
      CommandLine.delete(runs);
    }
  }

  private static void measure(Path runs) throws IOException {
    Table table =
        new Table("seed", "process, s", "training loop, s", "solved at step", "JVM and rest, s");
    double[][] figures = new double[4][SEEDS];
    for (int i = 0; i < SEEDS; i++) {
      int seed = i + 1;
      CommandLine.Result result = train(runs.resolve("" + seed), seed);
      Object json = Json.parse(result.stdout().strip());
      figures[0][i] = result.seconds();
      figures[1][i] = number(json, "wall_seconds");
      figures[2][i] = number(json, "solved_at_step");
      figures[3][i] = figures[0][i] - figures[1][i];
      table.row(cells("" + seed, figures[0][i], figures[1][i], figures[2][i], figures[3][i]));
      IO.println(table.last());
    }
    table.row(cells("**median**", Arrays.stream(figures).mapToDouble(Figures::median).toArray()));
    new Page("From the start of the process to CartPole solved", List.of("solve"))
        .add(
            """
            `./ascent train ppo %s --stop-at %s --seed S --json --quiet --out DIR`, warm build: the process
            from start to exit, which includes the JVM's start, its compilers, the evaluations (20 episodes every
            2,048 steps) and the final one of 100 episodes.\
            """
                .formatted(ENV, THRESHOLD))
        .add(table.markdown())
        .publish("solve");
  }

  private static double number(@Nullable Object json, String key) {
    return Json.at(json, key) instanceof Number n ? n.doubleValue() : Double.POSITIVE_INFINITY;
  }

  private static CommandLine.Result train(Path out, int seed) throws IOException {
    return CommandLine.ascent(
        "train",
        "ppo",
        ENV,
        "--stop-at",
        THRESHOLD,
        "--seed",
        "" + seed,
        "--json",
        "--quiet",
        "--out",
        out.toString());
  }

  private static String[] cells(String name, double... f) {
    return new String[] {name, text(f[0], 2), text(f[1], 2), text(f[2], 0), text(f[3], 2)};
  }
}
