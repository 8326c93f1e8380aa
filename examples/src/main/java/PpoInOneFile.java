import ascent.algo.DivergedException;
import ascent.distribution.DistributionConfig;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.envs.CartPole;
import ascent.nn.Optimizer;
import ascent.nn.OptimizerConfig;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.policy.PolicyGradient;
import ascent.policy.PolicyPass;
import ascent.policy.SampleWeights;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.rollout.Minibatches;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// PPO on CartPole from top to bottom, on the author API alone. Uses neither [ascent.train.Trainer]
/// nor [ascent.algo.PPO] and gives the same parameters as they do, bit for bit.
///
/// The library still does the sampling of actions and the values ([PolicyPass]), the gradient for
/// given weights of the samples ([PolicyGradient]), the order of the samples ([Minibatches]) and
/// the step of Adam.
final class PpoInOneFile {
  static final long SEED = 1;
  static final int ENVS = 8;
  static final int STEPS = 256; // of each environment per rollout
  static final int ITERATIONS = 24;
  static final int EPOCHS = 10;
  static final int BATCH_SIZE = 64;
  static final float GAMMA = 0.99f;
  static final float LAMBDA = 0.95f;
  static final float LEARNING_RATE = 3e-4f;
  static final float CLIP = 0.2f;
  static final float VALUE_COEF = 0.5f;
  static final float ENTROPY_COEF = 0;
  static final float MAX_GRAD_NORM = 0.5f;

  void main() throws NoSuchAlgorithmException {
    VectorEnv env = VectorEnv.of(CartPole::new, ENVS, EpisodeStreams.training(SEED, 0));
    int obsSize = env.observationSpace().size();
    int actionSize = env.actionSpace().size();

    // Two networks of 64 × 64, their parameters in one array, and Adam.
    var policy =
        new ActorCritic(
            env.observationSpace(),
            env.actionSpace(),
            NetworkConfig.DEFAULT,
            DistributionConfig.DEFAULT);
    float[] theta = policy.initialise(Rng.stream(SEED, "init", 0, 0));
    float[] grad = new float[theta.length];
    Optimizer adam = OptimizerConfig.DEFAULT.create(theta.length);

    var pass = new PolicyPass(policy);
    var gradient = new PolicyGradient(policy, Workers.of(1));
    var policyState = policy.newState(ENVS);
    var rollout = new Rollout(STEPS, ENVS, obsSize, actionSize);
    var minibatches = Minibatches.shuffled(BATCH_SIZE, Rng.stream(SEED, "minibatches", 0, 0));
    float[] actions = new float[ENVS * actionSize];
    Rng[] rngs = new Rng[ENVS];

    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      // Collect: a ~ π(·|s), (r, s′) ← env(a).
      for (int i = 0; i < ENVS; i++) {
        rngs[i] = Rng.stream(SEED, "action", i, iteration);
      }
      policyState.reset(0, ENVS);
      rollout.clear();
      for (int t = 0; t < STEPS; t++) {
        int row = t * ENVS;
        System.arraycopy(env.observations(), 0, rollout.obs, row * obsSize, ENVS * obsSize);
        pass.sample(theta, rollout, t, 0, ENVS, rngs, policyState);
        policy.toEnv(rollout.actions, row * actionSize, actions, 0, actions.length);
        env.step(actions, 0, ENVS);
        for (int i = 0; i < ENVS; i++) {
          rollout.reward[row + i] = (float) env.rewards()[i];
          rollout.terminated[row + i] = env.terminated()[i];
          rollout.truncated[row + i] = env.truncated()[i];
          if (env.truncated()[i]) { // cut off, not terminated: bootstrap from the final observation
            rollout.addFinal(row + i, env.finalObservations(), i * obsSize);
          }
        }
      }
      System.arraycopy(env.observations(), 0, rollout.lastObs, 0, rollout.lastObs.length);

      estimateAdvantages(rollout, pass, theta);

      // Learn: epochs of minibatches, a step of Adam on each.
      minibatches.begin(rollout, iteration);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        minibatches.shuffle();
        for (int k = 0; k < minibatches.count(); k++) {
          Batch batch = minibatches.gather(k);
          Statistics.normalize(batch.advantage, batch.size());
          gradient.compute(theta, batch, new ClippedLoss(), ENTROPY_COEF, grad);
          step(adam, theta, grad);
        }
      }
    }
    env.close();
    IO.println(sha256(theta));
  }

  /// δₜ = rₜ + γ V(s′ₜ) − V(sₜ), Aₜ = δₜ + γ λ Aₜ₊₁, Rₜ = Aₜ + V(sₜ).
  void estimateAdvantages(Rollout r, PolicyPass pass, float[] theta) {
    pass.values(theta, r.obs, 0, r.rows(), r.value);
    pass.values(theta, r.lastObs, 0, ENVS, r.lastValue);
    pass.values(theta, r.finalObs(), 0, r.finals(), r.finalValue());
    float[] next = Arrays.copyOfRange(r.value, ENVS, r.rows() + ENVS); // V(s′)
    System.arraycopy(r.lastValue, 0, next, r.rows() - ENVS, ENVS);
    for (int k = 0; k < r.finals(); k++) {
      next[r.finalRow()[k]] = r.finalValue()[k];
    }
    for (int row = r.rows() - 1; row >= 0; row--) {
      float delta = r.reward[row] + GAMMA * (r.terminated[row] ? 0 : next[row]) - r.value[row];
      boolean last = r.terminated[row] || r.truncated[row] || row + ENVS >= r.rows();
      r.advantage[row] = last ? delta : delta + GAMMA * LAMBDA * r.advantage[row + ENVS];
      r.returns[row] = r.advantage[row] + r.value[row];
    }
  }

  /// θ ← θ − α Adam(∇L), with the gradient clipped to its largest norm.
  static void step(Optimizer adam, float[] theta, float[] grad) {
    float scale = Optimizer.clipScale(grad, MAX_GRAD_NORM);
    DivergedException.requireFiniteNorm(scale, "gradient");
    adam.step(theta, grad, scale, LEARNING_RATE);
  }

  /// L = −E[min(r A, clip(r, 1 − ε, 1 + ε) A)] + c_v E[(V − R)²], by its derivatives: w with
  /// respect to log π, u with respect to V.
  static final class ClippedLoss implements SampleWeights {
    @Override
    public void policyWeights(Batch b, int from, int to) {
      b.computeRatios(from, to);
      for (int i = from; i < to; i++) {
        float r = b.ratio[i];
        boolean clipped = b.advantage[i] > 0 ? r > 1 + CLIP : r < 1 - CLIP;
        b.w[i] = clipped ? 0 : -r * b.advantage[i];
      }
    }

    @Override
    public void valueWeights(Batch b, int from, int to) {
      for (int i = from; i < to; i++) {
        b.u[i] = 2 * VALUE_COEF * (b.value[i] - b.returns[i]);
      }
    }
  }

  static String sha256(float[] theta) throws NoSuchAlgorithmException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * theta.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(theta);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }
}
