package ascent.distribution;

import static ascent.nn.NetworkPass.ROWS;

import ascent.kernel.Kernels;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;

/// One choice among n options: a softmax over n neighbouring outputs of the policy network, with
/// one thread's memory. Outputs divided by the temperature τ are the logits, x = η/τ; an option
/// that the mask forbids has the logit −∞.
///
///     log π(a) = xₐ − log Σⱼ exp xⱼ            H = −Σⱼ πⱼ log πⱼ
///     ∂log π(a)/∂ηⱼ = ([j = a] − πⱼ)/τ         ∂H/∂ηⱼ = −πⱼ (log πⱼ + H)/τ
///
/// A forbidden option has probability 0 and is excluded from all sums, so its output gets no
/// gradient. A mask that allows everything gives the same bits as no mask. Masks
/// follow Huang and Ontañón, *A Closer Look at Invalid Action Masking in Policy Gradient
/// Algorithms* (2022, arXiv:2006.14171), who set forbidden logits to −1e8.
final class Softmax {
  private static final Kernels KERNELS = Kernels.get();

  private final DistributionInput x;
  private final int choice;
  private final int choices;
  private final int from;
  private final int n;
  private final int outputs;
  private final float sharpness; // 1/τ

  // Of each option, feature-major, [n × ROWS].
  private final float[] p; // π
  private final float[] logP; // log π; while that is computed, x and x − max

  // Of each sample, [ROWS].
  private final float[] max = new float[ROWS]; // of the logits
  private final RowSums sum = new RowSums(); // Σⱼ exp(xⱼ − max)
  private final float[] logSum = new float[ROWS];
  private final RowSums entropy = new RowSums(); // of this choice alone
  private final RowSums mean = new RowSums(); // of a tangent
  private final int[] action = new int[ROWS]; // of this choice

  /// Choice number `choice` of a family: its outputs follow those of the choices before it.
  ///
  /// @param counts how many options each choice has
  Softmax(int[] counts, int choice, float sharpness, DistributionInput input) {
    x = input;
    this.choice = choice;
    choices = counts.length;
    from = Arrays.stream(counts, 0, choice).sum();
    n = counts[choice];
    outputs = Arrays.stream(counts).sum();
    this.sharpness = sharpness;
    p = new float[n * ROWS];
    logP = new float[n * ROWS];
  }

  /// Adds this choice's log π(a) and entropy to the samples'.
  void evaluate(RowSums logProb, RowSums totalEntropy) {
    computeProbabilities();
    float[] actions = x.actions();
    int row = x.row();
    int rows = x.count();
    for (int r = 0; r < rows; r++) {
      int a = (int) actions[(row + r) * choices + choice];
      logProb.current[r] += logP[a * ROWS + r];
      action[r] = a;
    }
    logProb.endTerm();
    computeEntropy(rows);
    for (int r = 0; r < rows; r++) {
      totalEntropy.current[r] += entropy.current[r];
    }
    totalEntropy.endTerm();
  }

