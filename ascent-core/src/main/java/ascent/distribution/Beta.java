package ascent.distribution;

import static ascent.math.GammaMath.digamma;
import static ascent.math.GammaMath.logGamma;
import static ascent.math.GammaMath.trigamma;
import static ascent.nn.MlpPass.ROWS;

import ascent.math.DoubleMath;
import ascent.math.FloatMath;
import ascent.rng.Rng;

/// Independent Beta distributions, stretched to the bounds of a Box: Chou, Maturana and Scherer,
/// *Improving Stochastic Policy Gradients in Continuous Control with Deep Reinforcement Learning
/// using the Beta Distribution* (ICML 2017). No probability is lost beyond the bounds.
///
/// With x in (0, 1) the place between the bounds, V the Box's volume and the network's outputs
/// `[p₀ … p_D−1 | q₀ … q_D−1]`,
///
///     α = 1 + softplus(p), β = 1 + softplus(q): one peak, never at both bounds
///     log π(a) = Σ_d (α − 1) log x + (β − 1) log(1 − x) − log B(α, β)   − log V
///     H = Σ_d log B(α, β) − (α − 1) ψ(α) − (β − 1) ψ(β) + (α + β − 2) ψ(α + β)   + log V
///     ∂log π/∂α = log x − ψ(α) + ψ(α + β)
///     ∂H/∂α = (α + β − 2) ψ′(α + β) − (α − 1) ψ′(α)
///
/// A rollout keeps u = ½ log(x / (1 − x)), that is x = ½ + ½ tanh u, so that neither log x nor
/// log(1 − x) loses anything near the bounds; the environment gets a. The action that counts as the
/// mode is the mean.
final class Beta implements Distribution {
  private static final double LN_2 = 0.6931471805599453;

  private final Squash squash;
  private final int dimensions;
  private final double logVolume;

  Beta(Squash squash) {
    this.squash = squash;
    dimensions = squash.dimensions();
    logVolume = squash.logVolume() + dimensions * LN_2; // 2h per dimension
  }

  @Override
  public int outputs() {
    return 2 * dimensions;
  }

  @Override
  public int freeParameters() {
    return 0;
  }

  @Override
  public void initialise(float[] theta, int at) {}

  @Override
  public void evaluate(Chunk c) {
    computeShapes(c);
    computeLogProb(c);
    for (int r = 0; r < c.rows; r++) {
      double entropy = logVolume;
      for (int d = 0; d < dimensions; d++) {
        double a = alpha(c, d, r);
        double b = beta(c, d, r);
        entropy += logBeta(a, b) - (a - 1) * digamma(a) - (b - 1) * digamma(b);
        entropy += (a + b - 2) * digamma(a + b);
      }
      c.entropy[c.row + r] = (float) entropy;
    }
  }

  @Override
  public void gradient(Chunk c, float entCoef, float scale) {
    for (int d = 0; d < dimensions; d++) {
      for (int r = 0; r < c.rows; r++) {
        float u = c.actions[(c.row + r) * dimensions + d];
        double a = alpha(c, d, r);
        double b = beta(c, d, r);
        double ofSum = digamma(a + b);
        double shared = (a + b - 2) * trigamma(a + b);
        double w = c.w[c.row + r];
        double dAlpha =
            w * (ofSum - digamma(a) - FloatMath.softplus(-2 * u))
                - entCoef * (shared - (a - 1) * trigamma(a));
        double dBeta =
            w * (ofSum - digamma(b) - FloatMath.softplus(2 * u))
                - entCoef * (shared - (b - 1) * trigamma(b));
        int p = d * ROWS + r;
        int q = (dimensions + d) * ROWS + r;
        c.dEta[p] = (float) (scale * dAlpha) * sigmoid(c.eta[p]);
        c.dEta[q] = (float) (scale * dBeta) * sigmoid(c.eta[q]);
      }
    }
  }

  /// With respect to α and β, F = diag(ψ′(α), ψ′(β)) − ψ′(α + β) in all four places.
  @Override
  public void fisher(Chunk c, float scale) {
    for (int d = 0; d < dimensions; d++) {
      for (int r = 0; r < c.rows; r++) {
        int p = d * ROWS + r;
        int q = (dimensions + d) * ROWS + r;
        double a = alpha(c, d, r);
        double b = beta(c, d, r);
        double alphaTangent = sigmoid(c.eta[p]) * c.tangent[p];
        double betaTangent = sigmoid(c.eta[q]) * c.tangent[q];
        double shared = trigamma(a + b) * (alphaTangent + betaTangent);
        c.dEta[p] = (float) (scale * (trigamma(a) * alphaTangent - shared)) * sigmoid(c.eta[p]);
        c.dEta[q] = (float) (scale * (trigamma(b) * betaTangent - shared)) * sigmoid(c.eta[q]);
      }
    }
  }

