package ascent.distribution;

import static ascent.nn.MlpPass.ROWS;

import ascent.kernel.Kernels;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;

/// One choice among n options: a softmax over n neighbouring outputs of the policy network. Outputs
/// divided by the temperature τ are the logits, x = η/τ; an option that the mask forbids has the
/// logit −∞ whatever the network says.
///
///     log π(a) = xₐ − log Σⱼ exp xⱼ            H = −Σⱼ πⱼ log πⱼ
///     ∂log π(a)/∂ηⱼ = ([j = a] − πⱼ)/τ         ∂H/∂ηⱼ = −πⱼ (log πⱼ + H)/τ
///
/// A forbidden option has probability 0 and is missing from all the sums, so that no gradient
/// reaches its output. Where the mask allows everything the bits are those without a mask. Masks
/// follow Huang and Ontañón, *A Closer Look at Invalid Action Masking in Policy Gradient
/// Algorithms* (2022, arXiv:2006.14171), who set forbidden logits to −1e8.
final class Softmax {
  private static final Kernels KERNELS = Kernels.get();

  private final int choice;
  private final int choices;
  private final int from;
  private final int n;
  private final int outputs;
  private final float sharpness; // 1/τ

  /// Choice number `choice` of a family: it has the outputs after those of the choices before it.
  ///
  /// @param counts how many options each choice has
  Softmax(int[] counts, int choice, float temperature) {
    this.choice = choice;
    choices = counts.length;
    from = Arrays.stream(counts, 0, choice).sum();
    n = counts[choice];
    outputs = Arrays.stream(counts).sum();
    sharpness = 1 / temperature;
  }

  /// Adds this choice's log π(a) and entropy to the samples'. Leaves its own entropies in `b` and
  /// its actions in `a`.
  void evaluate(Chunk c) {
    logSoftmax(c);
    int mine = choice * ROWS;
    for (int r = 0; r < c.rows; r++) {
      int action = (int) c.actions[(c.row + r) * choices + choice];
      c.logProb[c.row + r] += c.logProbs[(from + action) * ROWS + r];
      c.a[mine + r] = action;
    }
    Arrays.fill(c.b, mine, mine + c.rows, 0);
    for (int j = 0; j < n; j++) {
      int at = (from + j) * ROWS;
      for (int r = 0; r < c.rows; r++) {
        c.b[mine + r] -= c.probs[at + r] * c.logProbs[at + r];
      }
    }
    for (int r = 0; r < c.rows; r++) {
      c.entropy[c.row + r] += c.b[mine + r];
    }
  }

  void gradient(Chunk c, float entCoef, float scale) {
    int mine = choice * ROWS;
    float scaled = scale * sharpness;
    for (int j = 0; j < n; j++) {
      int at = (from + j) * ROWS;
      for (int r = 0; r < c.rows; r++) {
        float p = c.probs[at + r];
        float score = (c.a[mine + r] == j ? 1 : 0) - p;
        float dEntropy = -p * (c.logProbs[at + r] + c.b[mine + r]);
        c.dEta[at + r] = scaled * (c.w[c.row + r] * score - entCoef * dEntropy);
      }
    }
  }

  /// F = (diag(π) − π πᵀ)/τ².
  void fisher(Chunk c, float scale) {
    int mine = choice * ROWS;
    float[] mean = c.a;
    float scaled = scale * sharpness * sharpness;
    Arrays.fill(mean, mine, mine + c.rows, 0);
    for (int j = 0; j < n; j++) {
      int at = (from + j) * ROWS;
      for (int r = 0; r < c.rows; r++) {
        mean[mine + r] = Math.fma(c.probs[at + r], c.tangent[at + r], mean[mine + r]);
      }
    }
    for (int j = 0; j < n; j++) {
      int at = (from + j) * ROWS;
      for (int r = 0; r < c.rows; r++) {
        c.dEta[at + r] = scaled * c.probs[at + r] * (c.tangent[at + r] - mean[mine + r]);
      }
    }
  }

