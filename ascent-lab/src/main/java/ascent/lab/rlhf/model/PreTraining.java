package ascent.lab.rlhf.model;

import ascent.config.Check;
import ascent.lab.rlhf.language.Grammar;
import ascent.lab.rlhf.language.Question;
import ascent.lab.rlhf.language.Questions;
import ascent.nn.OptimizerConfig;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Fits a language model to the grammar by maximum likelihood of the next word, on text that is
/// drawn anew for each step.
///
/// @param steps gradient steps
/// @param batch responses of a step
/// @param learningRate of Adam at the start; it falls linearly to 0
public record PreTraining(int steps, int batch, float learningRate) {
  public static final PreTraining DEFAULT = new PreTraining(1_500, 64, 1e-2f);
  private static final float MAX_GRAD_NORM = 1;

  public PreTraining {
    Check.that(steps >= 0 && steps <= 1_000_000, "steps", steps, "in [0, 1000000]");
    Check.that(batch >= 1 && batch <= 10_000, "batch", batch, "in [1, 10000]");
  }

  /// The same with another number of steps.
  public PreTraining withSteps(int value) {
    return new PreTraining(value, batch, learningRate);
  }

  /// Trains a model from new parameters.
  ///
  /// @return θ
  public float[] train(LanguageModel model, Questions questions, long seed) {
    float[] theta = model.network().initialise(Rng.stream(seed, "rlhf/init"));
    TokenLearner learner = new TokenLearner(model, theta, OptimizerConfig.DEFAULT);
    int[] all = IntStream.range(0, batch).toArray();
    for (int step = 0; step < steps; step++) {
      Rng rng = Rng.stream(seed, "rlhf/corpus", step);
      Responses text = text(questions.draw(batch, 1, rng), rng);
      learner.differentiate(text, all, (token, logProb) -> -1, 1f / text.tokens());
      learner.step(learningRate * (steps - step) / steps, MAX_GRAD_NORM);
    }
    return theta;
  }

  /// Responses of the grammar to prompts.
  public static Responses text(List<Question> prompts, Rng rng) {
    List<int[]> responses = new ArrayList<>();
    for (Question prompt : prompts) {
      responses.add(Grammar.sample(prompt, rng));
    }
    return Responses.of(prompts, responses);
  }
}
