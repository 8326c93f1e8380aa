package ascent.algo;

import ascent.nn.Optimizer;
import ascent.nn.Span;
import ascent.policy.ActorCritic;
import ascent.policy.FisherProduct;
import ascent.policy.PolicyDivergence;
import ascent.policy.SampleWeights;
import ascent.rng.Rng;
import ascent.rollout.Advantages;
import ascent.rollout.Batch;
import ascent.rollout.Minibatches;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import java.util.Arrays;
import java.util.List;

/// Trust Region Policy Optimization (Schulman et al. 2015, arXiv:1502.05477, eq. 14, appendix C):
///
///     maximise L(θ) = E[r A]  subject to  E[KL] ≤ δ,     r = π/π_old
///
/// 1. the gradient g = ∇L, which is the shared policy gradient with wᵢ = rᵢAᵢ;
/// 2. the direction x ≈ (F + damping)⁻¹ g by conjugate gradients, F being the Fisher matrix (C.1);
/// 3. the longest step the quadratic model of the KL allows, √(2δ / xᵀHx) x, shortened until the KL
///    itself is below δ and L has grown (C.2), or no step;
/// 4. the value function by gradient steps on the mean square of V − R.
///
/// Without a line search (`lineSearchMaxIter` = 0) it is the natural policy gradient (Kakade 2001)
/// with steps of a fixed length in KL.
///
/// Differs from the paper as sb3-contrib does, so that its settings can be used: advantages come
/// from a value function and are normalised; F is damped, and the damping is included in the length
/// of the step; the KL is the new policy's from the old one (`klDirection`). Unlike
/// sb3-contrib's, its conjugate gradients start from 0, not from noise of 1e-4.
final class TRPO implements Algorithm {
  private static final double RESIDUAL_TOLERANCE = 1e-10; // of its squared norm
  private static final List<String> METRICS =
      List.of(
          "train/learning_rate",
          "train/policy_objective",
          "train/value_loss",
          "train/kl_divergence_loss",
          "train/explained_variance",
          "train/is_line_search_success",
          "train/std",
          "train/n_updates");

  private final TRPOConfig config;
  private final Learner learner;
  private final float[] theta; // live, [|θ|]; the policy's parameters come first
  private final Minibatches minibatches; // of the value function's steps
  private final FisherProduct fisher;
  private final PolicyDivergence divergence;
  private final ConjugateGradient conjugateGradient;
  private final ConjugateGradient.Product curvature = this::curvature;
  private final SampleWeights surrogate = new Surrogate();
  private final SampleWeights valueLoss = ActorCriticLoss.ofCritic();

  // [policy's parameters] each: before the step, the direction of the step, and its product with H.
  private final float[] old;
  private final float[] x;
  private final float[] hx;

  // Sized by the first rollout.
  private Batch batch = new Batch(0, 0, 0); // of the policy's step
  private int[] sample = {}; // [batch]: the rows that the policy's step uses

  // The policy's step: its limit and its outcome.
  private float targetKl;
  private double objective;
  private double kl;
  private boolean accepted;
  private double std; // mean deviation of the policy that was kept

  /// @param seed of the order of the samples
  public TRPO(TRPOConfig config, Learner learner, long seed) {
    this(
        config,
        learner,
        Minibatches.shuffled(config.batchSize(), Rng.stream(seed, "minibatches", 0, 0)));
  }

  TRPO(TRPOConfig config, Learner learner, Minibatches minibatches) {
    this.config = config;
    this.learner = learner;
    this.minibatches = minibatches;
    theta = learner.parameters();
    ActorCritic policy = learner.policy();
    fisher = new FisherProduct(policy, learner.workers());
    divergence = new PolicyDivergence(policy, learner.workers());
    int n = policy.policySpan().size();
    conjugateGradient = new ConjugateGradient(n, config.cgMaxSteps(), RESIDUAL_TOLERANCE);
    old = new float[n];
    x = new float[n];
    hx = new float[n];
  }

  @Override
  public void update(Rollout rollout, long iteration, double progress, Report report) {
    learner.value(rollout);
    Advantages.compute(rollout, config.gamma(), config.gaeLambda());
    learn(rollout, iteration, progress, report);
  }

  /// A step of the policy and several of the value function, on a rollout with advantages and
  /// returns.
  void learn(Rollout rollout, long iteration, double progress, Report report) {
    learner.countUpdate();
    minibatches.begin(rollout, iteration);
    minibatches.shuffle();
    takeSample(rollout);
    targetKl = config.targetKl().at(progress);
    improvePolicy();
    float learningRate = config.learningRate().at(progress);
    double meanSquare = fitValue(learningRate);
    report(rollout, learningRate, meanSquare, report);
  }

