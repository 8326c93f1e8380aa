package ascent.distribution;

import static ascent.nn.NetworkPass.ROWS;

import ascent.config.Size;
import ascent.kernel.Kernels;
import ascent.math.FloatMath;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Generalised state-dependent exploration (gSDE): Raffin, Kober and Stulp, *Smooth Exploration for
/// Robotic Reinforcement Learning* (2020, arXiv:2005.05719).
///
/// The noise is a function of the state: with φ(s) `[F]` the actor's last hidden activations,
///
///     a = μ(s) + E ᵀφ(s),  E_kj ~ N(0, σ²_kj)  drawn for each environment when its state is
///                          empty, and every `sampleFreq` steps
///     v_j = Σ_k φ_k² σ²_kj + 1e-6     log π(a) = Σ_j [−½ z² − ½ log v − ½ log 2π],  z = (a − μ)/√v
///     ∂log π/∂v = ½ (z² − 1)/v           ∂v_j/∂log σ_kj = 2 φ_k² σ²_kj
///
/// Its own parameters are log σ `[F × D]`. As in Stable-Baselines3 by default, no gradient goes
/// through the variance into φ; so the Fisher information is that of μ and log σ with φ held fixed.
///
/// The state of an environment is E `[F × D]` and the number of steps until E is drawn again (−1:
/// never). If it is all zeros, E is drawn at the next step.
final class StateDependentExploration implements Distribution {
  private static final Kernels KERNELS = Kernels.get();
  private static final float HALF_LOG_2_PI = 0.9189385332046727f;
  private static final float LEAST_VARIANCE = 1e-6f;

  private final int features;
  private final int dimensions;
  private final float logStdInit;
  private final int sampleFreq;

  /// @param sampleFreq steps between two draws of the noise; −1 draws it once
  StateDependentExploration(int features, int dimensions, float logStdInit, int sampleFreq) {
    this.features = features;
    this.dimensions = dimensions;
    this.logStdInit = logStdInit;
    this.sampleFreq = sampleFreq;
    Size.of("rows of a pass", ROWS).times("policy features", features).array(Float.BYTES);
    Size.of("policy features", features).times("action size", dimensions).array(Float.BYTES);
  }

  @Override
  public int outputs() {
    return dimensions;
  }

  @Override
  public int ownParameters() {
    return features * dimensions;
  }

  @Override
  public List<Integer> ownShape() {
    return List.of(features, dimensions);
  }

  @Override
  public int stateSize() {
    return ownParameters() + 1;
  }

  @Override
  public void initialise(float[] theta, int ownOffset) {
    Arrays.fill(theta, ownOffset, ownOffset + ownParameters(), logStdInit);
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
    for (int i = 0; i < ownParameters(); i++) {
      sum += FloatMath.exp(theta[ownOffset + i]);
    }
    return sum / ownParameters();
  }

  private final class Pass implements DistributionPass {
    private final DistributionInput x;
    private final float[] std = new float[features * dimensions]; // σ [F × D]
    private final float[] phi2 = new float[ROWS * features]; // φ² [ROWS × F]

    // Weights of φ², [D × F], and what is added to the sums, [D].
    private final float[] variances = new float[dimensions * (features + 1)]; // σ²; LEAST_VARIANCE
    private final float[] sums = new float[dimensions * (features + 1)]; // of products; 0

    // Feature-major, [D × ROWS].
    private final float[] v = new float[dimensions * ROWS];
    private final float[] logV = new float[dimensions * ROWS];
    private final float[] dV = new float[dimensions * ROWS]; // the gradient or tangent of v
    private final float[] z = new float[dimensions * ROWS]; // (a − μ)/√v
    private final RowSums rowSums = new RowSums(); // over the dimensions

    Pass(DistributionInput input) {
      x = input;
      int biases = dimensions * features;
      Arrays.fill(variances, biases, biases + dimensions, LEAST_VARIANCE);
    }

    @Override
    public void evaluate(float[] logProb, float[] entropy) {
      computeVariance();
      computeLogProb(x.actions(), logProb);
      rowSums.begin(dimensions * (0.5f + HALF_LOG_2_PI), x.count(), dimensions);
      for (int j = 0; j < dimensions; j++) {
        for (int r = 0; r < x.count(); r++) {
          rowSums.current[r] += 0.5f * logV[j * ROWS + r];
        }
        rowSums.endTerm();
      }
      rowSums.copySums(entropy, x.row());
    }

    @Override
    public void gradient(
        float[] w, int at, float entCoef, float scale, float[] dEta, float[] grad) {
      for (int j = 0; j < dimensions; j++) {
        for (int r = 0; r < x.count(); r++) {
          int i = j * ROWS + r;
          float weight = scale * w[at + r];
          dEta[i] = weight * z[i] / (float) Math.sqrt(v[i]);
          dV[i] = 0.5f * (weight * (z[i] * z[i] - 1) - scale * entCoef) / v[i];
        }
      }
      backward(grad);
    }

