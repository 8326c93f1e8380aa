package ascent.train;

import ascent.env.EnvFailure;
import ascent.env.VectorEnv;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyGradient;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import java.util.Arrays;

/// Fills rollouts from environments of this process. The actions of environment i in iteration k
/// are drawn from the stream ("action", i, k).
final class RolloutCollector implements RolloutSource {
  /// A step of all environments that takes longer than this, in ns, is split over threads.
  private static final long PARALLEL_NANOS = 20_000;

  private static final int TIMED_STEPS = 64;

  private final ActorCritic policy;
  private final VectorEnv env;
  private final Workers workers;
  private final EpisodeWindow window;
  private final EpisodeReplay replay;
  private final int n;
  private final int actionSize;
  private final Rng[] rngs;
  private final PolicyPass[] passes; // per task
  private final float[] actions; // [n × actionSize] of this step, for the environments
  private final Workers.Job stepTask = this::stepTask;

  // The step under way.
  private float[] theta = {};
  private Rollout rollout = new Rollout(1, 1, 0, 0);
  private int t;
  private int timedSteps;
  private long timedNanos;

  RolloutCollector(
      ActorCritic policy, VectorEnv env, long seed, Workers workers, EpisodeWindow window) {
    Spaces.requireSame(policy, env);
    this.policy = policy;
    this.env = env;
    this.workers = workers;
    this.window = window;
    replay = new EpisodeReplay(env);
    n = env.numEnvs();
    actionSize = policy.actionSpace().size();
    rngs = new Rng[n];
    Arrays.setAll(rngs, i -> Rng.stream(seed, "action", i, 0));
    passes = new PolicyPass[Math.min(n, workers.threads())];
    Arrays.setAll(passes, task -> new PolicyPass(policy));
    actions = new float[n * actionSize];
  }

  @Override
  public void fill(float[] theta, long iteration, Rollout rollout) {
    this.theta = theta;
    this.rollout = rollout;
    rollout.clear();
    if (env.actionMasks().length > 0) {
      rollout.needMasks(policy.actionSpace().features());
    }
    for (int i = 0; i < n; i++) {
      rngs[i].reseat(i, (int) iteration);
    }
    for (t = 0; t < rollout.steps(); t++) {
      step();
    }
    System.arraycopy(env.observations(), 0, rollout.lastObs, 0, rollout.lastObs.length);
  }

  /// One step of all environments: a ~ π(·|s), (r, s′) ← env(a).
  private void step() {
    float[] obs = env.observations();
    System.arraycopy(obs, 0, rollout.obs, t * obs.length, obs.length);
    boolean[] masks = env.actionMasks();
    System.arraycopy(masks, 0, rollout.masks, t * masks.length, masks.length);
    if (timedSteps < TIMED_STEPS) {
      long start = System.nanoTime();
      workers.run(passes.length, false, stepTask);
      timedNanos += System.nanoTime() - start;
      timedSteps++;
    } else {
      workers.run(passes.length, pays(), stepTask);
    }
    for (int i = 0; i < n; i++) {
      record(i);
    }
  }

  /// A share of the environments.
  private void stepTask(int task) {
    int from = n * task / passes.length;
    int to = n * (task + 1) / passes.length;
    passes[task].sample(theta, rollout, t, from, to, rngs);
    for (int row = t * n + from; row < t * n + to; row++) {
      DivergedException.requireNumber(rollout.logProb[row]);
    }
    int start = from * actionSize;
    int sampled = t * n * actionSize + start;
    policy.toEnv(rollout.actions, sampled, actions, start, (to - from) * actionSize);
    env.step(actions, from, to);
  }

  private boolean pays() {
    return n * policy.weights() >= PolicyGradient.PARALLEL_WORK
        || timedNanos > PARALLEL_NANOS * TIMED_STEPS;
  }

  /// Writes down what environment i answered.
  private void record(int i) {
    int row = t * n + i;
    rollout.reward[row] = (float) env.rewards()[i];
    rollout.terminated[row] = env.terminated()[i];
    rollout.truncated[row] = env.truncated()[i];
    if (env.truncated()[i]) {
      rollout.addFinal(row, env.finalObservations(), i * rollout.obsSize());
    }
    replay.record(i, actions, i * actionSize, window);
  }

  /// Where the environments stand, for checkpoints.
  EpisodeReplay replay() {
    return replay;
  }

  /// The actions of the episode that an environment failed in, `[step × actionSize]`.
  float[] actionsOf(EnvFailure failure) {
    return replay.played().upTo(failure, actions);
  }

  @Override
  public void close() {
    env.close();
  }
}
