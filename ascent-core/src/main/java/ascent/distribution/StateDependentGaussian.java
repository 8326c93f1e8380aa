package ascent.distribution;

import static ascent.nn.MlpPass.ROWS;

import ascent.kernel.Kernels;
import ascent.rng.Rng;
import java.util.Arrays;

/// Independent normals whose means μ and logarithms λ of standard deviations are both outputs of the
/// network, `[μ₀ … μ_D−1 | λ₀ … λ_D−1]`; log σ is λ clamped to [logStdMin, logStdMax].
///
///     log π(a) = Σ_d −½ z² − log σ − ½ log 2π,  z = (a − μ)/σ      H = Σ_d log σ + ½ log 2πe
///     ∂log π/∂μ = z/σ    ∂log π/∂λ = z² − 1    ∂H/∂λ = 1           (of λ: 0 where it is clamped)
///
/// As for the [DiagonalGaussian], actions are samples as drawn, and environments clip them.
final class StateDependentGaussian implements Distribution {
  private static final Kernels KERNELS = Kernels.get();
  private static final float HALF_LOG_2_PI = 0.9189385332046727f;

  private final int dimensions;
  private final float logStdInit;
  private final float logStdMin;
  private final float logStdMax;

  StateDependentGaussian(int dimensions, float logStdInit, float logStdMin, float logStdMax) {
    this.dimensions = dimensions;
    this.logStdInit = logStdInit;
    this.logStdMin = logStdMin;
    this.logStdMax = logStdMax;
  }

  @Override
  public int outputs() {
    return 2 * dimensions;
  }

  @Override
  public int freeParameters() {
    return 0;
  }

  /// The biases of λ start at `logStdInit`.
  @Override
  public void initialise(float[] theta, int at) {
    Arrays.fill(theta, at - dimensions, at, logStdInit);
  }

  @Override
  public void evaluate(Chunk c) {
    computeStds(c);
    computeLogProb(c);
    Arrays.fill(c.entropy, c.row, c.row + c.rows, dimensions * (0.5f + HALF_LOG_2_PI));
    for (int d = 0; d < dimensions; d++) {
      int at = (dimensions + d) * ROWS;
      for (int r = 0; r < c.rows; r++) {
        c.entropy[c.row + r] += c.logProbs[at + r];
      }
    }
  }

  @Override
  public void gradient(Chunk c, float entCoef, float scale) {
    for (int d = 0; d < dimensions; d++) {
      int mean = d * ROWS;
      int std = (dimensions + d) * ROWS;
      for (int r = 0; r < c.rows; r++) {
        float z = c.probs[mean + r];
        float weight = scale * c.w[c.row + r];
        c.dEta[mean + r] = weight * z / c.probs[std + r];
        c.dEta[std + r] = clamped(c, std + r) ? 0 : weight * (z * z - 1) - scale * entCoef;
      }
    }
  }

  /// F is diagonal: 1/σ² for a mean, 2 for a λ that is not clamped.
  @Override
  public void fisher(Chunk c, float scale) {
    for (int d = 0; d < dimensions; d++) {
      int mean = d * ROWS;
      int std = (dimensions + d) * ROWS;
      for (int r = 0; r < c.rows; r++) {
        float sigma = c.probs[std + r];
        c.dEta[mean + r] = scale / (sigma * sigma) * c.tangent[mean + r];
        c.dEta[std + r] = clamped(c, std + r) ? 0 : 2 * scale * c.tangent[std + r];
      }
    }
  }

  @Override
  public double kl(Chunk p, Chunk q) {
    double sum = 0;
    for (int d = 0; d < dimensions; d++) {
      int mean = d * ROWS;
      int std = (dimensions + d) * ROWS;
      for (int r = 0; r < p.rows; r++) {
        double logRatio = q.logProbs[std + r] - p.logProbs[std + r];
        double ratio = p.probs[std + r] / q.probs[std + r];
        double z = (p.eta[mean + r] - q.eta[mean + r]) / q.probs[std + r];
        sum += logRatio + 0.5 * (ratio * ratio + z * z - 1);
      }
    }
    return sum;
  }

  @Override
  public void sample(Chunk c, Rng[] rngs, int first, int t) {
    computeStds(c);
    for (int r = 0; r < c.rows; r++) {
      for (int d = 0; d < dimensions; d++) {
        float noise = rngs[first + r].normal();
        float std = c.probs[(dimensions + d) * ROWS + r];
        c.actions[(c.row + r) * dimensions + d] = Math.fma(std, noise, c.eta[d * ROWS + r]);
      }
    }
    computeLogProb(c);
  }

  @Override
  public void mode(Chunk c) {
    for (int r = 0; r < c.rows; r++) {
      for (int d = 0; d < dimensions; d++) {
        c.actions[(c.row + r) * dimensions + d] = c.eta[d * ROWS + r];
      }
    }
  }

  @Override
  public ActionDistribution describe(Chunk c) {
    computeStds(c);
    return new ActionDistribution.Gaussian(
        ActionDistribution.numbers(c.eta, 0, ROWS, dimensions),
        ActionDistribution.numbers(c.probs, dimensions * ROWS, ROWS, dimensions));
  }

  /// log σ into the second half of `logProbs`, σ into that of `probs`.
  private void computeStds(Chunk c) {
    for (int d = 0; d < dimensions; d++) {
      int at = (dimensions + d) * ROWS;
      for (int r = 0; r < c.rows; r++) {
        float x = c.eta[at + r];
        c.logProbs[at + r] = x < logStdMin ? logStdMin : x > logStdMax ? logStdMax : x;
      }
      KERNELS.exp(c.logProbs, at, c.probs, at, c.rows);
    }
  }

  private static boolean clamped(Chunk c, int i) {
    return c.logProbs[i] != c.eta[i];
  }

  /// Needs the standard deviations; leaves z in the first half of `probs` for the gradient.
  private void computeLogProb(Chunk c) {
    for (int r = 0; r < c.rows; r++) {
      float logProb = -dimensions * HALF_LOG_2_PI;
      for (int d = 0; d < dimensions; d++) {
        int std = (dimensions + d) * ROWS + r;
        float z = (c.actions[(c.row + r) * dimensions + d] - c.eta[d * ROWS + r]) / c.probs[std];
        c.probs[d * ROWS + r] = z;
        logProb -= c.logProbs[std] + 0.5f * z * z;
      }
      c.logProb[c.row + r] = logProb;
    }
  }

  @Override
  public double meanStd(float[] theta, int free) {
    return Double.NaN;
  }
}
