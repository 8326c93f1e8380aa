package ascent.lab.rlhf.model;

import static ascent.nn.NetworkPass.ROWS;

import ascent.distribution.DistributionInput;
import ascent.distribution.DistributionPass;
import ascent.lab.rlhf.language.Vocabulary;
import ascent.rng.Rng;

/// Computes with a [LanguageModel], in one thread: a block of at most [ascent.nn.NetworkPass#ROWS]
/// tokens at a time.
public final class LanguagePass {
  private final TokenPass tokens;
  private final DistributionPass softmax;
  private final View view = new View();
  private final float[] action = new float[ROWS]; // the words of the rows
  private float[] theta = {};
  private boolean[] masks = {};

  LanguagePass(LanguageModel model, float temperature) {
    tokens = model.network().pass();
    softmax = model.distribution(temperature).pass(view);
  }

  /// What the softmax works on.
  private final class View implements DistributionInput {
    @Override
    public float[] theta() {
      return theta;
    }

    @Override
    public int ownOffset() {
      return theta.length;
    }

    @Override
    public float[] eta() {
      return tokens.out();
    }

    @Override
    public float[] features() {
      return tokens.features();
    }

    @Override
    public int featuresAt() {
      return 0;
    }

    @Override
    public float[] actions() {
      return action;
    }

    @Override
    public boolean[] masks() {
      return masks;
    }

    @Override
    public int row() {
      return 0;
    }

    @Override
    public int count() {
      return tokens.rows();
    }
  }

  void clear() {
    tokens.clear();
  }

  /// Adds token t of response i to the block.
  void add(Responses responses, int i, int t) {
    action[tokens.rows()] = responses.word(i, t);
    tokens.add(responses, i, t);
  }

  /// Computes log π and the entropy of the next word at each token of the block.
  void evaluate(float[] theta, float[] logProb, float[] entropy) {
    this.theta = theta;
    tokens.forward(theta);
    softmax.evaluate(logProb, entropy);
  }

  void prepareBackward(float[] theta) {
    tokens.prepareBackward(theta);
  }

  /// Adds the gradient of `scale · Σ (w log π − entCoef · H)` over the block last evaluated.
  void backward(float[] w, float entCoef, float scale, float[] grad) {
    softmax.gradient(w, 0, entCoef, scale, tokens.dOut(), grad);
    tokens.backward(grad);
  }

  /// Σ KL(π ‖ other) of the next word over the block that both have evaluated last.
  double kl(LanguagePass other) {
    return softmax.kl(other.softmax);
  }

  /// Draws the next word at each row of the block.
  ///
  /// @param topK how many words may be drawn
  /// @param words written, and log π of them at this temperature
  void sample(float[] theta, int topK, Rng[] rngs, float[] words, float[] logProb) {
    this.theta = theta;
    tokens.forward(theta);
    masks = topK < Vocabulary.SIZE ? allowed(topK) : new boolean[0];
    softmax.sample(rngs, EMPTY, 0, words, logProb);
    masks = new boolean[0];
  }

  private static final float[] EMPTY = {};

  /// The topK largest logits of each row; of equal ones, the first.
  private boolean[] allowed(int topK) {
    int rows = tokens.rows();
    boolean[] allowed = new boolean[rows * Vocabulary.SIZE];
    float[] logits = tokens.out();
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < topK; k++) {
        int best = -1;
        for (int j = 0; j < Vocabulary.SIZE; j++) {
          boolean free = !allowed[r * Vocabulary.SIZE + j];
          if (free && (best < 0 || logits[j * ROWS + r] > logits[best * ROWS + r])) {
            best = j;
          }
        }
        allowed[r * Vocabulary.SIZE + best] = true;
      }
    }
    return allowed;
  }
}
