package ascent.algo;

import ascent.rollout.Batch;
import ascent.rollout.Statistics;
import java.util.ArrayList;
import java.util.List;

/// The losses of a batch that was differentiated, under Stable-Baselines3's names.
final class Losses {
  private Losses() {}

  /// The names that [#report] uses, in order, after the algorithm's own.
  static List<String> metrics(String... own) {
    List<String> names = new ArrayList<>(List.of(own));
    names.add("train/policy_loss");
    names.add("train/value_loss");
    names.add("train/entropy_loss");
    names.add("train/explained_variance");
    names.add("train/std");
    names.add("train/n_updates");
    return List.copyOf(names);
  }

  /// Reports the means of −A log π, (V − R)² and −H over the batch. Without a value function there
  /// is no value loss.
  static void report(Batch b, Learner learner, Algorithm.Report report) {
    double policy = 0;
    double squares = 0;
    double entropy = 0;
    int m = b.size();
    for (int i = 0; i < m; i++) {
      policy -= b.advantage[i] * b.logProb[i];
      float error = b.value[i] - b.returns[i];
      squares += error * error;
      entropy += b.entropy[i];
    }
    report.log("train/policy_loss", policy / m);
    if (learner.learnsValue()) {
      report.log("train/value_loss", squares / m);
    }
    report.log("train/entropy_loss", -entropy / m);
    if (learner.learnsValue()) {
      double explained = Statistics.explainedVariance(b.returns, b.oldValue, m);
      report.log("train/explained_variance", explained);
    }
    report.log("train/std", learner.meanStd(b));
    report.log("train/n_updates", (double) learner.updates());
  }
}
