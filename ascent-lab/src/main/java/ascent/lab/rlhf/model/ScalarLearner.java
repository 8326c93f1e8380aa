package ascent.lab.rlhf.model;

import static ascent.nn.NetworkPass.ROWS;

import ascent.nn.Optimizer;
import ascent.nn.OptimizerConfig;
import java.util.Arrays;

/// A number for each token of responses, by a [TokenNetwork] that sees what is before the token:
/// its parameters, their gradient and their optimiser. A value function has one output. A reward
/// model has an output per word, and the number of a token is that of its word; so it can begin as
/// a language model, and knows which words that one expects.
public final class ScalarLearner {
  private final TokenNetwork network;
  private final float[] theta;
  private final float[] grad;
  private final Optimizer optimizer;
  private final TokenPass pass;
  private final int[] numbers = new int[ROWS];

  private final int[] rowWord = new int[ROWS]; // the output of each row

  private ScalarLearner(TokenNetwork network, float[] theta, OptimizerConfig optimizer) {
    this.network = network;
    this.theta = theta;
    grad = new float[theta.length];
    this.optimizer = optimizer.create(theta.length);
    pass = network.pass();
  }

  /// A value function with the trunk of another network; V = 0 at first.
  ///
  /// @param trunk parameters of a network of that size
  public static ScalarLearner value(
      TokenNetwork.Size size, float[] trunk, OptimizerConfig optimizer) {
    TokenNetwork network = new TokenNetwork(size, 1);
    float[] theta = new float[network.parameters()];
    System.arraycopy(trunk, 0, theta, 0, network.trunk().size());
    return new ScalarLearner(network, theta, optimizer);
  }

  /// A reward for each word, at first the logit of a language model.
  ///
  /// @param theta of the language model, copied
  public static ScalarLearner reward(
      LanguageModel model, float[] theta, OptimizerConfig optimizer) {
    return new ScalarLearner(model.network(), theta.clone(), optimizer);
  }

  public TokenNetwork network() {
    return network;
  }

  /// θ, `[|θ|]`, not copied.
  public float[] parameters() {
    return theta;
  }

  /// The gradient last computed, `[|θ|]`, not copied.
  public float[] gradient() {
    return grad;
  }

  /// The number of each token, `[tokens]`.
  public float[] values(Responses responses) {
    float[] values = new float[responses.tokens()];
    int from = 0;
    pass.clear();
    for (int i = 0; i < responses.size(); i++) {
      for (int t = 0; t < responses.length(i); t++) {
        add(responses, i, t);
        if (pass.rows() == ROWS) {
          from = forward(values, from);
        }
      }
    }
    forward(values, from);
    return values;
  }

  private void add(Responses responses, int i, int t) {
    rowWord[pass.rows()] = network.outputs() == 1 ? 0 : responses.word(i, t);
    pass.add(responses, i, t);
  }

  private int forward(float[] values, int from) {
    int rows = pass.rows();
    if (rows > 0) {
      pass.forward(theta);
      for (int r = 0; r < rows; r++) {
        values[from + r] = pass.out()[rowWord[r] * ROWS + r];
      }
      pass.clear();
    }
    return from + rows;
  }

  /// Computes the gradient of `scale · Σ u(token) · value(token)` over some of the responses.
  ///
  /// @param chosen the responses that count
  /// @param weights gives u of a token, from its number and its value
  public void differentiate(Responses responses, int[] chosen, TokenWeights weights, float scale) {
    Arrays.fill(grad, 0);
    pass.prepareBackward(theta);
    pass.clear();
    for (int i : chosen) {
      for (int t = 0; t < responses.length(i); t++) {
        numbers[pass.rows()] = responses.first(i) + t;
        add(responses, i, t);
        if (pass.rows() == ROWS) {
          backward(weights, scale);
        }
      }
    }
    backward(weights, scale);
  }

  private void backward(TokenWeights weights, float scale) {
    int rows = pass.rows();
    if (rows > 0) {
      pass.forward(theta);
      Arrays.fill(pass.dOut(), 0);
      for (int r = 0; r < rows; r++) {
        int at = rowWord[r] * ROWS + r;
        pass.dOut()[at] = scale * weights.weight(numbers[r], pass.out()[at]);
      }
      pass.backward(grad);
      pass.clear();
    }
  }

  /// Steps the parameters against the gradient.
  ///
  /// @param maxGradNorm the gradient is scaled down to this Euclidean norm if it is longer
  public void step(float learningRate, float maxGradNorm) {
    optimizer.step(theta, grad, Optimizer.clipScale(grad, maxGradNorm), learningRate);
  }
}
