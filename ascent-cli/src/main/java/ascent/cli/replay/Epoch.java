package ascent.cli.replay;

import ascent.train.UpdateRecord;
import java.util.ArrayList;
import java.util.List;

/// The gradients of one pass over the samples, in figures.
///
/// @param number from 1
/// @param gradients how many
/// @param steps how many of them were stepped along
/// @param approxKl mean over its gradients; NaN where none used the policy
/// @param leastRatio of all samples
/// @param mostRatio of all samples
/// @param zeroWeights share of the samples that did not move the policy, such as clipped ones
/// @param meanNorm of its gradients
/// @param mostNorm of its gradients
/// @param entropy mean over the samples
record Epoch(
    int number,
    int gradients,
    int steps,
    double approxKl,
    double leastRatio,
    double mostRatio,
    double zeroWeights,
    double meanNorm,
    double mostNorm,
    double entropy) {

  /// The epochs of an update.
  static List<Epoch> of(UpdateRecord update) {
    List<Epoch> epochs = new ArrayList<>();
    List<UpdateRecord.Gradient> all = update.gradients();
    int from = 0;
    for (int k = 1; k <= all.size(); k++) {
      if (k == all.size() || all.get(k).epoch() != all.get(from).epoch()) {
        epochs.add(of(update, all.subList(from, k)));
        from = k;
      }
    }
    return epochs;
  }

  private static Epoch of(UpdateRecord update, List<UpdateRecord.Gradient> gradients) {
    double kl = 0;
    double zero = 0;
    double norm = 0;
    double most = 0;
    double entropy = 0;
    double leastRatio = Double.POSITIVE_INFINITY;
    double mostRatio = 0;
    int steps = 0;
    int n = gradients.size();
    for (UpdateRecord.Gradient g : gradients) {
      UpdateRecord.Samples s = g.samples();
      kl += s.approxKl(update.rollout()) / n;
      zero += zeroWeights(s) / n;
      norm += g.norm() / n;
      most = Math.max(most, g.norm());
      steps += g.step().equals(UpdateRecord.Step.NONE) ? 0 : 1;
      for (int i = 0; i < s.size(); i++) {
        leastRatio = Math.min(leastRatio, s.ratio()[i]);
        mostRatio = Math.max(mostRatio, s.ratio()[i]);
        entropy += s.entropy()[i] / (double) s.size() / n;
      }
    }
    return new Epoch(
        gradients.getFirst().epoch(),
        n,
        steps,
        kl,
        leastRatio,
        mostRatio,
        zero,
        norm,
        most,
        entropy);
  }

  /// The share of the samples with w = 0; NaN where the policy was not used.
  static double zeroWeights(UpdateRecord.Samples samples) {
    int zeros = 0;
    for (float w : samples.w()) {
      if (Float.isNaN(w)) {
        return Double.NaN;
      }
      zeros += w == 0 ? 1 : 0;
    }
    return (double) zeros / samples.size();
  }
}