    /// F is 1/v for a mean and ½/v² for a variance.
    @Override
    public void fisher(
        float[] etaDot, float[] thetaDot, float scale, float[] dEta, float[] product) {
      for (int j = 0; j < dimensions; j++) {
        for (int k = 0; k < features; k++) {
          int i = j * features + k;
          sums[i] = 2 * variances[i] * thetaDot[x.ownOffset() + k * dimensions + j];
        }
      }
      project(sums, dV);
      for (int j = 0; j < dimensions; j++) {
        for (int r = 0; r < x.count(); r++) {
          int i = j * ROWS + r;
          dEta[i] = scale / v[i] * etaDot[i];
          dV[i] *= 0.5f * scale / (v[i] * v[i]);
        }
      }
      backward(product);
    }

    @Override
    public double kl(DistributionPass other) {
      Pass q = (Pass) other;
      double sum = 0;
      for (int j = 0; j < dimensions; j++) {
        for (int r = 0; r < x.count(); r++) {
          int i = j * ROWS + r;
          double logRatio = q.logV[i] - logV[i];
          double apart = x.eta()[i] - q.x.eta()[i];
          double variance = q.v[i];
          sum += 0.5 * (logRatio + (v[i] + apart * apart) / variance - 1);
        }
      }
      return sum;
    }

    @Override
    public void sample(Rng[] rngs, float[] state, int first, float[] actions, float[] logProb) {
      computeVariance();
      for (int r = 0; r < x.count(); r++) {
        int noise = (first + r) * stateSize();
        int left = noise + ownParameters(); // steps until the next draw
        if (state[left] == 0) {
          drawNoise(state, noise, rngs[first + r]);
          state[left] = sampleFreq;
        }
        if (state[left] > 0) {
          state[left]--;
        }
        explore(r, state, noise, actions);
      }
      computeLogProb(actions, logProb);
    }

    private void drawNoise(float[] noise, int at, Rng rng) {
      for (int i = 0; i < std.length; i++) {
        noise[at + i] = std[i] * rng.normal();
      }
    }

    /// a = μ + Eᵀφ.
    private void explore(int r, float[] noise, int at, float[] actions) {
      float[] phi = x.features();
      int start = x.featuresAt() + r * features;
      for (int j = 0; j < dimensions; j++) {
        float action = x.eta()[j * ROWS + r];
        for (int k = 0; k < features; k++) {
          action = Math.fma(phi[start + k], noise[at + k * dimensions + j], action);
        }
        actions[(x.row() + r) * dimensions + j] = action;
      }
    }

    @Override
    public void mode(float[] actions) {
      for (int r = 0; r < x.count(); r++) {
        for (int j = 0; j < dimensions; j++) {
          actions[(x.row() + r) * dimensions + j] = x.eta()[j * ROWS + r];
        }
      }
    }

    /// The distribution over all noise matrices, independent of the current noise.
    @Override
    public ActionDistribution describe() {
      computeVariance();
      float[] deviation = new float[dimensions];
      for (int j = 0; j < dimensions; j++) {
        deviation[j] = (float) Math.sqrt(v[j * ROWS]);
      }
      return new ActionDistribution.Gaussian(
          Floats.list(x.eta(), 0, ROWS, dimensions), Floats.list(deviation, 0, 1, dimensions));
    }

    /// σ, σ², φ², v and log v.
    private void computeVariance() {
      KERNELS.exp(x.theta(), x.ownOffset(), std, 0, std.length);
      for (int j = 0; j < dimensions; j++) {
        for (int k = 0; k < features; k++) {
          float s = std[k * dimensions + j];
          variances[j * features + k] = s * s;
        }
      }
      for (int i = 0; i < x.count() * features; i++) {
        float phi = x.features()[x.featuresAt() + i];
        phi2[i] = phi * phi;
      }
      project(variances, v);
      for (int j = 0; j < dimensions; j++) {
        KERNELS.log(v, j * ROWS, logV, j * ROWS, x.count());
      }
    }

    /// Σ_k φ_k² weights_jk + bias_j.
    private void project(float[] weights, float[] out) {
      int biases = dimensions * features;
      KERNELS.project(
          x.count(), features, dimensions, phi2, 0, features, weights, 0, biases, out, 0, 1, ROWS);
    }

    /// From the gradient of v to that of log σ.
    private void backward(float[] grad) {
      int f = features;
      int rows = x.count();
      Arrays.fill(sums, 0, dimensions * f, 0);
      KERNELS.multiply( // Σ_r dv_jr φ²_rk
          dimensions, f, rows, dV, 0, ROWS, 1, phi2, 0, f, sums, 0, f, sums, 0, f);
      for (int j = 0; j < dimensions; j++) {
        for (int k = 0; k < f; k++) {
          int i = j * f + k;
          grad[x.ownOffset() + k * dimensions + j] += 2 * variances[i] * sums[i];
        }
      }
    }

    /// Needs the variance; computes z, too.
    private void computeLogProb(float[] actions, float[] logProb) {
      rowSums.begin(-dimensions * HALF_LOG_2_PI, x.count(), dimensions);
      for (int j = 0; j < dimensions; j++) {
        for (int r = 0; r < x.count(); r++) {
          int i = j * ROWS + r;
          float miss = actions[(x.row() + r) * dimensions + j] - x.eta()[i];
          float zr = miss / (float) Math.sqrt(v[i]);
          z[i] = zr;
          rowSums.current[r] -= 0.5f * (logV[i] + zr * zr);
        }
        rowSums.endTerm();
      }
      rowSums.copySums(logProb, x.row());
    }
  }
}
