package ascent.distribution;

import static ascent.nn.MlpPass.ROWS;

import ascent.math.FloatMath;
import ascent.rng.Rng;
import java.util.Arrays;

/// Independent normals; the network's outputs are the means μ, the free parameters the logarithms of
/// the standard deviations σ, the same in every state.
///
///     log π(a) = Σ_d −½ z² − log σ − ½ log 2π,  z = (a − μ)/σ      H = Σ_d log σ + ½ log 2πe
///     ∂log π/∂μ = z/σ     ∂log π/∂log σ = z² − 1                   ∂H/∂log σ = 1
///
/// Actions are samples as drawn; whoever steps an environment clips them to its bounds, and the
/// log-probability is that of the unclipped sample.
final class DiagonalGaussian implements Distribution {
  private static final float HALF_LOG_2_PI = 0.9189385332046727f;

  private final int dimensions;
  private final float logStdInit;

  DiagonalGaussian(int dimensions, float logStdInit) {
    this.dimensions = dimensions;
    this.logStdInit = logStdInit;
  }

  @Override
  public int outputs() {
    return dimensions;
  }

  @Override
  public int freeParameters() {
    return dimensions;
  }

  @Override
  public void initialise(float[] theta, int at) {
    Arrays.fill(theta, at, at + dimensions, logStdInit);
  }

  @Override
  public void evaluate(Chunk c) {
    computeStds(c);
    computeLogProb(c);
    float entropy = logStds(c) + dimensions * (0.5f + HALF_LOG_2_PI);
    Arrays.fill(c.entropy, c.row, c.row + c.rows, entropy);
  }

  @Override
  public void gradient(Chunk c, float entCoef, float scale) {
    for (int d = 0; d < dimensions; d++) {
      float inverseStd = 1 / c.stds[d];
      float sum = 0;
      for (int r = 0; r < c.rows; r++) {
        float z = c.probs[d * ROWS + r];
        float weight = scale * c.w[c.row + r];
        c.dEta[d * ROWS + r] = weight * z * inverseStd;
        sum += weight * (z * z - 1) - scale * entCoef;
      }
      c.grad[c.free + d] += sum;
    }
  }

  /// F is diagonal: 1/σ² for a mean, 2 for a log σ.
  @Override
  public void fisher(Chunk c, float scale) {
    for (int d = 0; d < dimensions; d++) {
      float precision = scale / (c.stds[d] * c.stds[d]);
      for (int r = 0; r < c.rows; r++) {
        c.dEta[d * ROWS + r] = precision * c.tangent[d * ROWS + r];
      }
      c.grad[c.free + d] += 2 * scale * c.rows * c.thetaTangent[c.free + d];
    }
  }

  @Override
  public double kl(Chunk p, Chunk q) {
    double sum = 0;
    for (int d = 0; d < dimensions; d++) {
      double logRatio = q.theta[q.free + d] - p.theta[p.free + d];
      double ratio = p.stds[d] / q.stds[d];
      for (int r = 0; r < p.rows; r++) {
        double z = (p.eta[d * ROWS + r] - q.eta[d * ROWS + r]) / q.stds[d];
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
        c.actions[(c.row + r) * dimensions + d] = Math.fma(c.stds[d], noise, c.eta[d * ROWS + r]);
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

  /// Needs the standard deviations; leaves z in `probs` for the gradient.
  private void computeLogProb(Chunk c) {
    float constant = -logStds(c) - dimensions * HALF_LOG_2_PI;
    for (int r = 0; r < c.rows; r++) {
      float halfSquares = 0;
      for (int d = 0; d < dimensions; d++) {
        float z = (c.actions[(c.row + r) * dimensions + d] - c.eta[d * ROWS + r]) / c.stds[d];
        c.probs[d * ROWS + r] = z;
        halfSquares += 0.5f * z * z;
      }
      c.logProb[c.row + r] = constant - halfSquares;
    }
  }

  private void computeStds(Chunk c) {
    for (int d = 0; d < dimensions; d++) {
      c.stds[d] = FloatMath.exp(c.theta[c.free + d]);
    }
  }

  private float logStds(Chunk c) {
    float sum = 0;
    for (int d = 0; d < dimensions; d++) {
      sum += c.theta[c.free + d];
    }
    return sum;
  }

  @Override
  public ActionDistribution describe(Chunk c) {
    computeStds(c);
    return new ActionDistribution.Gaussian(
        ActionDistribution.numbers(c.eta, 0, ROWS, dimensions),
        ActionDistribution.numbers(c.stds, 0, 1, dimensions));
  }

  @Override
  public double meanStd(float[] theta, int free) {
    double sum = 0;
    for (int d = 0; d < dimensions; d++) {
      sum += FloatMath.exp(theta[free + d]);
    }
    return sum / dimensions;
  }
}
