package ascent.cli.lab;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.bench.Peak;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.config.Check;
import ascent.lab.rlhf.Alignment;
import ascent.lab.rlhf.AlignmentSettings;
import ascent.lab.rlhf.Experiment;
import ascent.lab.rlhf.PolicyEvaluation;
import ascent.lab.rlhf.algo.KlCoefficient;
import ascent.lab.rlhf.algo.PolicyAlgorithm;
import ascent.lab.rlhf.algo.PolicyAlgorithms;
import ascent.lab.rlhf.language.Grammar;
import ascent.lab.rlhf.language.Question;
import ascent.lab.rlhf.language.Questions;
import ascent.lab.rlhf.model.Decoding;
import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.model.PreTraining;
import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.reward.Annotators;
import ascent.lab.rlhf.reward.RewardModel;
import ascent.study.plot.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `ascent lab generate`.
final class GenerateCommand implements Command {
  private static final double KL_COEF = 0.1;
  private static final double HORIZON = 1_000; // responses, of an adaptive coefficient
  private static final int PAIRS = 4_096;

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "generate",
            "Train a small language model on its grammar, then on human feedback, and let it answer"
                + " questions before and after.")
        .option("--prompts", "N", "Held-out questions to answer (default: 6).")
        .flag("--beliefs", "Questions that state a belief, right half of the time.")
        .option("--temperature", "T", "Divides the logits (default: 1).")
        .option("--top-k", "K", "Draw among the K most probable words; 1 is greedy (default: all).")
        .option("--steps", "N", "Gradient steps of pre-training (default: 1500).")
        .option(
            "--algorithm",
            "ALGORITHM",
            "How to learn from feedback (default: not at all); see below.")
        .option("--pairs", "N", "Choices that the reward model is fitted to (default: 4096).")
        .option("--agreement", "P", "Probability of rewarding agreement with beliefs (default: 0).")
        .option("--updates", "N", "Updates of the algorithm (default: 150).")
        .option("--kl-coef", "WEIGHT", "Weight of the KL divergence (default: 0.1).")
        .option("--target-kl", "N", "Adapt that weight to reach a divergence of N nats.")
        .option("--out", "DIR", "Directory for metrics.csv, which is replaced.")
        .flag("--tensorboard", "Write event files there too.")
        .option("--seed", "S", "Seed of everything (default: 1).")
        .flag("--quiet", "Show no progress.")
        .flag("--json", "Print the result as one JSON object.")
        .footer(
            "",
            "Algorithms: " + String.join(", ", PolicyAlgorithms.NAMES) + ".",
            "",
            "Examples:",
            "  ascent lab generate --beliefs --top-k 1",
            "  ascent lab generate --algorithm rloo",
            "  ascent lab generate --algorithm ppo --kl-coef 0 --out runs/hacked");
  }

  /// What to do.
  private record Plan(
      int prompts,
      Questions questions,
      Decoding decoding,
      PreTraining training,
      @Nullable String algorithm,
      int pairs,
      Annotators annotators,
      AlignmentSettings settings,
      long seed) {
    Plan {
      Check.that(prompts >= 1 && prompts <= 10_000, "prompts", prompts, "in [1, 10000]");
      Check.that(pairs >= 1 && pairs <= 1_000_000, "pairs", pairs, "in [1, 1000000]");
      if (algorithm != null && !PolicyAlgorithms.NAMES.contains(algorithm)) {
        PolicyAlgorithms.named(algorithm, LanguageModel.DEFAULT.network().size(), new float[0]);
      }
    }

    static Plan of(Arguments arguments) {
      return new Plan(
          arguments.integer("--prompts", 6),
          arguments.flag("--beliefs") ? Questions.BELIEFS : Questions.PLAIN,
          new Decoding(
              (float) arguments.real("--temperature", 1),
              arguments.integer("--top-k", Decoding.SAMPLE.topK())),
          PreTraining.DEFAULT.withSteps(arguments.integer("--steps", PreTraining.DEFAULT.steps())),
          arguments.option("--algorithm"),
          arguments.integer("--pairs", PAIRS),
          Annotators.DEFAULT.agreeing(arguments.real("--agreement", 0)),
          AlignmentSettings.DEFAULT
              .withUpdates(arguments.integer("--updates", AlignmentSettings.DEFAULT.updates()))
              .withKlCoef(coefficient(arguments)),
          arguments.longInteger("--seed", 1));
    }

    private static KlCoefficient coefficient(Arguments arguments) {
      double first = arguments.real("--kl-coef", KL_COEF);
      return arguments.option("--target-kl") == null
          ? new KlCoefficient.Fixed(first)
          : new KlCoefficient.Adaptive(first, arguments.real("--target-kl", 0), HORIZON);
    }
  }

  /// What was asked and answered.
  private record Answer(String prompt, String before, @Nullable String after) {}

  /// What came of it.
  private record Outcome(
      Experiment.Fluency fluency,
      List<Answer> answers,
      RewardModel.@Nullable Assessment reward,
      @Nullable PolicyEvaluation before,
      @Nullable PolicyEvaluation after) {}

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    Plan plan = UsageException.checking(() -> Plan.of(arguments));
    String directory = arguments.option("--out");
    for (String option :
        List.of("--pairs", "--agreement", "--updates", "--kl-coef", "--target-kl", "--out")) {
      if (plan.algorithm == null && arguments.option(option) != null) {
        throw new UsageException("%s goes with --algorithm.".formatted(option));
      }
    }
    if (arguments.flag("--tensorboard") && directory == null) {
      throw new UsageException("--tensorboard goes with --out.");
    }
    Path file = directory == null ? null : AlignmentLog.file(directory);
    boolean quiet = arguments.flag("--quiet");
    Outcome outcome;
    if (directory == null) {
      outcome = outcome(plan, quiet ? null : output, Alignment.Monitor.NONE);
    } else {
      try (AlignmentLog log = AlignmentLog.open(directory, arguments.flag("--tensorboard"))) {
        outcome = outcome(plan, quiet ? null : output, log);
      }
    }
    if (arguments.flag("--json")) {
      output.json(json(outcome, file));
    } else {
      print(plan, outcome, file, output);
    }
  }

  private static Outcome outcome(Plan plan, @Nullable Output output, Alignment.Monitor log) {
    note(output, "pre-training for %,d steps".formatted(plan.training.steps()));
    long begin = System.nanoTime();
    Experiment experiment =
        new Experiment(LanguageModel.DEFAULT, plan.questions, plan.seed, plan.training);
    speed(plan, (System.nanoTime() - begin) * 1e-9, output);
    List<Question> prompts = experiment.heldOutPrompts(plan.prompts, 1);
    Responses before = answers(experiment, experiment.reference(), prompts, plan);
    if (plan.algorithm == null) {
      return new Outcome(experiment.fluency(), paired(before, null), null, null, null);
    }
    note(output, "fitting a reward model to %,d choices".formatted(plan.pairs));
    RewardModel reward =
        experiment.rewardModel(experiment.preferences(plan.pairs, plan.annotators));
    PolicyAlgorithm algorithm =
        PolicyAlgorithms.named(
            plan.algorithm, experiment.model().network().size(), reward.parameters());
    long start = System.nanoTime();
    double[] tokens = new double[1];
    float[] theta =
        experiment.align(
            algorithm,
            reward::scores,
            plan.settings,
            (update, metrics) -> {
              log.updated(update, metrics);
              tokens[0] +=
                  metrics.getOrDefault("completions/mean_length", 0.0)
                      * plan.settings.prompts()
                      * plan.settings.group();
            });
    double seconds = (System.nanoTime() - start) * 1e-9;
    note(
        output,
        "%s: %,d updates, %,.0f tokens/s written, scored and learned from"
            .formatted(plan.algorithm, plan.settings.updates(), tokens[0] / seconds));
    return new Outcome(
        experiment.fluency(),
        paired(before, answers(experiment, theta, prompts, plan)),
        reward.assess(experiment.heldOutPreferences(plan.pairs, plan.annotators)),
        experiment.evaluate(experiment.reference(), reward::scores),
        experiment.evaluate(theta, reward::scores));
  }

  /// Words per second of pre-training, and the share of a core's peak: a forward and a backward
  /// pass are six operations per weight and word.
  private static void speed(Plan plan, double seconds, @Nullable Output output) {
    if (output == null || plan.training.steps() == 0) {
      return;
    }
    double words = plan.training.steps() * plan.training.batch() * Grammar.meanLength() / seconds;
    double rate = 6e-9 * LanguageModel.DEFAULT.network().weights() * words;
    double peak = new Peak().now();
    note(
        output,
        "pre-trained with %,.0f words/s, %.0f GFLOP/s%s"
            .formatted(
                words,
                rate,
                Double.isNaN(peak)
                    ? ""
                    : ", %.0f %% of a core's peak".formatted(100 * rate / peak)));
  }

  private static void note(@Nullable Output output, String line) {
    if (output != null) {
      output.note(line);
    }
  }

  private static Responses answers(
      Experiment experiment, float[] theta, List<Question> prompts, Plan plan) {
    return experiment.respond(theta, prompts, plan.decoding, "rlhf/answer");
  }

  private static List<Answer> paired(Responses before, @Nullable Responses after) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      answers.add(
          new Answer(
              before.prompt(i).toString(), before.text(i), after == null ? null : after.text(i)));
    }
    return answers;
  }

  private static void print(Plan plan, Outcome outcome, @Nullable Path file, Output output) {
    Table table = new Table("prompt", "", "response");
    for (Answer answer : outcome.answers) {
      table.row(answer.prompt, plan.algorithm == null ? "" : "before", answer.before);
      if (answer.after != null) {
        table.row("", "after", answer.after);
      }
    }
    output.table(table);
    output.result("");
    output.result(
        "perplexity per word %.4f on held-out prompts, %.4f of the grammar itself"
            .formatted(outcome.fluency.perplexity(), outcome.fluency.grammar()));
    if (outcome.reward != null && outcome.before != null && outcome.after != null) {
      output.result(
          "reward model: %s of held-out choices predicted, calibration error %s"
              .formatted(
                  Values.text(outcome.reward.accuracy()),
                  Values.text(outcome.reward.calibrationError())));
      Table figures = new Table("", "before", "after");
      row(figures, "gold reward", outcome.before.gold(), outcome.after.gold());
      row(figures, "learned reward", outcome.before.proxy(), outcome.after.proxy());
      row(figures, "KL, nats", outcome.before.kl(), outcome.after.kl());
      row(figures, "entropy, nats", outcome.before.entropy(), outcome.after.entropy());
      row(figures, "right answers", outcome.before.correct(), outcome.after.correct());
      if (plan.questions == Questions.BELIEFS) {
        row(figures, "wrong beliefs shared", outcome.before.agreement(), outcome.after.agreement());
      }
      output.table(figures);
    }
    if (file != null) {
      output.result(file.toString());
    }
  }

  private static void row(Table table, String name, double before, double after) {
    table.row(name, Values.text(before), Values.text(after));
  }

  private static Map<String, Object> json(Outcome outcome, @Nullable Path file) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("perplexity", outcome.fluency.perplexity());
    object.put("grammar_perplexity", outcome.fluency.grammar());
    object.put("answers", outcome.answers);
    if (outcome.reward != null && outcome.before != null && outcome.after != null) {
      object.put("reward_model", outcome.reward);
      object.put("before", outcome.before);
      object.put("after", outcome.after);
    }
    if (file != null) {
      object.put("file", file.toString());
    }
    return object;
  }
}
