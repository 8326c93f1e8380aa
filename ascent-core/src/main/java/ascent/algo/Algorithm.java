package ascent.algo;

import ascent.rollout.Rollout;
import java.util.List;

/// Makes a policy better, a rollout at a time.
public interface Algorithm {
  /// Takes what an update has to report, under Stable-Baselines3's names such as `train/approx_kl`.
  @FunctionalInterface
  interface Report {
    void log(String name, double value);

    /// For an update that nobody asks about.
    Report NONE = (name, value) -> {};
  }

  /// Learns from a rollout.
  ///
  /// @param rollout filled with the current parameters; its values, advantages and returns are
  ///   written here
  /// @param iteration the number of rollouts before this one; names the random stream of this
  ///   update
  /// @param progress the share of the training that is over, in [0, 1]
  void update(Rollout rollout, long iteration, double progress, Report report);

  /// What it steps with.
  Learner learner();

  /// What it remembers from update to update beside the learner, live: a checkpoint saves it and
  /// writes it back.
  default double[] state() {
    return new double[0];
  }

  /// The metrics that [#update] reports, in order.
  List<String> metrics();
}