  /// The samples of the policy's step: every k-th of the rollout in a random order, k being the
  /// sub-sampling factor.
  private void takeSample(Rollout rollout) {
    int m = Math.ceilDiv(rollout.rows(), config.subSamplingFactor());
    if (m != sample.length) {
      sample = new int[m];
      batch = new Batch(m, rollout.obsSize(), rollout.actionSize());
    }
    for (int i = 0; i < m; i++) {
      sample[i] = minibatches.order()[i * config.subSamplingFactor()];
    }
    batch.gather(rollout, sample, 0, m);
    if (config.normalizeAdvantage()) {
      Statistics.normalize(batch.advantage, batch.size());
    }
  }

  private void improvePolicy() {
    System.arraycopy(theta, 0, old, 0, old.length);
    learner.differentiate(batch, surrogate, 0);
    objective = surrogateObjective();
    std = learner.meanStd(batch);
    kl = 0;
    accepted = false;
    requireFiniteGradient();
    conjugateGradient.solve(curvature, learner.gradient(), x);
    curvature(x, hx);
    double xHx = ConjugateGradient.dot(x, hx);
    DivergedException.requireFiniteNorm(xHx, "natural gradient");
    if (xHx > 0) { // else there is no gradient
      lineSearch(Math.sqrt(2.0 * targetKl / xHx));
    }
  }

  private void requireFiniteGradient() {
    Span span = new Span(0, x.length);
    float scale = Optimizer.clipScale(learner.gradient(), span, Float.POSITIVE_INFINITY);
    DivergedException.requireFiniteNorm(scale, "gradient");
  }

  /// H v = (F + damping) v at the old parameters.
  private void curvature(float[] v, float[] product) {
    fisher.compute(old, batch, v, product);
    for (int i = 0; i < v.length; i++) {
      product[i] = Math.fma(config.cgDamping(), v[i], product[i]);
    }
  }

  /// Shortens the step until it is accepted, and reverts it if none is. With 0 iterations the full
  /// step is taken without a search.
  private void lineSearch(double step) {
    int iterations = config.lineSearchMaxIter();
    double before = objective;
    double length = step;
    for (int i = 0; i < Math.max(1, iterations) && !accepted; i++) {
      for (int k = 0; k < old.length; k++) {
        theta[k] = (float) (old[k] + length * x[k]);
      }
      kl = divergence.compute(old, theta, batch, config.klDirection());
      objective = surrogateObjective();
      accepted = iterations == 0 || (kl < targetKl && objective > before);
      length *= config.lineSearchShrinkingFactor();
    }
    if (accepted) {
      std = learner.meanStd(batch);
    } else {
      System.arraycopy(old, 0, theta, 0, old.length);
      objective = before;
      kl = 0;
    }
  }

  /// L = 1/m Σᵢ rᵢAᵢ of the batch, at the parameters it was last evaluated with.
  private double surrogateObjective() {
    batch.computeRatios(0, batch.size());
    double sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      sum += batch.ratio[i] * batch.advantage[i];
    }
    return sum / batch.size();
  }

  /// w = ∂/∂log π of r A = r A: the gradient of L, which is maximised.
  private static final class Surrogate implements SampleWeights {
    @Override
    public void policyWeights(Batch b, int from, int to) {
      b.computeRatios(from, to);
      for (int i = from; i < to; i++) {
        b.w[i] = b.ratio[i] * b.advantage[i];
      }
    }

    @Override
    public void valueWeights(Batch b, int from, int to) {
      Arrays.fill(b.u, from, to, 0);
    }

    @Override
    public boolean usesValue() {
      return false;
    }
  }

  /// Epochs of gradient steps on the mean square of V − R.
  ///
  /// @return the mean of the minibatches' losses, each before its step; NaN without epochs
  private double fitValue(float learningRate) {
    double sum = 0;
    int steps = 0;
    for (int epoch = 0; epoch < config.criticUpdates(); epoch++) {
      minibatches.shuffle();
      for (int k = 0; k < minibatches.count(); k++) {
        Batch b = minibatches.gather(k);
        learner.differentiate(b, valueLoss, 0);
        learner.stepValue(learningRate, Float.POSITIVE_INFINITY);
        sum += meanSquare(b);
        steps++;
      }
    }
    return sum / steps;
  }

  private static double meanSquare(Batch b) {
    double sum = 0;
    for (int i = 0; i < b.size(); i++) {
      double error = b.value[i] - b.returns[i];
      sum += error * error;
    }
    return sum / b.size();
  }

  private void report(Rollout rollout, float learningRate, double meanSquare, Report report) {
    report.log("train/learning_rate", learningRate);
    report.log("train/policy_objective", objective);
    report.log("train/value_loss", meanSquare);
    report.log("train/kl_divergence_loss", kl);
    report.log("train/explained_variance", Statistics.explainedVariance(rollout));
    report.log("train/is_line_search_success", accepted ? 1 : 0);
    report.log("train/std", std);
    report.log("train/n_updates", (double) learner.updates());
  }

  @Override
  public Learner learner() {
    return learner;
  }

  @Override
  public List<String> metrics() {
    return METRICS;
  }
}
