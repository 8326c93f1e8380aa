package ascent.lab.rlhf;

import ascent.config.Check;
import ascent.lab.rlhf.algo.KlCoefficient;

/// How a policy is trained on a learned reward.
///
/// @param updates batches of responses
/// @param prompts of a batch
/// @param group responses to each prompt
/// @param learningRate of Adam
/// @param klCoef β, the coefficient of the KL divergence from the reference model
public record AlignmentSettings(
    int updates, int prompts, int group, float learningRate, KlCoefficient klCoef) {
  public static final AlignmentSettings DEFAULT =
      new AlignmentSettings(150, 16, 8, 3e-3f, new KlCoefficient.Fixed(0.1));

  public AlignmentSettings {
    Check.that(updates >= 0 && updates <= 1_000_000, "updates", updates, "in [0, 1000000]");
    Check.that(prompts >= 1 && prompts <= 10_000, "prompts", prompts, "in [1, 10000]");
    Check.that(group >= 2 && group <= 1_000, "group", group, "in [2, 1000]");
  }

  /// The same with another constant β.
  public AlignmentSettings withKlCoef(double value) {
    return withKlCoef(new KlCoefficient.Fixed(value));
  }

  /// The same with another β.
  public AlignmentSettings withKlCoef(KlCoefficient value) {
    return new AlignmentSettings(updates, prompts, group, learningRate, value);
  }

  /// The same with another number of updates.
  public AlignmentSettings withUpdates(int value) {
    return new AlignmentSettings(value, prompts, group, learningRate, klCoef);
  }
}
