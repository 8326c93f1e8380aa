package ascent.lab.rlhf.model;

import static ascent.nn.NetworkPass.ROWS;

/// Log-probabilities of responses that are written already.
public final class Likelihood {
  private final LanguagePass pass;
  private final LanguagePass other;
  private final float[] logProb = new float[ROWS];
  private final float[] entropy = new float[ROWS];
  private final float[] ignored = new float[ROWS];

  public Likelihood(LanguageModel model) {
    pass = model.pass();
    other = model.pass();
  }

  /// log π of each token, `[tokens]`.
  public float[] logProbs(float[] theta, Responses responses) {
    float[] all = new float[responses.tokens()];
    overBlocks(
        responses,
        (from, rows) -> {
          pass.evaluate(theta, logProb, entropy);
          System.arraycopy(logProb, 0, all, from, rows);
        },
        false);
    return all;
  }

  /// What two models say of the same responses.
  ///
  /// @param kl the mean over responses of Σₜ KL(π(·|y₍₋ₜ₎) ‖ π₀(·|y₍₋ₜ₎)), in nats: an unbiased
  ///   estimate of the divergence of whole responses if π wrote them
  /// @param entropy the mean over responses of Σₜ H(π(·|y₍₋ₜ₎))
  public record Divergence(double kl, double entropy) {}

  /// The divergence of π from π₀ on responses that π wrote.
  public Divergence divergence(float[] theta, float[] reference, Responses responses) {
    double[] sums = new double[2];
    overBlocks(
        responses,
        (from, rows) -> {
          pass.evaluate(theta, logProb, entropy);
          other.evaluate(reference, logProb, ignored);
          sums[0] += pass.kl(other);
          for (int r = 0; r < rows; r++) {
            sums[1] += entropy[r];
          }
        },
        true);
    return new Divergence(sums[0] / responses.size(), sums[1] / responses.size());
  }

  @FunctionalInterface
  private interface Block {
    void run(int from, int rows);
  }

  private void overBlocks(Responses responses, Block block, boolean both) {
    pass.clear();
    other.clear();
    int rows = 0;
    int from = 0;
    for (int i = 0; i < responses.size(); i++) {
      for (int t = 0; t < responses.length(i); t++) {
        pass.add(responses, i, t);
        if (both) {
          other.add(responses, i, t);
        }
        rows++;
        if (rows == ROWS) {
          block.run(from, rows);
          from += rows;
          rows = 0;
          pass.clear();
          other.clear();
        }
      }
    }
    if (rows > 0) {
      block.run(from, rows);
    }
  }
}
