package ascent.lab.rlhf.algo;

import java.util.Arrays;

/// Advantages of responses over others to the same prompt: each `group` in a row.
public final class Advantages {
  private static final double EPSILON = 1e-4; // of GRPO's deviation, as in TRL

  private Advantages() {}

  /// Rᵢ − mean of the other rewards of its group (Kool et al. 2019, Ahmadian et al. 2024).
  public static double[] leaveOneOut(double[] rewards, int group) {
    double[] advantages = centred(rewards, group);
    for (int i = 0; i < advantages.length; i++) {
      advantages[i] *= group / (group - 1.0); // R − (G·mean − R)/(G − 1)
    }
    return advantages;
  }

  /// Rᵢ − mean of its group, itself included (Liu et al. 2025).
  public static double[] centred(double[] rewards, int group) {
    double[] advantages = rewards.clone();
    for (int from = 0; from < rewards.length; from += group) {
      double mean = Arrays.stream(rewards, from, from + group).sum() / group;
      for (int i = from; i < from + group; i++) {
        advantages[i] -= mean;
      }
    }
    return advantages;
  }

  /// (Rᵢ − mean) / (deviation + 1e-4) of its group (Shao et al. 2024).
  public static double[] standardised(double[] rewards, int group) {
    double[] advantages = centred(rewards, group);
    for (int from = 0; from < rewards.length; from += group) {
      double squares = 0;
      for (int i = from; i < from + group; i++) {
        squares += advantages[i] * advantages[i];
      }
      double deviation = Math.sqrt(squares / (group - 1.0));
      for (int i = from; i < from + group; i++) {
        advantages[i] /= deviation + EPSILON;
      }
    }
    return advantages;
  }
}
