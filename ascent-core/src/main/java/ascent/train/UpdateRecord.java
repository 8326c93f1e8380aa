package ascent.train;

import ascent.agent.Agent;
import ascent.collect.Carry;
import ascent.collect.Episode;
import ascent.nn.Parameter;
import ascent.rollout.Rollout;
import java.util.List;
import java.util.Map;

/// Everything of one update: the rollout that it learned from, each gradient with the numbers of
/// each sample, and what became of the parameters. Made by a [Replay].
///
/// @param from environment steps before its rollout
/// @param to environment steps after its rollout
/// @param iteration the number of updates before it
/// @param rollout with values, advantages and returns as the update left them; observations and
///   rewards are normalised where the run normalises them
/// @param before the environments at the beginning of the rollout
/// @param episodes that ended in the rollout
/// @param gradients in the order in which they were computed
/// @param layout the named parameters
/// @param thetaBefore parameters before the update `[|θ|]`
/// @param thetaAfter parameters after the update `[|θ|]`
/// @param metrics of the update, by name; those that it did not produce are missing
/// @param agent the policy after the update
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record UpdateRecord(
    long from,
    long to,
    long iteration,
    Rollout rollout,
    Carry before,
    List<Episode> episodes,
    List<Gradient> gradients,
    List<Parameter> layout,
    float[] thetaBefore,
    float[] thetaAfter,
    Map<String, Double> metrics,
    Agent agent) {

  public UpdateRecord {
    episodes = List.copyOf(episodes);
    gradients = List.copyOf(gradients);
    layout = List.copyOf(layout);
  }

  /// A gradient, and the step along it.
  ///
  /// @param epoch how often its first sample has been used in the update, this time included
  /// @param entCoef c, the coefficient of the entropy bonus
  /// @param norms Euclidean norms of its parts, one for each named parameter
  /// @param norm its Euclidean norm, before it was limited
  /// @param step taken along it; [Step#NONE] where none was
  /// @param samples the numbers of its samples
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Gradient(
      int epoch, float entCoef, double[] norms, double norm, Step step, Samples samples) {

    Gradient with(Step taken) {
      return new Gradient(epoch, entCoef, norms, norm, taken, samples);
    }
  }

  /// A step along a gradient.
  ///
  /// @param learningRate of the step; NaN where none was taken
  /// @param scale what the gradient was multiplied with, to limit its norm; 1 where it was short
  public record Step(float learningRate, float scale) {
    /// No step was taken by the optimiser.
    public static final Step NONE = new Step(Float.NaN, Float.NaN);
  }

  /// The samples of a gradient, m of them. What the gradient did not use is NaN: log π, ratio,
  /// entropy and w without the policy, V and u without the value function.
  ///
  /// @param rows of the rollout `[m]`
  /// @param logProb log π(a|s) at the parameters of the gradient `[m]`
  /// @param ratio π/π_old, relative to the policy that acted `[m]`
  /// @param advantage as the gradient used it, perhaps normalised `[m]`
  /// @param entropy H(π(·|s)) `[m]`
  /// @param value V(s) `[m]`
  /// @param w the weight of ∇log π(a|s) `[m]`
  /// @param u the weight of ∇V(s) `[m]`
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Samples(
      int[] rows,
      float[] logProb,
      float[] ratio,
      float[] advantage,
      float[] entropy,
      float[] value,
      float[] w,
      float[] u) {

    /// m, the number of samples.
    public int size() {
      return rows.length;
    }

    /// The mean of (r − 1) − log r, an estimate of the KL divergence from the policy that acted;
    /// NaN where the gradient did not use the policy.
    ///
    /// @param rollout that the samples are of
    public double approxKl(Rollout rollout) {
      double sum = 0;
      for (int i = 0; i < size(); i++) {
        sum += (ratio[i] - 1) - (logProb[i] - rollout.logProb[rows[i]]);
      }
      return sum / size();
    }
  }
}
