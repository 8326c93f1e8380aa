package ascent.distribution;

import static ascent.nn.MlpPass.ROWS;

import ascent.kernel.Kernels;
import ascent.math.FloatMath;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Generalised state-dependent exploration (gSDE): Raffin, Kober and Stulp, *Smooth Exploration for
/// Robotic Reinforcement Learning* (2020, arXiv:2005.05719).
///
/// The noise is a function of the state: with φ(s) `[F]` the actor's last hidden activations,
///
///     a = μ(s) + E ᵀφ(s),  E_kj ~ N(0, σ²_kj)  drawn for each environment at the start of a
///                          rollout and every `sampleFreq` steps
///     v_j = Σ_k φ_k² σ²_kj + 1e-6        log π(a) = Σ_j −½ z² − ½ log v − ½ log 2π,  z = (a − μ)/√v
///     ∂log π/∂v = ½ (z² − 1)/v           ∂v_j/∂log σ_kj = 2 φ_k² σ²_kj
///
/// The free parameters are log σ `[F × D]`. As in Stable-Baselines3 by default, no gradient goes
/// through the variance into φ; so the Fisher information is that of μ and log σ with φ held fixed.
///
/// Acting outside of rollouts draws each action with a noise matrix of its own.
final class StateDependentExploration implements Distribution {
  private static final Kernels KERNELS = Kernels.get();
  private static final float HALF_LOG_2_PI = 0.9189385332046727f;
  private static final float LEAST_VARIANCE = 1e-6f;

  private final int features;
  private final int dimensions;
  private final float logStdInit;
  private final int sampleFreq;

  // Where things lie in a chunk's scratch memory; φ² [ROWS × F] is at 0.
  private final int variances; // per feature: σ² [D × F], then the least variance [D]
  private final int sums; // of the same shape, for products
  private final int variance; // v [D × ROWS]
  private final int dVariance; // its gradient or tangent [D × ROWS]

  /// @param sampleFreq steps between two draws of the noise; −1 draws it once per rollout
  StateDependentExploration(int features, int dimensions, float logStdInit, int sampleFreq) {
    this.features = features;
    this.dimensions = dimensions;
    this.logStdInit = logStdInit;
    this.sampleFreq = sampleFreq;
    variances = ROWS * features;
    sums = variances + (features + 1) * dimensions;
    variance = sums + (features + 1) * dimensions;
    dVariance = variance + dimensions * ROWS;
  }

  @Override
  public int outputs() {
    return dimensions;
  }

  @Override
  public int freeParameters() {
    return features * dimensions;
  }

  @Override
  public int noise() {
    return freeParameters();
  }

  @Override
  public List<Integer> freeShape() {
    return List.of(features, dimensions);
  }

  @Override
  public int scratch() {
    return dVariance + dimensions * ROWS;
  }

  @Override
  public void initialise(float[] theta, int at) {
    Arrays.fill(theta, at, at + freeParameters(), logStdInit);
  }

  @Override
  public void evaluate(Chunk c) {
    computeVariance(c);
    computeLogProb(c);
    Arrays.fill(c.entropy, c.row, c.row + c.rows, dimensions * (0.5f + HALF_LOG_2_PI));
    for (int j = 0; j < dimensions; j++) {
      for (int r = 0; r < c.rows; r++) {
        c.entropy[c.row + r] += 0.5f * c.logProbs[j * ROWS + r];
      }
    }
  }

  @Override
  public void gradient(Chunk c, float entCoef, float scale) {
    for (int j = 0; j < dimensions; j++) {
      for (int r = 0; r < c.rows; r++) {
        int i = j * ROWS + r;
        float v = c.scratch[variance + i];
        float z = c.probs[i];
        float weight = scale * c.w[c.row + r];
        c.dEta[i] = weight * z / (float) Math.sqrt(v);
        c.scratch[dVariance + i] = 0.5f * (weight * (z * z - 1) - scale * entCoef) / v;
      }
    }
    backward(c);
  }

  /// F is 1/v for a mean and ½/v² for a variance.
  @Override
  public void fisher(Chunk c, float scale) {
    float[] s = c.scratch;
    for (int j = 0; j < dimensions; j++) {
      for (int k = 0; k < features; k++) {
        float tangent = c.thetaTangent[c.free + k * dimensions + j];
        s[sums + j * features + k] = 2 * s[variances + j * features + k] * tangent;
      }
    }
    int zeros = sums + dimensions * features;
    Arrays.fill(s, zeros, zeros + dimensions, 0);
    project(c, sums, dVariance);
    for (int j = 0; j < dimensions; j++) {
      for (int r = 0; r < c.rows; r++) {
        int i = j * ROWS + r;
        float v = s[variance + i];
        c.dEta[i] = scale / v * c.tangent[i];
        s[dVariance + i] *= 0.5f * scale / (v * v);
      }
    }
    backward(c);
  }

