package ascent.distribution;

import ascent.math.FloatMath;
import ascent.rng.Rng;
import java.util.List;

/// A Gaussian variable u, squashed into the bounds of a Box: a = m + h·tanh u.
///
/// A rollout keeps u, so that nothing is lost near the bounds; the environment gets a. The density
/// is that of a,
///
///     log π(a) = log N(u) − Σ_d [ log h + log(1 − tanh² u) ],
///     log(1 − tanh² u) = 2 (ln 2 − u − softplus(−2u)),
///
/// exactly, where Stable-Baselines3 adds 1e-6 inside the logarithm (and leaves out h). What it
/// subtracts does not depend on the parameters, so scores, Fisher information and KL divergence are
/// the Gaussian's.
///
/// Its entropy has no closed form. `entropy` holds −log π(a), whose mean is the entropy; and since
/// ∇H = −E[log π ∇log π], the entropy bonus c is one more weight on the score: w + c·log π(a).
///
/// The action that counts as the mode is tanh of the Gaussian's: the median of a, as everywhere in
/// the field, not the peak of its density (which may lie on the bounds).
public final class SquashedGaussian implements Distribution {
  private static final float LN_2 = 0.6931472f;

  private final Distribution gaussian;
  private final Squash squash;
  private final float logVolume;

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
  public int freeParameters() {
    return gaussian.freeParameters();
  }

  @Override
  public List<Integer> freeShape() {
    return gaussian.freeShape();
  }

  @Override
  public void initialise(float[] theta, int at) {
    gaussian.initialise(theta, at);
  }

  @Override
  public void evaluate(Chunk c) {
    gaussian.evaluate(c);
    correctLogProb(c);
    for (int i = c.row; i < c.row + c.rows; i++) {
      c.entropy[i] = -c.logProb[i];
    }
  }

  @Override
  public void gradient(Chunk c, float entCoef, float scale) {
    System.arraycopy(c.w, c.row, c.a, 0, c.rows);
    for (int i = c.row; i < c.row + c.rows; i++) {
      c.w[i] += entCoef * c.logProb[i];
    }
    gaussian.gradient(c, 0, scale);
    System.arraycopy(c.a, 0, c.w, c.row, c.rows); // the weights are the algorithm's
  }

  @Override
  public void fisher(Chunk c, float scale) {
    gaussian.fisher(c, scale);
  }

  @Override
  public double kl(Chunk p, Chunk q) {
    return gaussian.kl(p, q);
  }

  @Override
  public void sample(Chunk c, Rng[] rngs, int first, int t) {
    gaussian.sample(c, rngs, first, t);
    correctLogProb(c);
  }

  @Override
  public void mode(Chunk c) {
    gaussian.mode(c);
  }

  @Override
  public ActionDistribution describe(Chunk c) {
    return new ActionDistribution.SquashedGaussian(
        (ActionDistribution.Gaussian) gaussian.describe(c));
  }

  @Override
  public void toEnv(float[] actions, int from, float[] env, int at, int count) {
    squash.apply(actions, from, env, at, count);
  }

  @Override
  public void fromEnv(float[] env, int from, float[] actions, int at, int count) {
    squash.inverse(env, from, actions, at, count);
  }

  /// From the density of u to that of a.
  private void correctLogProb(Chunk c) {
    int dimensions = squash.dimensions();
    for (int r = 0; r < c.rows; r++) {
      float sum = logVolume;
      for (int d = 0; d < dimensions; d++) {
        float u = Math.abs(c.actions[(c.row + r) * dimensions + d]); // tanh² is even
        sum += 2 * (LN_2 - u - FloatMath.softplus(-2 * u));
      }
      c.logProb[c.row + r] -= sum;
    }
  }

  @Override
  public double meanStd(float[] theta, int free) {
    return gaussian.meanStd(theta, free);
  }
}
