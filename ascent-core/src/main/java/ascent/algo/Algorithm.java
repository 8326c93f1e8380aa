package ascent.algo;

import ascent.rollout.Rollout;
import java.util.List;

/// Improves a policy, one rollout at a time.
///
/// An algorithm decides the weights of the shared policy gradient ([ascent.policy.SampleWeights])
/// and the loop around it; its [Learner] differentiates and steps. It sees no environment, thread
/// or logger.
///
/// An update is a function of θ, the rollout, `iteration`, `progress` and [#state]: with equal
/// arguments it must give equal bits, or resumed runs differ from uninterrupted ones.
public interface Algorithm {
  /// Receives the metrics of an update, under Stable-Baselines3's names such as `train/approx_kl`.
  @FunctionalInterface
  interface Report {
    /// Logs a metric of this update.
    ///
    /// @throws IllegalArgumentException if [Algorithm#metrics] does not have the name
    void log(String name, double value);

    /// Discards them. An update whose metrics are not logged gets this report.
    Report NONE =
        new Report() {
          @Override
          public void log(String name, double value) {}

          @Override
          public boolean isOn() {
            return false;
          }
        };

    /// Whether this update is logged. If not, metrics that are costly to compute may be skipped.
    default boolean isOn() {
      return true;
    }
  }

  /// Learns from a rollout.
  ///
  /// @param rollout filled by the policy with the current parameters. Its values, advantages and
  ///   returns are not computed yet; the algorithm writes those that it needs
  /// @param iteration the number of rollouts before this one, which selects the random streams of
  ///   this update
  /// @param progress the fraction of the training that is done, in [0, 1]
  /// @param report receives the metrics; [Report#isOn] tells whether this update is logged
  void update(Rollout rollout, long iteration, double progress, Report report);

  /// The learner that it steps.
  Learner learner();

  /// The algorithm's state between updates, apart from the learner's; not copied. A checkpoint
  /// saves it and restores it into the same array. Its length is fixed.
  default double[] state() {
    return new double[0];
  }

  /// The names of the metrics that [#update] may report, in order; the run's table of metrics gets
  /// a column for each. None is required. Reporting a name that is not among them is an error, and
  /// so is a name that every run already has, such as `rollout/ep_rew_mean` or `time/fps`, or one
  /// named twice: then the run fails before its first step.
  List<String> metrics();
}
