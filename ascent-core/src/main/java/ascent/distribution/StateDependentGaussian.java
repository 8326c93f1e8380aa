package ascent.distribution;

import static ascent.nn.NetworkPass.ROWS;

import ascent.kernel.Kernels;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.Optional;

/// Independent normals whose means μ and logarithms λ of standard deviations are both outputs of
/// the network, `[μ₀ … μ_D−1 | λ₀ … λ_D−1]`; log σ is λ clamped to [logStdMin, logStdMax].
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

  /// The biases of λ start at `logStdInit`.
  @Override
  public void initialise(float[] theta, int ownOffset) {
    Arrays.fill(theta, ownOffset - dimensions, ownOffset, logStdInit);
  }

  @Override
  public Optional<ModeRule> modeRule() {
    return Optional.of(new ModeRule.Outputs(dimensions));
  }

  @Override
  public DistributionPass pass(DistributionInput input) {
    return new Pass(input);
  }

  private final class Pass implements DistributionPass {
    private final DistributionInput x;

    // Feature-major, [D × ROWS].
    private final float[] logStd = new float[dimensions * ROWS]; // log σ
    private final float[] std = new float[dimensions * ROWS]; // σ
    private final float[] z = new float[dimensions * ROWS]; // (a − μ)/σ
    private final RowSums sums = new RowSums(); // over the dimensions

    Pass(DistributionInput input) {
      x = input;
    }

    @Override
    public void evaluate(float[] logProb, float[] entropy) {
      computeStd();
      computeLogProb(x.actions(), logProb);
      int rows = x.count();
      sums.begin(dimensions * (0.5f + HALF_LOG_2_PI), rows, dimensions);
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < rows; r++) {
          sums.current[r] += logStd[d * ROWS + r];
        }
        sums.endTerm();
      }
      sums.copySums(entropy, x.row());
    }

    @Override
    public void meanStd(float[] mean) {
      int rows = x.count();
      sums.begin(0, rows, dimensions);
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < rows; r++) {
          sums.current[r] += std[d * ROWS + r];
        }
        sums.endTerm();
      }
      float[] sum = sums.sums();
      for (int r = 0; r < rows; r++) {
        mean[x.row() + r] = sum[r] / dimensions;
      }
    }

    @Override
    public void gradient(
        float[] w, int at, float entCoef, float scale, float[] dEta, float[] grad) {
      int rows = x.count();
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < rows; r++) {
          int i = d * ROWS + r;
          float weight = scale * w[at + r];
          dEta[i] = weight * z[i] / std[i];
          dEta[lambda(i)] = clamped(i) ? 0 : weight * (z[i] * z[i] - 1) - scale * entCoef;
        }
      }
    }

    /// F is diagonal: 1/σ² for a mean, 2 for a λ that is not clamped.
    @Override
    public void fisher(
        float[] etaDot, float[] thetaDot, float scale, float[] dEta, float[] product) {
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < x.count(); r++) {
          int i = d * ROWS + r;
          dEta[i] = scale / (std[i] * std[i]) * etaDot[i];
          dEta[lambda(i)] = clamped(i) ? 0 : 2 * scale * etaDot[lambda(i)];
        }
      }
    }

    @Override
    public double kl(DistributionPass other) {
      Pass q = (Pass) other;
      double sum = 0;
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < x.count(); r++) {
          int i = d * ROWS + r;
          double logRatio = q.logStd[i] - logStd[i];
          double ratio = std[i] / q.std[i];
          double apart = (x.eta()[i] - q.x.eta()[i]) / q.std[i];
          sum += logRatio + 0.5 * (ratio * ratio + apart * apart - 1);
        }
      }
      return sum;
    }

    @Override
    public void sample(Rng[] rngs, float[] state, int first, float[] actions, float[] logProb) {
      computeStd();
      float[] mean = x.eta();
      for (int r = 0; r < x.count(); r++) {
        int action = (x.row() + r) * dimensions;
        for (int d = 0; d < dimensions; d++) {
          float noise = rngs[first + r].normal();
          actions[action + d] = Math.fma(std[d * ROWS + r], noise, mean[d * ROWS + r]);
        }
      }
      computeLogProb(actions, logProb);
    }

    @Override
    public void mode(float[] actions) {
      for (int r = 0; r < x.count(); r++) {
        for (int d = 0; d < dimensions; d++) {
          actions[(x.row() + r) * dimensions + d] = x.eta()[d * ROWS + r];
        }
      }
    }

    @Override
    public ActionDistribution describe() {
      computeStd();
      return new ActionDistribution.Gaussian(
          Floats.list(x.eta(), 0, ROWS, dimensions), Floats.list(std, 0, ROWS, dimensions));
    }

    /// log σ and σ.
    private void computeStd() {
      float[] eta = x.eta();
      int rows = x.count();
      for (int d = 0; d < dimensions; d++) {
        int at = d * ROWS;
        for (int r = 0; r < rows; r++) {
          float y = eta[lambda(at + r)];
          logStd[at + r] = y < logStdMin ? logStdMin : y > logStdMax ? logStdMax : y;
        }
        KERNELS.exp(logStd, at, std, at, rows);
      }
    }

    /// The place of λ in η, given that of its μ.
    private int lambda(int mean) {
      return dimensions * ROWS + mean;
    }

    private boolean clamped(int i) {
      return logStd[i] != x.eta()[lambda(i)];
    }

    /// Needs σ; computes z, too.
    private void computeLogProb(float[] actions, float[] logProb) {
      float[] mean = x.eta();
      int row = x.row();
      int rows = x.count();
      sums.begin(-dimensions * HALF_LOG_2_PI, rows, dimensions);
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < rows; r++) {
          int i = d * ROWS + r;
          float zr = (actions[(row + r) * dimensions + d] - mean[i]) / std[i];
          z[i] = zr;
          sums.current[r] -= logStd[i] + 0.5f * zr * zr;
        }
        sums.endTerm();
      }
      sums.copySums(logProb, row);
    }
  }
}
