package ascent.distribution;

import static ascent.nn.NetworkPass.ROWS;

import ascent.math.FloatMath;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.Optional;

/// Independent normals; the network's outputs are the means μ, its own parameters the logarithms of
/// the standard deviations σ, the same in every state.
///
///     log π(a) = Σ_d [−½ z² − log σ − ½ log 2π],  z = (a − μ)/σ     H = Σ_d [log σ + ½ log 2πe]
///     ∂log π/∂μ = z/σ     ∂log π/∂log σ = z² − 1                    ∂H/∂log σ = 1
///
/// Actions are samples as drawn: environments clip them to their bounds, and the log-probability is
/// that of the unclipped sample.
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
  public int ownParameters() {
    return dimensions;
  }

  @Override
  public void initialise(float[] theta, int ownOffset) {
    Arrays.fill(theta, ownOffset, ownOffset + dimensions, logStdInit);
  }

  @Override
  public Optional<ModeRule> modeRule() {
    return Optional.of(new ModeRule.Outputs(dimensions));
  }

  @Override
  public DistributionPass pass(DistributionInput input) {
    return new Pass(input);
  }

  @Override
  public double meanStd(float[] theta, int ownOffset) {
    double sum = 0;
    for (int d = 0; d < dimensions; d++) {
      sum += FloatMath.exp(theta[ownOffset + d]);
    }
    return sum / dimensions;
  }

  private final class Pass implements DistributionPass {
    private final DistributionInput input;
    private final float[] std = new float[dimensions]; // σ
    private final float[] z = new float[dimensions * ROWS]; // (a − μ)/σ, feature-major
    private final RowSums halfSquares = new RowSums(); // Σ ½ z²

    Pass(DistributionInput input) {
      this.input = input;
    }

    @Override
    public void evaluate(float[] logProb, float[] entropy) {
      computeStd();
      computeLogProb(input.actions(), logProb);
      float entropyOfEach = sumOfLogStd() + dimensions * (0.5f + HALF_LOG_2_PI);
      Arrays.fill(entropy, input.row(), input.row() + input.count(), entropyOfEach);
    }

    @Override
    public void gradient(
        float[] w, int wOffset, float entCoef, float scale, float[] dEta, float[] grad) {
      int rows = input.count();
      for (int d = 0; d < dimensions; d++) {
        float inverseStd = 1 / std[d];
        float sum = 0;
        for (int r = 0; r < rows; r++) {
          float zr = z[d * ROWS + r];
          float weight = scale * w[wOffset + r];
          dEta[d * ROWS + r] = weight * zr * inverseStd;
          sum += weight * (zr * zr - 1) - scale * entCoef;
        }
        grad[input.ownOffset() + d] += sum;
      }
    }

    /// F is diagonal: 1/σ² for a mean, 2 for a log σ.
    @Override
    public void fisher(
        float[] etaDot, float[] thetaDot, float scale, float[] dEta, float[] product) {
      int rows = input.count();
      int own = input.ownOffset();
      for (int d = 0; d < dimensions; d++) {
        float precision = scale / (std[d] * std[d]);
        for (int r = 0; r < rows; r++) {
          dEta[d * ROWS + r] = precision * etaDot[d * ROWS + r];
        }
        product[own + d] += 2 * scale * rows * thetaDot[own + d];
      }
    }

    @Override
    public double kl(DistributionPass other) {
      Pass q = (Pass) other;
      double sum = 0;
      for (int d = 0; d < dimensions; d++) {
        double logRatio = q.logStd(d) - logStd(d);
        double ratio = std[d] / q.std[d];
        for (int r = 0; r < input.count(); r++) {
          double meanDifference =
              (input.eta()[d * ROWS + r] - q.input.eta()[d * ROWS + r]) / q.std[d];
          sum += logRatio + 0.5 * (ratio * ratio + meanDifference * meanDifference - 1);
        }
      }
      return sum;
    }

    @Override
    public void sample(Rng[] rngs, float[] state, int first, float[] actions, float[] logProb) {
      computeStd();
      float[] mean = input.eta();
      for (int r = 0; r < input.count(); r++) {
        int action = (input.row() + r) * dimensions;
        for (int d = 0; d < dimensions; d++) {
          float noise = rngs[first + r].normal();
          actions[action + d] = Math.fma(std[d], noise, mean[d * ROWS + r]);
        }
      }
      computeLogProb(actions, logProb);
    }

    @Override
    public void mode(float[] actions) {
      for (int r = 0; r < input.count(); r++) {
        for (int d = 0; d < dimensions; d++) {
          actions[(input.row() + r) * dimensions + d] = input.eta()[d * ROWS + r];
        }
      }
    }

    @Override
    public ActionDistribution describe() {
      computeStd();
      return new ActionDistribution.Gaussian(
          Floats.list(input.eta(), 0, ROWS, dimensions), Floats.list(std, 0, 1, dimensions));
    }

    /// Needs σ; computes z, too.
    private void computeLogProb(float[] actions, float[] logProb) {
      float[] mean = input.eta();
      int row = input.row();
      int rows = input.count();
      float constant = -sumOfLogStd() - dimensions * HALF_LOG_2_PI;
      halfSquares.begin(0, rows, dimensions);
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < rows; r++) {
          float zr = (actions[(row + r) * dimensions + d] - mean[d * ROWS + r]) / std[d];
          z[d * ROWS + r] = zr;
          halfSquares.current[r] += 0.5f * zr * zr;
        }
        halfSquares.endTerm();
      }
      float[] sums = halfSquares.sums();
      for (int r = 0; r < rows; r++) {
        logProb[row + r] = constant - sums[r];
      }
    }

    private void computeStd() {
      for (int d = 0; d < dimensions; d++) {
        std[d] = FloatMath.exp(logStd(d));
      }
    }

    private float sumOfLogStd() {
      return RowSums.sum(input.theta(), input.ownOffset(), dimensions);
    }

    private float logStd(int d) {
      return input.theta()[input.ownOffset() + d];
    }
  }
}
