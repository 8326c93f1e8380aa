package ascent.distribution;

import static ascent.math.GammaMath.digamma;
import static ascent.math.GammaMath.logGamma;
import static ascent.math.GammaMath.trigamma;
import static ascent.nn.NetworkPass.ROWS;

import ascent.math.DoubleMath;
import ascent.math.FloatMath;
import ascent.rng.Rng;
import java.util.Optional;

/// Independent Beta distributions, stretched to the bounds of a Box: Chou, Maturana and Scherer,
/// *Improving Stochastic Policy Gradients in Continuous Control with Deep Reinforcement Learning
/// using the Beta Distribution* (ICML 2017). No probability is lost beyond the bounds.
///
/// With x in (0, 1) the position between the bounds, V the Box's volume and the network's outputs
/// `[p₀ … p_D−1 | q₀ … q_D−1]`,
///
///     α = 1 + softplus(p), β = 1 + softplus(q): one peak, never at both bounds
///     log π(a) = Σ_d (α − 1) log x + (β − 1) log(1 − x) − log B(α, β)   − log V
///     H = Σ_d log B(α, β) − (α − 1) ψ(α) − (β − 1) ψ(β) + (α + β − 2) ψ(α + β)   + log V
///     ∂log π/∂α = log x − ψ(α) + ψ(α + β)
///     ∂H/∂α = (α + β − 2) ψ′(α + β) − (α − 1) ψ′(α)
///
/// A rollout keeps u = ½ log(x / (1 − x)), that is x = ½ + ½ tanh u, so that log x and log(1 − x)
/// stay accurate near the bounds; the environment gets a. The mean is used instead of the mode.
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
  public int ownParameters() {
    return 0;
  }

  @Override
  public Optional<ModeRule> modeRule() {
    return Optional.of(new ModeRule.BetaMeans(squash.middle(), squash.half()));
  }

  @Override
  public DistributionPass pass(DistributionInput input) {
    return new Pass(input);
  }

  @Override
  public void toEnv(float[] actions, int from, float[] env, int at, int count) {
    squash.apply(actions, from, env, at, count);
  }

  @Override
  public void fromEnv(float[] env, int from, float[] actions, int at, int count) {
    squash.inverse(env, from, actions, at, count);
  }

  /// The logarithm of a gamma variate of a shape ≥ 1: Marsaglia and Tsang, *A Simple Method for
  /// Generating Gamma Variables* (2000). It draws more than once in at most one case of twenty. For
  /// a non-finite shape it accepts the first draw, because NaN passes the comparisons.
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

  private static double logBeta(double a, double b) {
    return logGamma(a) + logGamma(b) - logGamma(a + b);
  }

  /// The derivative of softplus.
  private static float sigmoid(float x) {
    return 1 / (1 + FloatMath.exp(-x));
  }

  private final class Pass implements DistributionPass {
    private final DistributionInput x;
    private final float[] shapes = new float[2 * dimensions * ROWS]; // [α | β], laid out like η

    Pass(DistributionInput input) {
      x = input;
    }

    @Override
    public void evaluate(float[] logProb, float[] entropy) {
      computeShapes();
      computeLogProb(x.actions(), logProb);
      for (int r = 0; r < x.count(); r++) {
        double sum = logVolume;
        for (int d = 0; d < dimensions; d++) {
          double a = alpha(d, r);
          double b = beta(d, r);
          sum += logBeta(a, b) - (a - 1) * digamma(a) - (b - 1) * digamma(b);
          sum += (a + b - 2) * digamma(a + b);
        }
        entropy[x.row() + r] = (float) sum;
      }
    }

    @Override
    public void gradient(
        float[] w, int at, float entCoef, float scale, float[] dEta, float[] grad) {
      float[] eta = x.eta();
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < x.count(); r++) {
          float u = x.actions()[(x.row() + r) * dimensions + d];
          double a = alpha(d, r);
          double b = beta(d, r);
          double ofSum = digamma(a + b);
          double shared = (a + b - 2) * trigamma(a + b);
          double weight = w[at + r];
          double dAlpha =
              weight * (ofSum - digamma(a) - FloatMath.softplus(-2 * u))
                  - entCoef * (shared - (a - 1) * trigamma(a));
          double dBeta =
              weight * (ofSum - digamma(b) - FloatMath.softplus(2 * u))
                  - entCoef * (shared - (b - 1) * trigamma(b));
          int p = d * ROWS + r;
          int q = (dimensions + d) * ROWS + r;
          dEta[p] = (float) (scale * dAlpha) * sigmoid(eta[p]);
          dEta[q] = (float) (scale * dBeta) * sigmoid(eta[q]);
        }
      }
    }

    /// With respect to α and β, F = diag(ψ′(α), ψ′(β)) − ψ′(α + β) in all four places.
    @Override
    public void fisher(
        float[] etaDot, float[] thetaDot, float scale, float[] dEta, float[] product) {
      float[] eta = x.eta();
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < x.count(); r++) {
          int p = d * ROWS + r;
          int q = (dimensions + d) * ROWS + r;
          double a = alpha(d, r);
          double b = beta(d, r);
          double alphaDot = sigmoid(eta[p]) * etaDot[p];
          double betaDot = sigmoid(eta[q]) * etaDot[q];
          double shared = trigamma(a + b) * (alphaDot + betaDot);
          dEta[p] = (float) (scale * (trigamma(a) * alphaDot - shared)) * sigmoid(eta[p]);
          dEta[q] = (float) (scale * (trigamma(b) * betaDot - shared)) * sigmoid(eta[q]);
        }
      }
    }

    @Override
    public double kl(DistributionPass other) {
      Pass q = (Pass) other;
      double sum = 0;
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < x.count(); r++) {
          double a = alpha(d, r);
          double b = beta(d, r);
          double a2 = q.alpha(d, r);
          double b2 = q.beta(d, r);
          sum += logBeta(a2, b2) - logBeta(a, b);
          sum += (a - a2) * digamma(a) + (b - b2) * digamma(b);
          sum += (a2 - a + b2 - b) * digamma(a + b);
        }
      }
      return sum;
    }

    /// x = g / (g + h) with g and h drawn from the gamma distributions of shapes α and β.
    @Override
    public void sample(Rng[] rngs, float[] state, int first, float[] actions, float[] logProb) {
      computeShapes();
      for (int r = 0; r < x.count(); r++) {
        Rng rng = rngs[first + r];
        for (int d = 0; d < dimensions; d++) {
          double logG = logGammaVariate(alpha(d, r), rng);
          double logH = logGammaVariate(beta(d, r), rng);
          actions[(x.row() + r) * dimensions + d] = (float) (0.5 * (logG - logH));
        }
      }
      computeLogProb(actions, logProb);
    }

    /// The mean, x = α / (α + β). The peak of the density, (α − 1) / (α + β − 2), is on a bound as
    /// soon as one shape is near 1, whether or not the best action is there.
    @Override
    public void mode(float[] actions) {
      computeShapes();
      for (int r = 0; r < x.count(); r++) {
        for (int d = 0; d < dimensions; d++) {
          double logRatio = DoubleMath.log(alpha(d, r)) - DoubleMath.log(beta(d, r));
          actions[(x.row() + r) * dimensions + d] = (float) (0.5 * logRatio);
        }
      }
    }

    @Override
    public ActionDistribution describe() {
      computeShapes();
      return new ActionDistribution.Beta(
          Floats.list(shapes, 0, ROWS, dimensions),
          Floats.list(shapes, dimensions * ROWS, ROWS, dimensions));
    }

    private void computeShapes() {
      float[] eta = x.eta();
      for (int j = 0; j < outputs(); j++) {
        for (int r = 0; r < x.count(); r++) {
          shapes[j * ROWS + r] = 1 + FloatMath.softplus(eta[j * ROWS + r]);
        }
      }
    }

    private double alpha(int d, int r) {
      return shapes[d * ROWS + r];
    }

    private double beta(int d, int r) {
      return shapes[(dimensions + d) * ROWS + r];
    }

    /// Needs the shapes.
    private void computeLogProb(float[] actions, float[] logProb) {
      for (int r = 0; r < x.count(); r++) {
        double sum = -logVolume;
        for (int d = 0; d < dimensions; d++) {
          float u = actions[(x.row() + r) * dimensions + d];
          double a = alpha(d, r);
          double b = beta(d, r);
          sum -= (a - 1) * FloatMath.softplus(-2 * u) + (b - 1) * FloatMath.softplus(2 * u);
          sum -= logBeta(a, b);
        }
        logProb[x.row() + r] = (float) sum;
      }
    }
  }
}
