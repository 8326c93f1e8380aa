package ascent.lab.rlhf.algo;

import ascent.lab.rlhf.model.TokenLearner;
import ascent.rng.Rng;
import java.util.Map;

/// REINFORCE leave-one-out (Kool et al. 2019; Ahmadian et al. 2024, *Back to Basics*): the baseline
/// of a response is the mean reward of the others to its prompt.
///
///     ∇L = −1/n Σᵢ (Rᵢ − 1/(G−1) Σⱼ≠ᵢ Rⱼ) Σₜ ∇log π(yₜ),   R = score − β Σₜ (log π − log π₀)
public final class Rloo implements PolicyAlgorithm {
  @Override
  public String name() {
    return "rloo";
  }

  @Override
  public void update(
      Experience e, TokenLearner learner, float rate, Rng rng, Map<String, Double> report) {
    double[] advantages = Advantages.leaveOneOut(e.rewards(), e.group());
    Reinforce.step(e, advantages, learner, rate, report);
  }
}
