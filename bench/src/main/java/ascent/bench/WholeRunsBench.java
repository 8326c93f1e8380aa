package ascent.bench;

import static ascent.cli.bench.Figures.text;

import ascent.cli.bench.Figures;
import ascent.cli.text.Table;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Whole trainings as users run them, each in a process of its own: start, compilation, files and
/// the final evaluation included. Five runs a row, the rows in turns, the median reported.
public final class WholeRunsBench {
  private static final int RUNS = 5;

  /// A training.
  ///
  /// @param sb3 steps per second of Stable-Baselines3 on these settings, measured once on another
  ///   day; NaN if it was not
  private record Row(String name, double sb3, String line) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "PPO, CartPole-v1, SB3's defaults, 2M steps",
              2_426,
              "ppo CartPole-v1 --preset default --steps 2000000 --threads 1"),
          new Row(
              "the same on two threads",
              Double.NaN,
              "ppo CartPole-v1 --preset default --steps 2000000 --threads 2"),
          new Row(
              "PPO, CartPole-v1, zoo's (8 × 32, batch 256, 20 epochs), 500k steps",
              5_372,
              "ppo CartPole-v1 --preset default --envs 8 --set rolloutSteps=32 --set batchSize=256"
                  + " --set epochs=20 --set gaeLambda=0.8 --set gamma=0.98"
                  + " --set learningRate=linear:0.001 --set clipRange=linear:0.2"
                  + " --steps 500000 --threads 1"),
          new Row(
              "A2C, CartPole-v1, zoo's (8 × 5), 2M steps",
              12_898,
              "a2c CartPole-v1 --preset default --envs 8 --set rolloutSteps=5 --steps 2000000"
                  + " --threads 1"),
          new Row(
              "TRPO, CartPole-v1, zoo's (2 × 512), 500k steps",
              3_712,
              "trpo CartPole-v1 --steps 500000 --threads 1"),
          new Row(
              "PPO, layers 256,256 (tanh), batch 1,024, 100k steps",
              2_195,
              "ppo CartPole-v1 --preset default --set policyLayers=256,256"
                  + " --set valueLayers=256,256 --set batchSize=1024 --steps 100000 --threads 1"),
          new Row(
              "PPO, layers 512,512 (relu), batch 1,024, 50k steps",
              1_174,
              "ppo CartPole-v1 --preset default --set policyLayers=512,512"
                  + " --set valueLayers=512,512 --set activation=relu --set batchSize=1024"
                  + " --steps 50000 --threads 1"),
          new Row(
              "PPO, Pendulum-v1, RLtools' (4 × 1,024, batch 256, 2 epochs), 300k steps",
              Double.NaN,
              "ppo Pendulum-v1 --preset default --envs 4 --set rolloutSteps=1024"
                  + " --set batchSize=256 --set epochs=2 --set activation=relu --set gamma=0.9"
                  + " --set normalizeObservations=true --steps 300000 --threads 1"),
          new Row(
              "PPO, LunarLander-v3, tuned, to its end, two threads",
              Double.NaN,
              "ppo LunarLander-v3 --threads 2"));

  private WholeRunsBench() {}

  public static void main(String... args) throws IOException {
    Path runs = Files.createTempDirectory("ascent-whole");
    try {
      train(ROWS.getFirst(), runs.resolve("warm")); // builds, and fills the file cache
      measure(runs);
    } finally {
      CommandLine.delete(runs);
    }
  }

  private static void measure(Path runs) throws IOException {
    double[][] seconds = new double[ROWS.size()][RUNS];
    double[][] rates = new double[ROWS.size()][RUNS];
    for (int run = 0; run < RUNS; run++) {
      for (int row = 0; row < ROWS.size(); row++) {
        CommandLine.Result result = train(ROWS.get(row), runs.resolve(row + "-" + run));
        seconds[row][run] = result.seconds();
        rates[row][run] = rate(result);
        IO.println(ROWS.get(row).name + ": " + text(rates[row][run], 0) + " steps/s");
      }
    }
    Table table =
        new Table("run", "process, s", "steps/s in the loop", "range", "SB3", "times SB3");
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < ROWS.size(); i++) {
      Row row = ROWS.get(i);
      double rate = Figures.median(rates[i]);
      boolean peer = !Double.isNaN(row.sb3);
      table.row(
          row.name,
          text(Figures.median(seconds[i]), 2),
          text(rate, 0),
          range(rates[i]),
          peer ? text(row.sb3, 0) : "",
          peer ? text(rate / row.sb3, 1) : "");
      commands.add("./ascent train " + row.line);
    }
    new Page("Whole runs", List.of("whole"))
        .add(
            """
            Medians of %d runs of `./ascent train`, each a process of its own, the rows in turns. The seconds of the process
            include the start of the JVM and the final evaluation of 100 episodes; the steps per second are those of the
            training loop, its compilation and evaluations included. Stable-Baselines3's figures were
            [measured once](peers-sb3.md) on another day, on a machine of this kind, so the last column is an order of magnitude.\
            """
                .formatted(RUNS))
        .add(table.markdown())
        .add("The commands, in this order:")
        .add("```\n" + String.join("\n", commands) + "\n```")
        .publish("whole-runs");
  }

  private static String range(double[] values) {
    double least = values[0];
    double most = values[0];
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return text(least, 0) + " … " + text(most, 0);
  }

  private static double rate(CommandLine.Result result) throws IOException {
    return Json.at(Json.parse(result.stdout().strip()), "steps_per_second") instanceof Number n
        ? n.doubleValue()
        : Double.NaN;
  }

  private static CommandLine.Result train(Row row, Path out) throws IOException {
    List<String> line = new ArrayList<>(List.of("train"));
    line.addAll(List.of(row.line.split(" ")));
    line.addAll(List.of("--json", "--quiet", "--out", out.toString()));
    return CommandLine.ascent(line.toArray(String[]::new));
  }
}
