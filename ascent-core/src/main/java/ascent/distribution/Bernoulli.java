package ascent.distribution;

import static ascent.nn.MlpPass.ROWS;

import ascent.kernel.Kernels;
import ascent.rng.Rng;
import java.util.Arrays;

/// Independent bits. The network's outputs divided by the temperature τ are the logits, x = η/τ, of
/// a bit being 1:
///
///     p = 1/(1 + e⁻ˣ)                    q = 1 − p
///     log π(a) = Σ a log p + (1 − a) log q     H = −Σ p log p + q log q
///     ∂log π/∂η = (a − p)/τ               ∂H/∂η = −p q x/τ
///
/// Everything is computed from e^−|x| and L = log(1 + e^−|x|), so that no logit is too large: the
/// likelier value has log-probability −L, the other −L − |x|. Each bit draws one number.
final class Bernoulli implements Distribution {
  private static final Kernels KERNELS = Kernels.get();

  private final int bits;
  private final float sharpness; // 1/τ

  Bernoulli(int bits, float temperature) {
    this.bits = bits;
    sharpness = 1 / temperature;
  }

  @Override
  public int outputs() {
    return bits;
  }

  @Override
  public int freeParameters() {
    return 0;
  }

  @Override
  public void initialise(float[] theta, int at) {}

  @Override
  public void evaluate(Chunk c) {
    computeProbabilities(c);
    computeLogProb(c);
    Arrays.fill(c.entropy, c.row, c.row + c.rows, 0);
    for (int d = 0; d < bits; d++) {
      int at = d * ROWS;
      for (int r = 0; r < c.rows; r++) {
        float x = sharpness * c.eta[at + r];
        float unlikelier = x < 0 ? c.probs[at + r] : 1 - c.probs[at + r];
        c.entropy[c.row + r] += c.logProbs[at + r] + unlikelier * Math.abs(x); // L + min(p, q) |x|
      }
    }
  }

  @Override
  public void gradient(Chunk c, float entCoef, float scale) {
    float scaled = scale * sharpness;
    for (int d = 0; d < bits; d++) {
      int at = d * ROWS;
      for (int r = 0; r < c.rows; r++) {
        float p = c.probs[at + r];
        float score = c.actions[(c.row + r) * bits + d] - p;
        float dEntropy = -p * (1 - p) * sharpness * c.eta[at + r];
        c.dEta[at + r] = scaled * (c.w[c.row + r] * score - entCoef * dEntropy);
      }
    }
  }

  /// F is diagonal: p q/τ².
  @Override
  public void fisher(Chunk c, float scale) {
    float scaled = scale * sharpness * sharpness;
    for (int d = 0; d < bits; d++) {
      int at = d * ROWS;
      for (int r = 0; r < c.rows; r++) {
        float p = c.probs[at + r];
        c.dEta[at + r] = scaled * p * (1 - p) * c.tangent[at + r];
      }
    }
  }

  @Override
  public double kl(Chunk p, Chunk q) {
    double sum = 0;
    for (int d = 0; d < bits; d++) {
      for (int r = 0; r < p.rows; r++) {
        int at = d * ROWS + r;
        double one = p.probs[at];
        sum += one * (logProbability(p, at, 1) - logProbability(q, at, 1));
        sum += (1 - one) * (logProbability(p, at, 0) - logProbability(q, at, 0));
      }
    }
    return sum;
  }

  @Override
  public void sample(Chunk c, Rng[] rngs, int first, int t) {
    computeProbabilities(c);
    for (int r = 0; r < c.rows; r++) {
      for (int d = 0; d < bits; d++) {
        float u = rngs[first + r].nextFloat();
        c.actions[(c.row + r) * bits + d] = u < c.probs[d * ROWS + r] ? 1 : 0;
      }
    }
    computeLogProb(c);
  }

  @Override
  public void mode(Chunk c) {
    for (int r = 0; r < c.rows; r++) {
      for (int d = 0; d < bits; d++) {
        c.actions[(c.row + r) * bits + d] = c.eta[d * ROWS + r] > 0 ? 1 : 0;
      }
    }
  }

  /// p into `probs`, L into `logProbs`.
  private void computeProbabilities(Chunk c) {
    for (int d = 0; d < bits; d++) {
      int at = d * ROWS;
      for (int r = 0; r < c.rows; r++) {
        c.logProbs[at + r] = -Math.abs(sharpness * c.eta[at + r]);
      }
      KERNELS.exp(c.logProbs, at, c.probs, at, c.rows);
      for (int r = 0; r < c.rows; r++) {
        float e = c.probs[at + r];
        c.logProbs[at + r] = 1 + e;
        c.probs[at + r] = (c.eta[at + r] < 0 ? e : 1) / (1 + e);
      }
      KERNELS.log(c.logProbs, at, c.logProbs, at, c.rows);
    }
  }

  /// Needs the probabilities.
  private void computeLogProb(Chunk c) {
    Arrays.fill(c.logProb, c.row, c.row + c.rows, 0);
    for (int d = 0; d < bits; d++) {
      for (int r = 0; r < c.rows; r++) {
        float bit = c.actions[(c.row + r) * bits + d];
        c.logProb[c.row + r] += logProbability(c, d * ROWS + r, bit);
      }
    }
  }

  private float logProbability(Chunk c, int at, float bit) {
    float x = bit == 0 ? -sharpness * c.eta[at] : sharpness * c.eta[at];
    return (x < 0 ? x : 0) - c.logProbs[at];
  }

  @Override
  public ActionDistribution describe(Chunk c) {
    computeProbabilities(c);
    return new ActionDistribution.Bernoulli(ActionDistribution.numbers(c.probs, 0, ROWS, bits));
  }

  @Override
  public double meanStd(float[] theta, int free) {
    return Double.NaN;
  }
}
