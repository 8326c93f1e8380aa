package com.acme.rl;

import static ascent.nn.NetworkPass.ROWS;

import ascent.distribution.ActionDistribution;
import ascent.distribution.Distribution;
import ascent.distribution.DistributionInput;
import ascent.distribution.DistributionPass;
import ascent.math.FloatMath;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Independent Laplace distributions; the network's outputs are the means μ, its own parameters the
/// logarithms of the scales b, the same in every state. Its tails are heavier than a normal's.
///
///     log π(a) = Σ_d [−|z| − log 2b],  z = (a − μ)/b      H = Σ_d [1 + log 2b]
///     ∂log π/∂μ = sgn(z)/b    ∂log π/∂log b = |z| − 1      ∂H/∂log b = 1
///
/// At a = μ, where log π has a kink, its derivative counts as 0. Actions are samples as drawn, and
/// environments clip them to their bounds.
final class Laplace implements Distribution {
  private static final float LN_2 = 0.6931472f;

  private final int dimensions;
  private final float logScaleInit;

  Laplace(int dimensions, float logScaleInit) {
    this.dimensions = dimensions;
    this.logScaleInit = logScaleInit;
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
    Arrays.fill(theta, ownOffset, ownOffset + dimensions, logScaleInit);
  }

  @Override
  public DistributionPass pass(DistributionInput input) {
    return new Pass(input);
  }

  /// The standard deviation is √2 b.
  @Override
  public double meanStd(float[] theta, int ownOffset) {
    double sum = 0;
    for (int d = 0; d < dimensions; d++) {
      sum += Math.sqrt(2) * FloatMath.exp(theta[ownOffset + d]);
    }
    return sum / dimensions;
  }

  private final class Pass implements DistributionPass {
    private final DistributionInput input;
    private final float[] scale = new float[dimensions]; // b
    private final float[] z = new float[dimensions * ROWS]; // (a − μ)/b, feature-major

    Pass(DistributionInput input) {
      this.input = input;
    }

    @Override
    public void evaluate(float[] logProb, float[] entropy) {
      computeScale();
      computeLogProb(input.actions(), logProb);
      Arrays.fill(entropy, input.row(), input.row() + input.count(), dimensions + sumOfLog2b());
    }

    @Override
    public void gradient(
        float[] w, int wOffset, float entCoef, float scaling, float[] dEta, float[] grad) {
      for (int d = 0; d < dimensions; d++) {
        float sum = 0;
        for (int r = 0; r < input.count(); r++) {
          float zr = z[d * ROWS + r];
          float weight = scaling * w[wOffset + r];
          dEta[d * ROWS + r] = weight * Math.signum(zr) / scale[d];
          sum += weight * (Math.abs(zr) - 1) - scaling * entCoef;
        }
        grad[input.ownOffset() + d] += sum;
      }
    }

    /// F is diagonal: E[sgn²]/b² = 1/b² for a mean, E[(|z| − 1)²] = 1 for a log b.
    @Override
    public void fisher(float[] etaDot, float[] thetaDot, float s, float[] dEta, float[] product) {
      for (int d = 0; d < dimensions; d++) {
        for (int r = 0; r < input.count(); r++) {
          dEta[d * ROWS + r] = s * etaDot[d * ROWS + r] / (scale[d] * scale[d]);
        }
        int own = input.ownOffset() + d;
        product[own] += s * input.count() * thetaDot[own];
      }
    }

    /// With Δ = |μ_p − μ_q|, per dimension log(b_q/b_p) + (b_p exp(−Δ/b_p) + Δ)/b_q − 1.
    @Override
    public double kl(DistributionPass other) {
      Pass q = (Pass) other;
      double sum = 0;
      for (int d = 0; d < dimensions; d++) {
        double logRatio = q.logScale(d) - logScale(d);
        for (int r = 0; r < input.count(); r++) {
          float meanDifference = Math.abs(input.eta()[d * ROWS + r] - q.input.eta()[d * ROWS + r]);
          double near = scale[d] * FloatMath.exp(-meanDifference / scale[d]);
          sum += logRatio + (near + meanDifference) / q.scale[d] - 1;
        }
      }
      return sum;
    }

    /// By the inverse of the distribution function: ∓ b log(1 − |2u − 1|), u uniform.
    @Override
    public void sample(Rng[] rngs, float[] state, int first, float[] actions, float[] logProb) {
      computeScale();
      for (int r = 0; r < input.count(); r++) {
        int action = (input.row() + r) * dimensions;
        for (int d = 0; d < dimensions; d++) {
          float v = 2 * rngs[first + r].nextFloat() - 1; // in [−1, 1)
          float size = -FloatMath.log(Math.max(1 - Math.abs(v), 0x1p-24f));
          actions[action + d] = input.eta()[d * ROWS + r] + scale[d] * Math.copySign(size, v);
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
      computeScale();
      List<Float> mean = new ArrayList<>();
      List<Float> scales = new ArrayList<>();
      for (int d = 0; d < dimensions; d++) {
        mean.add(input.eta()[d * ROWS]);
        scales.add(scale[d]);
      }
      return new ActionDistribution.Other("laplace", Map.of("mean", mean, "scale", scales));
    }

    /// Needs b; computes z, too.
    private void computeLogProb(float[] actions, float[] logProb) {
      int row = input.row();
      float constant = -sumOfLog2b();
      for (int r = 0; r < input.count(); r++) {
        float sizes = 0;
        for (int d = 0; d < dimensions; d++) {
          float difference = actions[(row + r) * dimensions + d] - input.eta()[d * ROWS + r];
          z[d * ROWS + r] = difference / scale[d];
          sizes += Math.abs(z[d * ROWS + r]);
        }
        logProb[row + r] = constant - sizes;
      }
    }

    private void computeScale() {
      for (int d = 0; d < dimensions; d++) {
        scale[d] = FloatMath.exp(logScale(d));
      }
    }

    private float sumOfLog2b() {
      float sum = 0;
      for (int d = 0; d < dimensions; d++) {
        sum += LN_2 + logScale(d);
      }
      return sum;
    }

    private float logScale(int d) {
      return input.theta()[input.ownOffset() + d];
    }
  }
}
