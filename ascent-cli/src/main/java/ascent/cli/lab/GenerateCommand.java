package ascent.cli.lab;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.lab.rlhf.language.Grammar;
import ascent.lab.rlhf.language.Question;
import ascent.lab.rlhf.language.Questions;
import ascent.lab.rlhf.model.Decoding;
import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.model.Likelihood;
import ascent.lab.rlhf.model.PreTraining;
import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.model.Sampler;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `ascent lab generate`.
final class GenerateCommand implements Command {
  private static final int MEASURED = 1_024; // held-out responses

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "generate", "Train a small language model on its grammar, and let it answer questions.")
        .option("--prompts", "N", "Held-out questions to answer (default: 6).")
        .flag("--beliefs", "Questions that state a belief, right half of the time.")
        .option("--temperature", "T", "Divides the logits (default: 1).")
        .option("--top-k", "K", "Draw among the K most probable words; 1 is greedy (default: all).")
        .option("--steps", "N", "Gradient steps of pre-training (default: 1500).")
        .option("--seed", "S", "Seed of model, text and draws (default: 1).")
        .flag("--quiet", "Show no progress.")
        .flag("--json", "Print the result as one JSON object.")
        .footer(
            "",
            "Examples:",
            "  ascent lab generate",
            "  ascent lab generate --beliefs --top-k 1 --prompts 20");
  }

  /// What was asked and answered.
  private record Answer(String prompt, String response) {}

  @Override
  public void run(Arguments arguments, Output output) {
    int count = arguments.integer("--prompts", 6);
    if (count < 1 || count > 10_000) {
      throw new UsageException("--prompts is %d; it must be in [1, 10000].".formatted(count));
    }
    long seed = arguments.longInteger("--seed", 1);
    Decoding decoding =
        UsageException.checking(() ->
            new Decoding(
                (float) arguments.real("--temperature", 1),
                arguments.integer("--top-k", Decoding.SAMPLE.topK())));
    PreTraining training =
        UsageException.checking(() ->
            PreTraining.DEFAULT.withSteps(
                arguments.integer("--steps", PreTraining.DEFAULT.steps())));
    Questions questions = arguments.flag("--beliefs") ? Questions.BELIEFS : Questions.PLAIN;
    LanguageModel model = LanguageModel.DEFAULT;
    if (!arguments.flag("--quiet")) {
      output.note("pre-training for %,d steps".formatted(training.steps()));
    }
    float[] theta = training.train(model, questions, seed);

    Rng rng = Rng.stream(seed, "rlhf/generate");
    List<Question> measured = questions.drawHeldOut(MEASURED, 1, rng);
    Responses text = PreTraining.text(measured, rng);
    double logProb = 0;
    for (float token : new Likelihood(model).logProbs(theta, text)) {
      logProb += token;
    }
    double entropy = measured.stream().mapToDouble(Grammar::entropy).average().orElseThrow();
    double perToken = (double) text.size() / text.tokens();
    double perplexity = StrictMath.exp(-logProb / text.tokens());
    double least = StrictMath.exp(entropy * perToken);

    List<Question> prompts = questions.drawHeldOut(count, 1, rng);
    Responses responses =
        new Sampler(model, decoding)
            .sample(theta, prompts, i -> Rng.stream(seed, "rlhf/answer", i))
            .responses();
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(new Answer(prompts.get(i).toString(), responses.text(i)));
    }
    if (arguments.flag("--json")) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("parameters", theta.length);
      object.put("perplexity", perplexity);
      object.put("grammar_perplexity", least);
      object.put("answers", answers);
      output.json(object);
      return;
    }
    Table table = new Table("prompt", "response");
    answers.forEach(answer -> table.row(answer.prompt, answer.response));
    output.table(table);
    output.result("");
    output.result(
        "%,d parameters; perplexity per word %.4f on held-out prompts, %.4f of the grammar itself"
            .formatted(theta.length, perplexity, least));
  }
}
