package ascent.policy;

import static ascent.nn.MlpPass.ROWS;

import ascent.kernel.Kernels;
import ascent.rng.Rng;
import java.util.Arrays;

/// A softmax over n actions; the network's outputs are the logits, divided by a temperature τ.
///
///     log π(a) = ηₐ/τ − log Σⱼ exp ηⱼ/τ        H = −Σⱼ πⱼ log πⱼ
///     ∂log π(a)/∂ηⱼ = ([j = a] − πⱼ)/τ         ∂H/∂ηⱼ = −πⱼ (log πⱼ + H)/τ
final class Categorical implements Distribution {
  private static final Kernels KERNELS = Kernels.get();

  private final int n;
  private final float inverseTemperature;

  Categorical(int n) {
    this(n, 1);
  }

  Categorical(int n, float temperature) {
    this.n = n;
    inverseTemperature = 1 / temperature;
  }

  @Override
  public int outputs() {
    return n;
  }

  @Override
  public int freeParameters() {
    return 0;
  }

  @Override
  public void initialise(float[] theta, int at) {}

  @Override
  public void evaluate(Chunk c) {
    logSoftmax(c);
    for (int r = 0; r < c.rows; r++) {
      int action = (int) c.actions[c.row + r];
      c.logProb[c.row + r] = c.logProbs[action * ROWS + r];
      c.a[r] = action;
    }
    Arrays.fill(c.b, 0, c.rows, 0);
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < c.rows; r++) {
        c.b[r] -= c.probs[at + r] * c.logProbs[at + r];
      }
    }
    System.arraycopy(c.b, 0, c.entropy, c.row, c.rows);
  }

  @Override
  public void gradient(Chunk c, float entCoef, float scale) {
    float factor = scale * inverseTemperature;
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < c.rows; r++) {
        float p = c.probs[at + r];
        float score = (c.a[r] == j ? 1 : 0) - p;
        float dEntropy = -p * (c.logProbs[at + r] + c.b[r]);
        c.dEta[at + r] = factor * (c.w[c.row + r] * score - entCoef * dEntropy);
      }
    }
  }

  /// F = (diag(π) − π πᵀ)/τ².
  @Override
  public void fisher(Chunk c, float scale) {
    float factor = scale * inverseTemperature * inverseTemperature;
    float[] mean = c.a;
    Arrays.fill(mean, 0, c.rows, 0);
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < c.rows; r++) {
        mean[r] = Math.fma(c.probs[at + r], c.tangent[at + r], mean[r]);
      }
    }
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < c.rows; r++) {
        c.dEta[at + r] = factor * c.probs[at + r] * (c.tangent[at + r] - mean[r]);
      }
    }
  }

  @Override
  public double kl(Chunk p, Chunk q) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < p.rows; r++) {
        sum += p.probs[at + r] * (p.logProbs[at + r] - q.logProbs[at + r]);
      }
    }
    return sum;
  }

  @Override
  public void sample(Chunk c, Rng[] rngs, int first) {
    logSoftmax(c);
    for (int r = 0; r < c.rows; r++) {
      float total = 0; // 1 but for rounding
      for (int j = 0; j < n; j++) {
        total += c.probs[j * ROWS + r];
      }
      float u = rngs[first + r].nextFloat() * total;
      int action = 0;
      float cumulative = c.probs[r];
      while (u >= cumulative && action < n - 1) {
        action++;
        cumulative += c.probs[action * ROWS + r];
      }
      c.actions[c.row + r] = action;
      c.logProb[c.row + r] = c.logProbs[action * ROWS + r];
    }
  }

  @Override
  public void mode(Chunk c) {
    for (int r = 0; r < c.rows; r++) {
      int best = 0;
      for (int j = 1; j < n; j++) {
        if (c.eta[j * ROWS + r] > c.eta[best * ROWS + r]) {
          best = j;
        }
      }
      c.actions[c.row + r] = best;
    }
  }

  /// Log-probabilities and probabilities of all actions, into the chunk. The largest logit is
  /// subtracted first, so that no logit is too large for exp.
  private void logSoftmax(Chunk c) {
    float[] max = c.a;
    float[] sum = c.b;
    int rows = c.rows;
    System.arraycopy(c.eta, 0, max, 0, rows);
    for (int j = 1; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < rows; r++) {
        max[r] = c.eta[at + r] > max[r] ? c.eta[at + r] : max[r];
      }
    }
    Arrays.fill(sum, 0, rows, 0);
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < rows; r++) {
        c.logProbs[at + r] = (c.eta[at + r] - max[r]) * inverseTemperature;
      }
      KERNELS.exp(c.logProbs, at, c.probs, at, rows);
      for (int r = 0; r < rows; r++) {
        sum[r] += c.probs[at + r];
      }
    }
    float[] logSum = max; // the maxima are used up
    KERNELS.log(sum, 0, logSum, 0, rows);
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < rows; r++) {
        c.logProbs[at + r] -= logSum[r];
        c.probs[at + r] /= sum[r];
      }
    }
  }

  @Override
  public double meanStd(float[] theta, int free) {
    return Double.NaN;
  }
}