  @Override
  public double kl(Chunk p, Chunk q) {
    double sum = 0;
    for (int d = 0; d < dimensions; d++) {
      for (int r = 0; r < p.rows; r++) {
        double a = alpha(p, d, r);
        double b = beta(p, d, r);
        double a2 = alpha(q, d, r);
        double b2 = beta(q, d, r);
        sum += logBeta(a2, b2) - logBeta(a, b);
        sum += (a - a2) * digamma(a) + (b - b2) * digamma(b);
        sum += (a2 - a + b2 - b) * digamma(a + b);
      }
    }
    return sum;
  }

  /// x = g / (g + h) with g and h drawn from the gamma distributions of shapes α and β.
  @Override
  public void sample(Chunk c, Rng[] rngs, int first, int t) {
    computeShapes(c);
    for (int r = 0; r < c.rows; r++) {
      Rng rng = rngs[first + r];
      for (int d = 0; d < dimensions; d++) {
        double logG = logGammaVariate(alpha(c, d, r), rng);
        double logH = logGammaVariate(beta(c, d, r), rng);
        c.actions[(c.row + r) * dimensions + d] = (float) (0.5 * (logG - logH));
      }
    }
    computeLogProb(c);
  }

  /// The logarithm of a gamma variate of a shape ≥ 1: Marsaglia and Tsang, *A Simple Method for
  /// Generating Gamma Variables* (2000). It draws more than once in one case of twenty at most. Of
  /// a shape that is no finite number it accepts the first: comparisons are such that NaN passes.
  private static double logGammaVariate(double shape, Rng rng) {
    double d = shape - 1.0 / 3;
    double s = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = rng.normal();
      double uniform = rng.nextDouble();
      double root = Math.fma(s, x, 1);
      if (!(root <= 0)) {
        double logV = 3 * DoubleMath.log(root);
        double v = root * root * root;
        if (!(DoubleMath.log(uniform) >= 0.5 * x * x + d * (1 - v + logV))) {
          return DoubleMath.log(d) + logV;
        }
      }
    }
  }

  /// The mean, x = α / (α + β). The peak of the density, (α − 1) / (α + β − 2), is on a bound as
  /// soon as one shape is near 1, be the best action there or not.
  @Override
  public void mode(Chunk c) {
    computeShapes(c);
    for (int r = 0; r < c.rows; r++) {
      for (int d = 0; d < dimensions; d++) {
        double logRatio = DoubleMath.log(alpha(c, d, r)) - DoubleMath.log(beta(c, d, r));
        c.actions[(c.row + r) * dimensions + d] = (float) (0.5 * logRatio);
      }
    }
  }

  @Override
  public ActionDistribution describe(Chunk c) {
    computeShapes(c);
    return new ActionDistribution.Beta(
        ActionDistribution.numbers(c.probs, 0, ROWS, dimensions),
        ActionDistribution.numbers(c.probs, dimensions * ROWS, ROWS, dimensions));
  }

  @Override
  public void toEnv(float[] actions, int from, float[] env, int at, int count) {
    squash.apply(actions, from, env, at, count);
  }

  @Override
  public void fromEnv(float[] env, int from, float[] actions, int at, int count) {
    squash.inverse(env, from, actions, at, count);
  }

  /// α and β into `probs`.
  private void computeShapes(Chunk c) {
    for (int j = 0; j < outputs(); j++) {
      for (int r = 0; r < c.rows; r++) {
        c.probs[j * ROWS + r] = 1 + FloatMath.softplus(c.eta[j * ROWS + r]);
      }
    }
  }

  private static double alpha(Chunk c, int d, int r) {
    return c.probs[d * ROWS + r];
  }

  private double beta(Chunk c, int d, int r) {
    return c.probs[(dimensions + d) * ROWS + r];
  }

  /// Needs the shapes.
  private void computeLogProb(Chunk c) {
    for (int r = 0; r < c.rows; r++) {
      double sum = -logVolume;
      for (int d = 0; d < dimensions; d++) {
        float u = c.actions[(c.row + r) * dimensions + d];
        double a = alpha(c, d, r);
        double b = beta(c, d, r);
        sum -= (a - 1) * FloatMath.softplus(-2 * u) + (b - 1) * FloatMath.softplus(2 * u);
        sum -= logBeta(a, b);
      }
      c.logProb[c.row + r] = (float) sum;
    }
  }

  private static double logBeta(double a, double b) {
    return logGamma(a) + logGamma(b) - logGamma(a + b);
  }

  /// The derivative of softplus.
  private static float sigmoid(float x) {
    return 1 / (1 + FloatMath.exp(-x));
  }

  @Override
  public double meanStd(float[] theta, int free) {
    return Double.NaN;
  }
}
