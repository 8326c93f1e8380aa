package ascent.lab.estimator;

import ascent.config.Check;
import ascent.lab.exact.ExactPolicy;
import ascent.lab.exact.TabularTask;
import ascent.rng.Rng;

/// A task, a policy and a critic, with the truth about them. Logits and critic are rounded to what
/// a `float` holds, since the library computes with those.
public final class TabularProblem {
  private final TabularTask task;
  private final double[] logits; // [O × A]
  private final double[] critic; // [O]
  private final ExactPolicy exact;
  private final double meanLength;

  /// @param logits of the policy, `[O × A]`
  /// @param critic V̂ of each observation, `[O]`
  /// @throws IllegalStateException if episodes of the task may never end
  public TabularProblem(TabularTask task, double[] logits, double[] critic) {
    Check.that(
        critic.length == task.observations(),
        "the length of the critic",
        critic.length,
        task.observations() + ", one value per observation");
    this.task = task;
    this.logits = rounded(logits);
    this.critic = rounded(critic);
    exact = new ExactPolicy(task, this.logits);
    meanLength = exact.meanLength();
  }

  /// A random policy of normal logits, and a critic of the true values with an error.
  ///
  /// @param spread standard deviation of the logits
  /// @param criticError standard deviation of the critic's error, as a share of that of V over the
  ///   steps of an episode
  /// @param seed of logits and errors
  public static TabularProblem random(
      TabularTask task, double spread, double criticError, long seed) {
    Rng rng = Rng.stream(seed, "logits");
    double[] logits = new double[task.parameters()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = spread * rng.normal();
    }
    TabularProblem plain = new TabularProblem(task, logits, new double[task.observations()]);
    Rng errors = Rng.stream(seed, "critic");
    double[] critic = plain.observed(plain.exact.values());
    double deviation = plain.deviation(critic);
    for (int o = 0; o < critic.length; o++) {
      critic[o] += criticError * deviation * errors.normal();
    }
    return plain.withCritic(critic);
  }

  /// The same task and policy with another critic.
  ///
  /// @param other `[O]`
  public TabularProblem withCritic(double[] other) {
    return new TabularProblem(task, logits, other);
  }

  private static double[] rounded(double[] values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }

  /// The mean over the visits of an episode of a function of the state, per observation; 0 for
  /// observations that are never made.
  ///
  /// @param ofStates `[S]`
  /// @return `[O]`
  public double[] observed(double[] ofStates) {
    double[] visits = exact.visits();
    double[] sum = new double[task.observations()];
    double[] weight = new double[task.observations()];
    for (int s = 0; s < visits.length; s++) {
      sum[task.observation(s)] += visits[s] * ofStates[s];
      weight[task.observation(s)] += visits[s];
    }
    for (int o = 0; o < sum.length; o++) {
      sum[o] = weight[o] > 0 ? sum[o] / weight[o] : 0;
    }
    return sum;
  }

  /// The standard deviation of a function of the observation over the steps of an episode.
  private double deviation(double[] ofObservations) {
    double[] visits = exact.visits();
    double mean = 0;
    double square = 0;
    for (int s = 0; s < visits.length; s++) {
      double value = ofObservations[task.observation(s)];
      mean += visits[s] / meanLength * value;
      square += visits[s] / meanLength * value * value;
    }
    return Math.sqrt(Math.max(0, square - mean * mean));
  }

  public TabularTask task() {
    return task;
  }

  /// The logits of the policy, `[O × A]`.
  public double[] logits() {
    return logits.clone();
  }

  /// V̂, `[O]`.
  public double[] critic() {
    return critic.clone();
  }

  /// The truth about the policy.
  public ExactPolicy exact() {
    return exact;
  }

  /// The expected number of steps of an episode.
  public double meanLength() {
    return meanLength;
  }
}
