package ascent.lab.estimator;

import ascent.algo.A2CConfig;
import ascent.algo.Learner;
import ascent.collect.LocalRollouts;
import ascent.collect.Normalizer;
import ascent.collect.Snapshot;
import ascent.config.Check;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.parallel.Workers;
import ascent.rollout.Advantages;
import ascent.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;

/// How far the library's advantages, GAE(λ), are from the exact ones.
///
/// Per state and action, an advantage's bias is its mean error, less the part that is the same for
/// all actions of the state, since that does not bias the policy gradient: it acts as a baseline.
/// Its deviation is the rest of the error. Both are averaged, squared, over the steps of an
/// episode. All in units of the root mean square of the exact advantage.
///
/// @param lambda λ
/// @param bias root mean square
/// @param deviation root mean square
public record AdvantageErrors(double lambda, double bias, double deviation) {
  private static final int ENVS = 4;
  private static final int STEPS = 500; // of a rollout
  private static final int ROLLOUTS = 20;

  /// The root mean squared error.
  public double error() {
    return Math.sqrt(bias * bias + deviation * deviation);
  }

  /// Measures λ by λ, all on the same rollouts of the problem's policy with the problem's critic.
  ///
  /// @param lambdas each in \[0, 1\]
  /// @param seed of episodes and actions
  /// @throws IllegalArgumentException if states share observations
  public static List<AdvantageErrors> measure(
      TabularProblem problem, List<Double> lambdas, long seed) {
    Check.that(
        problem.task().observations() == problem.task().mdp().states(),
        "task",
        problem.task().name(),
        "one whose states can be told apart");
    List<Cells> all = new ArrayList<>();
    lambdas.forEach(lambda -> all.add(new Cells(problem)));
    A2CConfig config = Estimators.plainA2c(STEPS, (float) problem.task().gamma());
    TabularNetwork network = new TabularNetwork(problem.task(), config);
    float[] theta = network.parameters(problem.logits(), problem.critic());
    EpisodeStreams streams = EpisodeStreams.training(seed, 0);
    try (Workers workers = Workers.of(1);
        VectorEnv env = VectorEnv.of(problem.task().env(), ENVS, streams)) {
      Learner learner = new Learner(network.policy(), theta, config.optimizer(), workers);
      var source = new LocalRollouts(network.policy(), config, env, seed, workers);
      Rollout rollout = new Rollout(STEPS, ENVS, 1, 1);
      Snapshot snapshot = new Snapshot(theta, Normalizer.none(env.observationSpace()), 0);
      for (int k = 0; k < ROLLOUTS; k++) {
        source.fill(snapshot, rollout);
        snapshot.nextIteration();
        learner.value(rollout);
        for (int i = 0; i < lambdas.size(); i++) {
          Advantages.compute(rollout, config.gamma(), lambdas.get(i).floatValue());
          all.get(i).add(rollout);
        }
      }
    }
    List<AdvantageErrors> errors = new ArrayList<>();
    for (int i = 0; i < lambdas.size(); i++) {
      errors.add(all.get(i).errors(lambdas.get(i)));
    }
    return errors;
  }

  /// Sums of errors per state and action, apart for even and odd rollouts.
  private static final class Cells {
    private final TabularProblem problem;
    private final int actions;
    private final double[][] sum; // [2][S × A]
    private final double[][] count; // [2][S × A]
    private double squares; // of all errors
    private double truth; // Σ A²
    private int half;

    Cells(TabularProblem problem) {
      this.problem = problem;
      actions = problem.task().actions();
      sum = new double[2][problem.task().parameters()];
      count = new double[2][problem.task().parameters()];
    }

    void add(Rollout rollout) {
      for (int row = 0; row < rollout.rows(); row++) {
        int state = (int) rollout.obs[row];
        int action = (int) rollout.actions[row];
        double exact = problem.exact().advantage(state, action);
        double error = rollout.advantage[row] - exact;
        sum[half][state * actions + action] += error;
        count[half][state * actions + action]++;
        squares += error * error;
        truth += exact * exact;
      }
      half = 1 - half;
    }

    /// The square of a mean error is estimated by the product of those of the two halves, which are
    /// independent.
    AdvantageErrors errors(double lambda) {
      double[] one = meanErrors(0);
      double[] other = meanErrors(1);
      double total = 0;
      double bias = 0;
      for (int i = 0; i < one.length; i++) {
        double weight = count[0][i] + count[1][i];
        bias += weight * one[i] * other[i];
        total += weight;
      }
      double unit = truth / total;
      double square = Math.max(0, bias / total);
      double deviation = Math.max(0, squares / total - square);
      return new AdvantageErrors(lambda, Math.sqrt(square / unit), Math.sqrt(deviation / unit));
    }

    /// Per state and action, less their mean under the policy.
    private double[] meanErrors(int part) {
      double[] mean = new double[sum[part].length];
      for (int state = 0; state * actions < mean.length; state++) {
        double ofPolicy = 0;
        for (int a = 0; a < actions; a++) {
          int i = state * actions + a;
          mean[i] = count[part][i] > 0 ? sum[part][i] / count[part][i] : 0;
          ofPolicy += problem.exact().probability(state, a) * mean[i];
        }
        for (int a = 0; a < actions; a++) {
          mean[state * actions + a] -= ofPolicy;
        }
      }
      return mean;
    }
  }
}