  private void computeEntropy(int rows) {
    float[] h = entropy.current;
    entropy.begin(0, rows, n);
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < rows; r++) {
        h[r] -= p[at + r] * logP[at + r];
      }
      entropy.endTerm();
    }
    entropy.sums();
  }

  void gradient(float[] w, int wAt, float entCoef, float scale, float[] dEta) {
    int rows = x.count();
    float scaled = scale * sharpness;
    float[] h = entropy.current;
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      int out = (from + j) * ROWS;
      for (int r = 0; r < rows; r++) {
        float pj = p[at + r];
        float score = (action[r] == j ? 1 : 0) - pj;
        float dEntropy = -pj * (logP[at + r] + h[r]);
        dEta[out + r] = scaled * (w[wAt + r] * score - entCoef * dEntropy);
      }
    }
  }

  /// F = (diag(π) − π πᵀ)/τ².
  void fisher(float[] etaDot, float scale, float[] dEta) {
    int rows = x.count();
    float scaled = scale * sharpness * sharpness;
    float[] m = mean.current;
    mean.begin(0, rows, n);
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      int out = (from + j) * ROWS;
      for (int r = 0; r < rows; r++) {
        m[r] = Math.fma(p[at + r], etaDot[out + r], m[r]);
      }
      mean.endTerm();
    }
    mean.sums();
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      int out = (from + j) * ROWS;
      for (int r = 0; r < rows; r++) {
        dEta[out + r] = scaled * p[at + r] * (etaDot[out + r] - m[r]);
      }
    }
  }

  double kl(Softmax q) {
    double total = 0;
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < x.count(); r++) {
        total += p[at + r] * (logP[at + r] - q.logP[at + r]);
      }
    }
    return total;
  }

  /// Samples this choice of each sample, and adds its log-probability to the sample's.
  void sample(Rng[] rngs, int first, float[] actions, RowSums logProb) {
    computeProbabilities();
    for (int r = 0; r < x.count(); r++) {
      int a = draw(r, rngs[first + r].nextFloat());
      actions[(x.row() + r) * choices + choice] = a;
      logProb.current[r] += logP[a * ROWS + r];
    }
    logProb.endTerm();
  }

  /// The option at which the sum of probabilities exceeds `uniform` times the whole sum, which is 1
  /// but for rounding. Only an option that increases the sum can be drawn, so a forbidden one never
  /// is. Sums as [RowSums] does.
  private int draw(int r, float uniform) {
    boolean many = n > RowSums.FEW;
    double before = 0;
    float sum = 0;
    for (int j = 0; j < n; j++) {
      sum += p[j * ROWS + r];
      if (many) {
        before += sum;
        sum = 0;
      }
    }
    float u = (float) (uniform * (before + sum)); // below the sum, since `uniform` is a float < 1
    int a = 0;
    before = 0;
    sum = p[r];
    while (u >= before + sum && a < n - 1) {
      if (many) {
        before += sum;
        sum = 0;
      }
      a++;
      sum += p[a * ROWS + r];
    }
    return a;
  }

  /// The probability of each option, for the first sample.
  List<Float> probabilities() {
    computeProbabilities();
    return Floats.list(p, 0, ROWS, n);
  }

  /// The first of the largest logits among the options allowed.
  void mode(float[] actions) {
    float[] eta = x.eta();
    boolean masked = x.masks().length > 0;
    for (int r = 0; r < x.count(); r++) {
      int best = -1;
      for (int j = 0; j < n; j++) {
        boolean allowed = !masked || allowed(j, r);
        if (allowed && (best < 0 || eta[(from + j) * ROWS + r] > eta[(from + best) * ROWS + r])) {
          best = j;
        }
      }
      actions[(x.row() + r) * choices + choice] = best;
    }
  }

  private boolean allowed(int j, int r) {
    return x.masks()[(x.row() + r) * outputs + from + j];
  }

  /// π and log π. The largest logit is subtracted first, so that no logit is too large for exp.
  private void computeProbabilities() {
    boolean masked = x.masks().length > 0;
    boolean plain = sharpness == 1 && !masked; // then the network's outputs are the logits
    if (!plain) {
      computeLogits(masked);
    }
    float[] logits = plain ? x.eta() : logP;
    int start = plain ? from * ROWS : 0;
    int rows = x.count();
    System.arraycopy(logits, start, max, 0, rows);
    for (int j = 1; j < n; j++) {
      int at = start + j * ROWS;
      for (int r = 0; r < rows; r++) {
        max[r] = Math.max(logits[at + r], max[r]); // no branch, which nobody could predict
      }
    }
    float[] total = sum.current;
    sum.begin(0, rows, n);
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < rows; r++) {
        logP[at + r] = logits[start + at + r] - max[r];
      }
      KERNELS.exp(logP, at, p, at, rows);
      if (masked) {
        dropForbidden(j);
      }
      for (int r = 0; r < rows; r++) {
        total[r] += p[at + r];
      }
      sum.endTerm();
    }
    KERNELS.log(sum.sums(), 0, logSum, 0, rows);
    normalise(rows);
  }

  private void normalise(int rows) {
    float[] total = sum.current;
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      for (int r = 0; r < rows; r++) {
        logP[at + r] -= logSum[r];
        p[at + r] /= total[r];
      }
    }
  }

  /// The logits, into `logP`.
  private void computeLogits(boolean masked) {
    float[] eta = x.eta();
    int rows = x.count();
    for (int j = 0; j < n; j++) {
      int at = j * ROWS;
      int out = (from + j) * ROWS;
      for (int r = 0; r < rows; r++) {
        boolean forbidden = masked && !allowed(j, r);
        logP[at + r] = forbidden ? Float.NEGATIVE_INFINITY : sharpness * eta[out + r];
      }
    }
  }

  /// exp never gives 0, and 0 · log 0 is to be 0: a forbidden option gets probability 0 and the
  /// lowest finite log-probability.
  private void dropForbidden(int j) {
    int at = j * ROWS;
    for (int r = 0; r < x.count(); r++) {
      if (!allowed(j, r)) {
        p[at + r] = 0;
        logP[at + r] = -Float.MAX_VALUE;
      }
    }
  }
}
