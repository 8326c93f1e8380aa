package ascent.lab.rlhf.model;

import static ascent.nn.NetworkPass.ROWS;

import ascent.nn.Optimizer;
import ascent.nn.OptimizerConfig;
import java.util.Arrays;

/// The parameters of a [LanguageModel], their gradient and their optimiser.
public final class TokenLearner {
  private final LanguageModel model;
  private final float[] theta;
  private final float[] grad;
  private final Optimizer optimizer;
  private final LanguagePass pass;
  private final float[] blockLogProb = new float[ROWS];
  private final float[] blockEntropy = new float[ROWS];
  private final float[] w = new float[ROWS];

  /// @param theta the first parameters, `[|θ|]`; not copied
  public TokenLearner(LanguageModel model, float[] theta, OptimizerConfig optimizer) {
    this.model = model;
    this.theta = theta;
    grad = new float[theta.length];
    this.optimizer = optimizer.create(theta.length);
    pass = model.pass();
  }

  public LanguageModel model() {
    return model;
  }

  /// θ, `[|θ|]`, not copied.
  public float[] parameters() {
    return theta;
  }

  /// The gradient last computed, `[|θ|]`, not copied.
  public float[] gradient() {
    return grad;
  }

  /// Computes the gradient of a loss over some of the responses.
  ///
  /// @param chosen the responses that count; each once
  /// @param weights asked for each of their tokens
  /// @param scale a factor on all weights
  public void differentiate(Responses responses, int[] chosen, TokenWeights weights, float scale) {
    Arrays.fill(grad, 0);
    pass.prepareBackward(theta);
    int[] numbers = new int[ROWS];
    int rows = 0;
    pass.clear();
    for (int i : chosen) {
      for (int t = 0; t < responses.length(i); t++) {
        pass.add(responses, i, t);
        numbers[rows++] = responses.first(i) + t;
        if (rows == ROWS) {
          differentiate(numbers, rows, weights, scale);
          rows = 0;
        }
      }
    }
    if (rows > 0) {
      differentiate(numbers, rows, weights, scale);
    }
  }

  private void differentiate(int[] numbers, int rows, TokenWeights weights, float scale) {
    pass.evaluate(theta, blockLogProb, blockEntropy);
    for (int r = 0; r < rows; r++) {
      w[r] = weights.weight(numbers[r], blockLogProb[r]);
    }
    pass.backward(w, 0, scale, grad);
    pass.clear();
  }

  /// Steps the parameters against the gradient.
  ///
  /// @param maxGradNorm the gradient is scaled down to this Euclidean norm if it is longer
  public void step(float learningRate, float maxGradNorm) {
    float scale = Optimizer.clipScale(grad, maxGradNorm);
    if (Float.isNaN(scale)) {
      throw new ArithmeticException(
          "The gradient's norm is not finite. Maybe the learning rate is too large.");
    }
    optimizer.step(theta, grad, scale, learningRate);
  }
}
