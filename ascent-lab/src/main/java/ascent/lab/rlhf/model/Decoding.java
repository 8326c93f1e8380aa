package ascent.lab.rlhf.model;

import ascent.config.Check;
import ascent.lab.rlhf.language.Vocabulary;

/// How words are chosen.
///
/// @param temperature divides the logits; 1 draws from the model itself
/// @param topK only the k most probable words may be drawn; [Vocabulary#SIZE] is off, 1 is greedy
public record Decoding(float temperature, int topK) {
  /// Draws from the model itself.
  public static final Decoding SAMPLE = new Decoding(1, Vocabulary.SIZE);

  /// Takes the most probable word, the first of equals.
  public static final Decoding GREEDY = new Decoding(1, 1);

  public Decoding {
    Check.that(
        temperature >= 1e-3f && temperature <= 1e3f,
        "temperature",
        temperature,
        "in [0.001, 1000]");
    Check.that(topK >= 1 && topK <= Vocabulary.SIZE, "topK", topK, "in [1, 64]");
  }
}
