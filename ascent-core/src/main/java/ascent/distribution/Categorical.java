package ascent.distribution;

import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One option of each of k choices, independently: k [softmaxes][Softmax] side by side. A Discrete
/// action is one choice, a MultiDiscrete action several.
///
///     log π(a) = Σᵢ log πᵢ(aᵢ)        H = Σᵢ Hᵢ
///
/// Each choice draws one number.
public final class Categorical implements Distribution {
  private final int outputs;
  private final Softmax[] choices;

  /// A single choice at temperature 1.
  Categorical(int n) {
    this(1, n);
  }

  /// @param counts how many options each choice has
  Categorical(float temperature, int... counts) {
    outputs = Arrays.stream(counts).reduce(0, Math::addExact);
    choices = new Softmax[counts.length];
    Arrays.setAll(choices, i -> new Softmax(counts, i, temperature));
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public int freeParameters() {
    return 0;
  }

  @Override
  public void initialise(float[] theta, int at) {}

  @Override
  public void evaluate(Chunk c) {
    Arrays.fill(c.logProb, c.row, c.row + c.rows, 0);
    Arrays.fill(c.entropy, c.row, c.row + c.rows, 0);
    for (Softmax choice : choices) {
      choice.evaluate(c);
    }
  }

  @Override
  public void gradient(Chunk c, float entCoef, float scale) {
    for (Softmax choice : choices) {
      choice.gradient(c, entCoef, scale);
    }
  }

  @Override
  public void fisher(Chunk c, float scale) {
    for (Softmax choice : choices) {
      choice.fisher(c, scale);
    }
  }

  @Override
  public double kl(Chunk p, Chunk q) {
    double sum = 0;
    for (Softmax choice : choices) {
      sum += choice.kl(p, q);
    }
    return sum;
  }

  @Override
  public void sample(Chunk c, Rng[] rngs, int first, int t) {
    Arrays.fill(c.logProb, c.row, c.row + c.rows, 0);
    for (Softmax choice : choices) {
      choice.sample(c, rngs, first);
    }
  }

  @Override
  public void mode(Chunk c) {
    for (Softmax choice : choices) {
      choice.mode(c);
    }
  }

  @Override
  public ActionDistribution describe(Chunk c) {
    List<List<Float>> probabilities = new ArrayList<>();
    for (Softmax choice : choices) {
      probabilities.add(choice.probabilities(c));
    }
    return choices.length == 1
        ? new ActionDistribution.Categorical(probabilities.getFirst())
        : new ActionDistribution.MultiCategorical(probabilities);
  }

  @Override
  public double meanStd(float[] theta, int free) {
    return Double.NaN;
  }
}
