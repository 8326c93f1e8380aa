package ascent.distribution;

import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One option of each of k choices, independently: k [softmaxes][Softmax] side by side. A Discrete
/// action is one choice, a MultiDiscrete action several.
///
///     log π(a) = Σᵢ log πᵢ(aᵢ)        H = Σᵢ Hᵢ
///
/// Each choice draws one number.
final class Categorical implements Distribution {
  private final int[] counts;
  private final int outputs;
  private final float sharpness; // 1/τ

  /// A single choice at temperature 1.
  Categorical(int n) {
    this(1, n);
  }

  /// @param counts how many options each choice has
  Categorical(float temperature, int... counts) {
    this.counts = counts.clone();
    outputs = Arrays.stream(counts).reduce(0, Math::addExact);
    sharpness = 1 / temperature;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public Optional<ModeRule> modeRule() {
    return Optional.of(new ModeRule.Choices(Arrays.stream(counts).boxed().toList()));
  }

  @Override
  public DistributionPass pass(DistributionInput input) {
    Softmax[] choices = new Softmax[counts.length];
    Arrays.setAll(choices, i -> new Softmax(counts, i, sharpness, input));
    return new Pass(input, choices);
  }

  private static final class Pass implements DistributionPass {
    private final DistributionInput x;
    private final Softmax[] choices;
    private final RowSums logProbs = new RowSums(); // over the choices
    private final RowSums entropies = new RowSums();

    Pass(DistributionInput input, Softmax[] choices) {
      x = input;
      this.choices = choices;
    }

    @Override
    public void evaluate(float[] logProb, float[] entropy) {
      logProbs.begin(0, x.count(), choices.length);
      entropies.begin(0, x.count(), choices.length);
      for (Softmax choice : choices) {
        choice.evaluate(logProbs, entropies);
      }
      logProbs.copySums(logProb, x.row());
      entropies.copySums(entropy, x.row());
    }

    @Override
    public void gradient(
        float[] w, int at, float entCoef, float scale, float[] dEta, float[] grad) {
      for (Softmax choice : choices) {
        choice.gradient(w, at, entCoef, scale, dEta);
      }
    }

    @Override
    public void fisher(
        float[] etaDot, float[] thetaDot, float scale, float[] dEta, float[] product) {
      for (Softmax choice : choices) {
        choice.fisher(etaDot, scale, dEta);
      }
    }

    @Override
    public double kl(DistributionPass other) {
      Pass q = (Pass) other;
      double sum = 0;
      for (int i = 0; i < choices.length; i++) {
        sum += choices[i].kl(q.choices[i]);
      }
      return sum;
    }

    @Override
    public void sample(Rng[] rngs, float[] state, int first, float[] actions, float[] logProb) {
      logProbs.begin(0, x.count(), choices.length);
      for (Softmax choice : choices) {
        choice.sample(rngs, first, actions, logProbs);
      }
      logProbs.copySums(logProb, x.row());
    }

    @Override
    public void mode(float[] actions) {
      for (Softmax choice : choices) {
        choice.mode(actions);
      }
    }

    @Override
    public ActionDistribution describe() {
      List<List<Float>> probabilities = new ArrayList<>();
      for (Softmax choice : choices) {
        probabilities.add(choice.probabilities());
      }
      return choices.length == 1
          ? new ActionDistribution.Categorical(probabilities.getFirst())
          : new ActionDistribution.MultiCategorical(probabilities);
    }
  }
}
