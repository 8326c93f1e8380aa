package ascent.cli.study;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.study.stats.StoppingRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// `ascent compare A B`.
public final class CompareCommand implements Command {
  private static final int MOST_SEEDS = 100;
  private static final int MOST_EPISODES = 1000;

  /// Options that are for trainings alone.
  private static final List<String> OF_TRAININGS =
      List.of("--steps", "--envs", "--eval-episodes", "--out");

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "compare",
            "Find out which of two settings, or of two trained policies, is better: add pairs of"
                + " seeds until it is known.")
        .argument("A", "ALGO or ALGO:PRESET to train, or a model or run.")
        .argument("B", "The other, of the same kind.")
        .option("--env", "ENV", "Environment to train on; see `ascent envs`.")
        .repeated("--set", "key=value", "Set a hyperparameter of both; may be repeated.")
        .repeated("--set-a", "key=value", "Set a hyperparameter, or envs or steps, of A alone.")
        .repeated("--set-b", "key=value", "Set a hyperparameter, or envs or steps, of B alone.")
        .option("--steps", "N", "Environment steps of a run (default: the presets').")
        .option("--envs", "N", "Environments stepped in parallel (default: the presets').")
        .option("--eval-episodes", "N", "Episodes of the evaluation at the end (default: 100).")
        .option(
            "--alpha",
            "P",
            "Highest probability of naming a winner if there is none (default: 0.05).")
        .option(
            "--margin",
            "X",
            "Difference from a probability of 0.5 that does not matter (default: 0.1).")
        .option(
            "--max-seeds",
            "N",
            "Pairs at most (default: 100 seeds of trainings, 1000 of policies' episodes).")
        .option("--seed", "S", "The first seed (default: 1).")
        .option("--threads", "N", "How many runs at a time (default: all cores).")
        .option(
            "--out",
            "DIR",
            "Directory of the runs (default: runs/compare-ALGO-ENV-HASH, whose hash is of the"
                + " settings).")
        .classPath()
        .flag("--json", "Print the result as one JSON object.")
        .flag("--quiet", "Show no progress.")
        .footer(
            "",
            "A pair is a seed that both train with, or an episode that both policies play.",
            "The higher score wins it: the mean return of the final policy, or the return",
            "of the episode. After each pair, in the order of the seeds, the comparison",
            "stops if the interval of the probability that A beats B (a tie is half a win)",
            "excludes 50 %, or lies within 50 % ± margin. The interval holds that",
            "probability after all pairs at once with probability 1 - alpha, so looking",
            "after each is allowed. The same command continues a comparison.",
            "",
            "Examples:",
            "  ascent compare ppo ppo --env CartPole-v1 --set-b clipRange=0.1 --steps 50000",
            "  ascent compare ppo:default ppo:tuned --env Pendulum-v1",
            "  ascent compare runs/a runs/b");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    System.setProperty("java.awt.headless", "true");
    boolean models = isModel(arguments, 0);
    if (models != isModel(arguments, 1)) {
      throw new UsageException(
          "%s is a file and %s is not; A and B must be two algorithms or two models."
              .formatted(arguments.argument(models ? 0 : 1), arguments.argument(models ? 1 : 0)));
    }
    StoppingRule rule = rule(arguments, models);
    boolean json = arguments.flag("--json");
    if (models) {
      requireNoOptions(arguments);
      PolicyComparison.of(arguments).show(rule, json, output);
    } else {
      TrainingComparison.of(arguments, rule).show(json, arguments.flag("--quiet"), output);
    }
  }

  private static boolean isModel(Arguments arguments, int index) {
    String typed = arguments.argument(index);
    boolean exists = Files.exists(Arguments.path(typed));
    if (!exists && (typed.endsWith(".zip") || typed.contains("/"))) {
      throw new UsageException(typed + ": there is no such model or run.");
    }
    return exists;
  }

  private static void requireNoOptions(Arguments arguments) {
    for (String option : OF_TRAININGS) {
      if (arguments.option(option) != null) {
        throw new UsageException(option + " is for trainings; A and B are models.");
      }
    }
    for (String option : List.of("--set", "--set-a", "--set-b")) {
      if (!arguments.options(option).isEmpty()) {
        throw new UsageException(option + " is for trainings; A and B are models.");
      }
    }
  }

  private static StoppingRule rule(Arguments arguments, boolean models) {
    double alpha = arguments.real("--alpha", 0.05);
    double margin = arguments.real("--margin", 0.1);
    int most = arguments.integer("--max-seeds", models ? MOST_EPISODES : MOST_SEEDS);
    return UsageException.checking(() -> new StoppingRule(alpha, margin, most));
  }
}
