package ascent.spark;

/// The state of a cluster after a rollout.
///
/// @param iteration the number of rollouts before this one
/// @param executors that are there
/// @param parts of the rollout
/// @param lost parts that were computed again so far, because an attempt failed or its executor was
///   lost
/// @param speculated parts so far for which a second attempt was faster than the first
/// @param collectSeconds time that the rollout took
/// @param iterationSeconds time since the end of the rollout before, which includes learning; of
///   the first rollout, its own time
/// @param steppingSeconds time that the environments were stepped and the policy acted, all parts
///   together
/// @param slowestSeconds the same, of the part for which it was longest
/// @param cores that the parts were computed on
public record ClusterStatus(
    long iteration,
    int executors,
    int parts,
    long lost,
    long speculated,
    double collectSeconds,
    double iterationSeconds,
    double steppingSeconds,
    double slowestSeconds,
    int cores) {

  /// The share of the cores' time in this iteration that was not spent on stepping, in [0, 1]:
  /// learning, waiting for the slowest part, scheduling and sending.
  public double notStepping() {
    return Math.max(0, 1 - steppingSeconds / (iterationSeconds * cores));
  }
}
