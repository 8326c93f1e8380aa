package ascent.lab.rlhf.algo;

import ascent.lab.rlhf.model.TokenLearner;
import ascent.rng.Rng;
import java.util.Map;

/// Improves a policy over responses, one batch of its own responses at a time.
public interface PolicyAlgorithm {
  /// The name in tables, such as `rloo`.
  String name();

  /// Learns from a batch.
  ///
  /// @param learner of the policy that wrote it
  /// @param learningRate of this update
  /// @param rng what the update draws from
  /// @param report metrics under TRL's names, written
  void update(
      Experience experience,
      TokenLearner learner,
      float learningRate,
      Rng rng,
      Map<String, Double> report);
}
