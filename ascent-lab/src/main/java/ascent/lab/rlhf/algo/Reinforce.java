package ascent.lab.rlhf.algo;

import ascent.lab.rlhf.model.TokenLearner;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/// REINFORCE (Williams 1992) on whole responses, with the mean reward of earlier batches as the
/// baseline:
///
///     ∇L = −1/n Σᵢ (Rᵢ − b) Σₜ ∇log π(yₜ),   R = score − β Σₜ (log π − log π₀)
public final class Reinforce implements PolicyAlgorithm {
  private static final double DECAY = 0.9;

  private double baseline = Double.NaN;

  @Override
  public String name() {
    return "reinforce";
  }

  @Override
  public void update(
      Experience e, TokenLearner learner, float rate, Rng rng, Map<String, Double> report) {
    double[] rewards = e.rewards();
    double mean = Arrays.stream(rewards).average().orElseThrow();
    double b = Double.isNaN(baseline) ? mean : baseline;
    double[] advantages = Arrays.stream(rewards).map(r -> r - b).toArray();
    step(e, advantages, learner, rate, report);
    baseline = DECAY * b + (1 - DECAY) * mean;
  }

  /// One step of the score-function gradient, which is all that RLOO does differently.
  static void step(
      Experience e,
      double[] advantages,
      TokenLearner learner,
      float rate,
      Map<String, Double> report) {
    int n = e.responses().size();
    float[] advantage = e.responses().perToken(advantages);
    double[] loss = new double[1];
    learner.differentiate(
        e.responses(),
        IntStream.range(0, n).toArray(),
        (token, logProb) -> {
          loss[0] -= advantage[token] * logProb;
          return -advantage[token]; // the policy gradient
        },
        1f / n);
    learner.step(rate, Ppo.MAX_GRAD_NORM);
    report.put("loss/policy_avg", loss[0] / n);
  }
}
