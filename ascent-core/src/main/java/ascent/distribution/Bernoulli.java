package ascent.distribution;

import static ascent.nn.NetworkPass.ROWS;

import ascent.kernel.Kernels;
import ascent.rng.Rng;
import java.util.Optional;

/// Independent bits. The network's outputs divided by the temperature τ are the logits, x = η/τ, of
/// a bit being 1:
///
///     p = 1/(1 + e⁻ˣ)                    q = 1 − p
///     log π(a) = Σ a log p + (1 − a) log q     H = −Σ p log p + q log q
///     ∂log π/∂η = (a − p)/τ               ∂H/∂η = −p q x/τ
///
/// Everything is computed from e^−|x| and L = log(1 + e^−|x|), so large logits do not overflow: the
/// likelier value has log-probability −L, the other −L − |x|. Each bit draws one number.
final class Bernoulli implements Distribution {
  private static final Kernels KERNELS = Kernels.get();

  private final int bits;
  private final float sharpness; // 1/τ

  Bernoulli(int bits, float temperature) {
    this.bits = bits;
    sharpness = 1 / temperature;
  }

  @Override
  public int outputs() {
    return bits;
  }

  @Override
  public Optional<ModeRule> modeRule() {
    return Optional.of(new ModeRule.Bits(bits));
  }

  @Override
  public DistributionPass pass(DistributionInput input) {
    return new Pass(input);
  }

  private final class Pass implements DistributionPass {
    private final DistributionInput x;
    private final float[] p = new float[bits * ROWS]; // feature-major, as all here
    private final float[] logSum = new float[bits * ROWS]; // L
    private final RowSums sums = new RowSums(); // over the bits

    Pass(DistributionInput input) {
      x = input;
    }

    @Override
    public void evaluate(float[] logProb, float[] entropy) {
      computeProbabilities();
      computeLogProb(x.actions(), logProb);
      float[] eta = x.eta();
      int rows = x.count();
      sums.begin(0, rows, bits);
      for (int d = 0; d < bits; d++) {
        int at = d * ROWS;
        for (int r = 0; r < rows; r++) {
          float logit = sharpness * eta[at + r];
          float unlikelier = logit < 0 ? p[at + r] : 1 - p[at + r];
          sums.current[r] += logSum[at + r] + unlikelier * Math.abs(logit); // L + min(p, q) |x|
        }
        sums.endTerm();
      }
      sums.copySums(entropy, x.row());
    }

    @Override
    public void gradient(
        float[] w, int wAt, float entCoef, float scale, float[] dEta, float[] grad) {
      float[] eta = x.eta();
      float[] actions = x.actions();
      int row = x.row();
      int rows = x.count();
      float scaled = scale * sharpness;
      for (int d = 0; d < bits; d++) {
        int at = d * ROWS;
        for (int r = 0; r < rows; r++) {
          float one = p[at + r];
          float score = actions[(row + r) * bits + d] - one;
          float dEntropy = -one * (1 - one) * sharpness * eta[at + r];
          dEta[at + r] = scaled * (w[wAt + r] * score - entCoef * dEntropy);
        }
      }
    }

    /// F is diagonal: p q/τ².
    @Override
    public void fisher(
        float[] etaDot, float[] thetaDot, float scale, float[] dEta, float[] product) {
      float scaled = scale * sharpness * sharpness;
      for (int d = 0; d < bits; d++) {
        int at = d * ROWS;
        for (int r = 0; r < x.count(); r++) {
          float one = p[at + r];
          dEta[at + r] = scaled * one * (1 - one) * etaDot[at + r];
        }
      }
    }

    @Override
    public double kl(DistributionPass other) {
      Pass q = (Pass) other;
      double sum = 0;
      for (int d = 0; d < bits; d++) {
        for (int r = 0; r < x.count(); r++) {
          int at = d * ROWS + r;
          double one = p[at];
          sum += one * (logProbability(at, 1) - q.logProbability(at, 1));
          sum += (1 - one) * (logProbability(at, 0) - q.logProbability(at, 0));
        }
      }
      return sum;
    }

    @Override
    public void sample(Rng[] rngs, float[] state, int first, float[] actions, float[] logProb) {
      computeProbabilities();
      for (int r = 0; r < x.count(); r++) {
        for (int d = 0; d < bits; d++) {
          float u = rngs[first + r].nextFloat();
          actions[(x.row() + r) * bits + d] = u < p[d * ROWS + r] ? 1 : 0;
        }
      }
      computeLogProb(actions, logProb);
    }

    @Override
    public void mode(float[] actions) {
      for (int r = 0; r < x.count(); r++) {
        for (int d = 0; d < bits; d++) {
          actions[(x.row() + r) * bits + d] = x.eta()[d * ROWS + r] > 0 ? 1 : 0;
        }
      }
    }

    @Override
    public ActionDistribution describe() {
      computeProbabilities();
      return new ActionDistribution.Bernoulli(Floats.list(p, 0, ROWS, bits));
    }

    /// p and L.
    private void computeProbabilities() {
      float[] eta = x.eta();
      int rows = x.count();
      for (int d = 0; d < bits; d++) {
        int at = d * ROWS;
        for (int r = 0; r < rows; r++) {
          logSum[at + r] = -Math.abs(sharpness * eta[at + r]);
        }
        KERNELS.exp(logSum, at, p, at, rows);
        for (int r = 0; r < rows; r++) {
          float e = p[at + r];
          logSum[at + r] = 1 + e;
          p[at + r] = (eta[at + r] < 0 ? e : 1) / (1 + e);
        }
        KERNELS.log(logSum, at, logSum, at, rows);
      }
    }

    /// Needs L.
    private void computeLogProb(float[] actions, float[] logProb) {
      int row = x.row();
      int rows = x.count();
      sums.begin(0, rows, bits);
      for (int d = 0; d < bits; d++) {
        for (int r = 0; r < rows; r++) {
          float bit = actions[(row + r) * bits + d];
          sums.current[r] += logProbability(d * ROWS + r, bit);
        }
        sums.endTerm();
      }
      sums.copySums(logProb, row);
    }

    private float logProbability(int at, float bit) {
      float logit = sharpness * x.eta()[at];
      float towards = bit == 0 ? -logit : logit;
      return (towards < 0 ? towards : 0) - logSum[at];
    }
  }
}
