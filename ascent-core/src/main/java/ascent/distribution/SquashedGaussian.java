package ascent.distribution;

import static ascent.nn.NetworkPass.ROWS;

import ascent.math.FloatMath;
import ascent.rng.Rng;
import java.util.List;
import java.util.Optional;

/// A Gaussian variable u, squashed into the bounds of a Box: a = m + h·tanh u.
///
/// A rollout stores u, so that no precision is lost near the bounds; the environment gets a. The
/// density
/// is that of a,
///
///     log π(a) = log N(u) − Σ_d [ log h + log(1 − tanh² u) ],
///     log(1 − tanh² u) = 2 (ln 2 − u − softplus(−2u)),
///
/// without approximation; Stable-Baselines3 adds 1e-6 inside the logarithm (and omits h). The
/// subtracted sum does not depend on the parameters, so scores, Fisher information and KL
/// divergence are
/// the Gaussian's.
///
/// Its entropy has no closed form. `entropy` holds −log π(a), whose mean is the entropy; and since
/// ∇H = −E[log π ∇log π], the entropy bonus c is one more weight on the score: w + c·log π(a).
///
/// The mode is taken to be tanh of the Gaussian's mode. This is the median of a, as is usual, not
/// the peak of its density (which may lie on the bounds).
final class SquashedGaussian implements Distribution {
  private static final float LN_2 = 0.6931472f;

  private final Distribution gaussian;
  private final Squash squash;
  private final float logVolume;

  /// @param gaussian the distribution of u, whose [ActionDistribution] is a Gaussian
  SquashedGaussian(Distribution gaussian, Squash squash) {
    this.gaussian = gaussian;
    this.squash = squash;
    logVolume = squash.logVolume();
  }

  @Override
  public int outputs() {
    return gaussian.outputs();
  }

  @Override
  public int ownParameters() {
    return gaussian.ownParameters();
  }

  @Override
  public List<Integer> ownShape() {
    return gaussian.ownShape();
  }

  @Override
  public int stateSize() {
    return gaussian.stateSize();
  }

  @Override
  public void initialise(float[] theta, int ownOffset) {
    gaussian.initialise(theta, ownOffset);
  }

  @Override
  public Optional<ModeRule> modeRule() {
    return Optional.of(new ModeRule.Squashed(squash.middle(), squash.half()));
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

  @Override
  public double meanStd(float[] theta, int ownOffset) {
    return gaussian.meanStd(theta, ownOffset);
  }

  private final class Pass implements DistributionPass {
    private final DistributionInput x;
    private final DistributionPass normal; // of u
    private final float[] logPi = new float[ROWS]; // log π(a) of the samples evaluated
    private final float[] weights = new float[ROWS]; // w + c·log π(a)
    private final RowSums volumes = new RowSums(); // Σ_d [ log h + log(1 − tanh² u) ]

    Pass(DistributionInput input) {
      x = input;
      normal = gaussian.pass(input);
    }

    @Override
    public void evaluate(float[] logProb, float[] entropy) {
      normal.evaluate(logProb, entropy);
      correct(x.actions(), logProb);
      int row = x.row();
      for (int r = 0; r < x.count(); r++) {
        logPi[r] = logProb[row + r];
        entropy[row + r] = -logPi[r];
      }
    }

    /// That of u, as [SquashedGaussian#meanStd].
    @Override
    public void meanStd(float[] std) {
      normal.meanStd(std);
    }

    @Override
    public void gradient(
        float[] w, int at, float entCoef, float scale, float[] dEta, float[] grad) {
      for (int r = 0; r < x.count(); r++) {
        weights[r] = w[at + r] + entCoef * logPi[r];
      }
      normal.gradient(weights, 0, 0, scale, dEta, grad);
    }

    @Override
    public void fisher(
        float[] etaDot, float[] thetaDot, float scale, float[] dEta, float[] product) {
      normal.fisher(etaDot, thetaDot, scale, dEta, product);
    }

    @Override
    public double kl(DistributionPass q) {
      return normal.kl(((Pass) q).normal);
    }

    @Override
    public void sample(Rng[] rngs, float[] state, int first, float[] actions, float[] logProb) {
      normal.sample(rngs, state, first, actions, logProb);
      correct(actions, logProb);
    }

    @Override
    public void mode(float[] actions) {
      normal.mode(actions);
    }

    @Override
    public ActionDistribution describe() {
      return new ActionDistribution.SquashedGaussian(
          (ActionDistribution.Gaussian) normal.describe());
    }

    /// From the density of u to that of a.
    private void correct(float[] actions, float[] logProb) {
      int dimensions = squash.dimensions();
      int row = x.row();
      volumes.begin(logVolume, x.count(), dimensions);
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < x.count(); r++) {
          float u = Math.abs(actions[(row + r) * dimensions + d]); // tanh² is even
          volumes.current[r] += 2 * (LN_2 - u - FloatMath.softplus(-2 * u));
        }
        volumes.endTerm();
      }
      float[] sums = volumes.sums();
      for (int r = 0; r < x.count(); r++) {
        logProb[row + r] -= sums[r];
      }
    }
  }
}
