package ascent.lab.rlhf.model;

import static ascent.nn.NetworkPass.ROWS;

import ascent.lab.rlhf.language.Question;
import ascent.lab.rlhf.language.Vocabulary;
import ascent.rng.Rng;
import java.util.List;
import java.util.function.IntFunction;

/// Writes responses with a [LanguageModel], many at a time. Response i draws from a stream of its
/// own, so that it does not depend on the others.
public final class Sampler {
  private final LanguagePass pass;
  private final Decoding decoding;
  private final Rng[] rngs = new Rng[ROWS];
  private final float[] words = new float[ROWS];
  private final float[] logProbs = new float[ROWS];

  public Sampler(LanguageModel model, Decoding decoding) {
    pass = new LanguagePass(model, decoding.temperature());
    this.decoding = decoding;
  }

  /// Responses, and log π of each of their tokens.
  ///
  /// @param logProb `[tokens]`, at the temperature of the sampler
  public record Sample(Responses responses, float[] logProb) {}

  /// Writes a response to each prompt.
  ///
  /// @param streams the stream of response i
  public Sample sample(float[] theta, List<Question> prompts, IntFunction<Rng> streams) {
    Responses responses = new Responses(prompts);
    int n = prompts.size();
    float[] byTime = new float[n * Responses.LONGEST];
    int[] running = new int[Math.min(ROWS, n)];
    for (int from = 0; from < n; from += ROWS) {
      int count = Math.min(ROWS, n - from);
      for (int r = 0; r < count; r++) {
        running[r] = from + r;
        rngs[r] = streams.apply(from + r);
      }
      for (int t = 0; t < Responses.LONGEST && count > 0; t++) {
        count = step(theta, responses, running, count, t, byTime);
      }
    }
    responses.number();
    float[] logProb = new float[responses.tokens()];
    for (int i = 0; i < n; i++) {
      System.arraycopy(
          byTime, i * Responses.LONGEST, logProb, responses.first(i), responses.length(i));
    }
    return new Sample(responses, logProb);
  }

  /// Writes word t of the running responses.
  ///
  /// @return how many still run; they and their streams are moved to the front
  private int step(
      float[] theta, Responses responses, int[] running, int count, int t, float[] byTime) {
    pass.clear();
    for (int r = 0; r < count; r++) {
      pass.add(responses, running[r], t);
    }
    pass.sample(theta, decoding.topK(), rngs, words, logProbs);
    int left = 0;
    for (int r = 0; r < count; r++) {
      int i = running[r];
      responses.append(i, (int) words[r]);
      byTime[i * Responses.LONGEST + t] = logProbs[r];
      if (words[r] != Vocabulary.END) {
        running[left] = i;
        rngs[left++] = rngs[r];
      }
    }
    return left;
  }
}
