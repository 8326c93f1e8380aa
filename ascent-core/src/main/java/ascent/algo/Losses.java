package ascent.algo;

import ascent.rollout.Batch;
import ascent.rollout.Statistics;
import java.util.ArrayList;
import java.util.List;

/// What a batch that was differentiated has to tell: its losses, under Stable-Baselines3's names.
final class Losses {
  private Losses() {}

  /// The names that [#report] uses, after some of the algorithm's own.
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

  /// Means over the batch: −A log π, (V − R)² and −H. There is no value loss where there is no
  /// value function.
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
      double explained = Statistics.explainedVariance(b.returns, b.oldValue, m);
      report.log("train/explained_variance", explained);
    }
    report.log("train/entropy_loss", -entropy / m);
    report.log("train/std", learner.meanStd());
    report.log("train/n_updates", (double) learner.updates());
  }
}