  double kl(Chunk p, Chunk q) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      int at = (from + j) * ROWS;
      for (int r = 0; r < p.rows; r++) {
        sum += p.probs[at + r] * (p.logProbs[at + r] - q.logProbs[at + r]);
      }
    }
    return sum;
  }

  /// Samples this choice of each sample, and adds its log-probability to the sample's. A draw stops
  /// at an option only where that adds to the sum, so a forbidden option never comes out.
  void sample(Chunk c, Rng[] rngs, int first) {
    logSoftmax(c);
    for (int r = 0; r < c.rows; r++) {
      float total = 0; // 1 but for rounding
      for (int j = 0; j < n; j++) {
        total += c.probs[(from + j) * ROWS + r];
      }
      float u = rngs[first + r].nextFloat() * total;
      int action = 0;
      float cumulative = c.probs[from * ROWS + r];
      while (u >= cumulative && action < n - 1) {
        action++;
        cumulative += c.probs[(from + action) * ROWS + r];
      }
      c.actions[(c.row + r) * choices + choice] = action;
      c.logProb[c.row + r] += c.logProbs[(from + action) * ROWS + r];
    }
  }

  /// The probability of each option, for the first sample.
  List<Float> probabilities(Chunk c) {
    logSoftmax(c);
    return ActionDistribution.numbers(c.probs, from * ROWS, ROWS, n);
  }

  /// The first of the largest logits among the options allowed.
  void mode(Chunk c) {
    boolean masked = c.masks.length > 0;
    for (int r = 0; r < c.rows; r++) {
      int best = -1;
      for (int j = 0; j < n; j++) {
        boolean allowed = !masked || c.masks[(c.row + r) * outputs + from + j];
        if (allowed
            && (best < 0 || c.eta[(from + j) * ROWS + r] > c.eta[(from + best) * ROWS + r])) {
          best = j;
        }
      }
      c.actions[(c.row + r) * choices + choice] = best;
    }
  }

  /// Log-probabilities and probabilities of all options, into the chunk. The largest logit is
  /// subtracted first, so that no logit is too large for exp.
  private void logSoftmax(Chunk c) {
    float[] logits = logits(c);
    boolean masked = c.masks.length > 0;
    float[] max = c.a;
    float[] sum = c.b;
    int mine = choice * ROWS;
    int rows = c.rows;
    System.arraycopy(logits, from * ROWS, max, mine, rows);
    for (int j = 1; j < n; j++) {
      int at = (from + j) * ROWS;
      for (int r = 0; r < rows; r++) {
        max[mine + r] = logits[at + r] > max[mine + r] ? logits[at + r] : max[mine + r];
      }
    }
    Arrays.fill(sum, mine, mine + rows, 0);
    for (int j = 0; j < n; j++) {
      int at = (from + j) * ROWS;
      for (int r = 0; r < rows; r++) {
        c.logProbs[at + r] = logits[at + r] - max[mine + r];
      }
      KERNELS.exp(c.logProbs, at, c.probs, at, rows);
      if (masked) {
        dropForbidden(c, j);
      }
      for (int r = 0; r < rows; r++) {
        sum[mine + r] += c.probs[at + r];
      }
    }
    KERNELS.log(sum, mine, max, mine, rows); // the maxima are used up
    normalise(c, max, sum);
  }

  private void normalise(Chunk c, float[] logSum, float[] sum) {
    int mine = choice * ROWS;
    for (int j = 0; j < n; j++) {
      int at = (from + j) * ROWS;
      for (int r = 0; r < c.rows; r++) {
        c.logProbs[at + r] -= logSum[mine + r];
        c.probs[at + r] /= sum[mine + r];
      }
    }
  }

  /// The network's outputs themselves where neither temperature nor mask changes them, else
  /// `logProbs` with the logits in it.
  private float[] logits(Chunk c) {
    boolean masked = c.masks.length > 0;
    if (sharpness == 1 && !masked) {
      return c.eta;
    }
    for (int j = 0; j < n; j++) {
      int at = (from + j) * ROWS;
      for (int r = 0; r < c.rows; r++) {
        boolean forbidden = masked && !c.masks[(c.row + r) * outputs + from + j];
        c.logProbs[at + r] = forbidden ? Float.NEGATIVE_INFINITY : sharpness * c.eta[at + r];
      }
    }
    return c.logProbs;
  }

  /// exp never gives 0, and 0 · log 0 is to be 0: a forbidden option gets probability 0 and a
  /// log-probability as low as a number can be.
  private void dropForbidden(Chunk c, int j) {
    int at = (from + j) * ROWS;
    for (int r = 0; r < c.rows; r++) {
      if (!c.masks[(c.row + r) * outputs + from + j]) {
        c.probs[at + r] = 0;
        c.logProbs[at + r] = -Float.MAX_VALUE;
      }
    }
  }
}