  @Override
  public double kl(Chunk p, Chunk q) {
    double sum = 0;
    for (int j = 0; j < dimensions; j++) {
      for (int r = 0; r < p.rows; r++) {
        int i = j * ROWS + r;
        double logRatio = q.logProbs[i] - p.logProbs[i];
        double mean = p.eta[i] - q.eta[i];
        double v = q.scratch[variance + i];
        sum += 0.5 * (logRatio + (p.scratch[variance + i] + mean * mean) / v - 1);
      }
    }
    return sum;
  }

  @Override
  public void sample(Chunk c, Rng[] rngs, int first, int t) {
    computeVariance(c);
    boolean draw = t == 0 || (sampleFreq > 0 && t % sampleFreq == 0);
    int size = freeParameters();
    int needed = (first + c.rows) * size;
    if (c.exploration.length < needed) {
      c.exploration = Arrays.copyOf(c.exploration, needed);
    }
    for (int r = 0; r < c.rows; r++) {
      int at = (first + r) * size;
      if (draw) {
        for (int i = 0; i < size; i++) {
          c.exploration[at + i] = c.stds[i] * rngs[first + r].normal();
        }
      }
      explore(c, r, at);
    }
    computeLogProb(c);
  }

  /// a = μ + Eᵀφ.
  private void explore(Chunk c, int r, int at) {
    int phi = c.featuresAt + r * features;
    for (int j = 0; j < dimensions; j++) {
      float action = c.eta[j * ROWS + r];
      for (int k = 0; k < features; k++) {
        action = Math.fma(c.features[phi + k], c.exploration[at + k * dimensions + j], action);
      }
      c.actions[(c.row + r) * dimensions + j] = action;
    }
  }

  @Override
  public void mode(Chunk c) {
    for (int r = 0; r < c.rows; r++) {
      for (int j = 0; j < dimensions; j++) {
        c.actions[(c.row + r) * dimensions + j] = c.eta[j * ROWS + r];
      }
    }
  }

  /// As drawn anew, over all noise matrices.
  @Override
  public ActionDistribution describe(Chunk c) {
    computeVariance(c);
    List<Float> mean = new ArrayList<>(dimensions);
    List<Float> std = new ArrayList<>(dimensions);
    for (int j = 0; j < dimensions; j++) {
      mean.add(c.eta[j * ROWS]);
      std.add((float) Math.sqrt(c.scratch[variance + j * ROWS]));
    }
    return new ActionDistribution.Gaussian(mean, std);
  }

  /// σ into `stds`, φ², σ² and v into the scratch memory, log v into `logProbs`.
  private void computeVariance(Chunk c) {
    float[] s = c.scratch;
    KERNELS.exp(c.theta, c.free, c.stds, 0, freeParameters());
    for (int j = 0; j < dimensions; j++) {
      for (int k = 0; k < features; k++) {
        float std = c.stds[k * dimensions + j];
        s[variances + j * features + k] = std * std;
      }
    }
    int least = variances + dimensions * features;
    Arrays.fill(s, least, least + dimensions, LEAST_VARIANCE);
    for (int i = 0; i < c.rows * features; i++) {
      float phi = c.features[c.featuresAt + i];
      s[i] = phi * phi;
    }
    project(c, variances, variance);
    for (int j = 0; j < dimensions; j++) {
      KERNELS.log(s, variance + j * ROWS, c.logProbs, j * ROWS, c.rows);
    }
  }

  /// Σ_k φ_k² x_jk + b_j, for x `[D × F]` and b `[D]` at `weights`.
  private void project(Chunk c, int weights, int out) {
    float[] s = c.scratch;
    int bias = weights + dimensions * features;
    KERNELS.project(
        c.rows, features, dimensions, s, 0, features, s, weights, bias, s, out, 1, ROWS);
  }

  /// From the gradient of v to that of log σ.
  private void backward(Chunk c) {
    float[] s = c.scratch;
    int f = features;
    Arrays.fill(s, sums, sums + dimensions * f, 0);
    KERNELS.multiply(dimensions, f, c.rows, s, dVariance, ROWS, 1, s, 0, f, s, sums, f, s, sums, f);
    for (int j = 0; j < dimensions; j++) {
      for (int k = 0; k < f; k++) {
        int i = j * f + k;
        c.grad[c.free + k * dimensions + j] += 2 * s[variances + i] * s[sums + i];
      }
    }
  }

  /// Needs the variance; leaves z in `probs` for the gradient.
  private void computeLogProb(Chunk c) {
    for (int r = 0; r < c.rows; r++) {
      float logProb = -dimensions * HALF_LOG_2_PI;
      for (int j = 0; j < dimensions; j++) {
        int i = j * ROWS + r;
        float miss = c.actions[(c.row + r) * dimensions + j] - c.eta[i];
        float z = miss / (float) Math.sqrt(c.scratch[variance + i]);
        c.probs[i] = z;
        logProb -= 0.5f * (c.logProbs[i] + z * z);
      }
      c.logProb[c.row + r] = logProb;
    }
  }

  @Override
  public double meanStd(float[] theta, int free) {
    double sum = 0;
    for (int i = 0; i < freeParameters(); i++) {
      sum += FloatMath.exp(theta[free + i]);
    }
    return sum / freeParameters();
  }
}
