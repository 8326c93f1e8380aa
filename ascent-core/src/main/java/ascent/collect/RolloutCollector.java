package ascent.collect;

import ascent.env.EnvFailure;
import ascent.env.VectorEnv;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.EnvState;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import java.util.Arrays;

/// Fills rollouts from environments of this process. The actions of environment i in iteration k
/// are drawn from the stream ("action", i, k). An environment that has done its part of a rollout
/// stands still until the next.
public final class RolloutCollector implements RolloutSource {
  private static final System.Logger LOG = System.getLogger("ascent.collect");
  private final ActorCritic policy;
  private final Normalizer normalizer;
  private final RolloutMoments moments;
  private final VectorEnv env;
  private final StepWorkers stepping;
  private final EpisodeWindow window;
  private final EpisodeReplay replay;
  private final int n;
  private final int actionSize;
  private final Rng[] rngs;
  private final EnvState state; // what the policy remembers of each environment
  private final PolicyPass[] passes; // per share
  private final float[] actions; // [n × actionSize] of this step, for the environments
  private final int[] length; // steps so far in this rollout, [n]
  private final Playing playing;
  private final Playing.Run stepRun = this::stepRun;
  private final StepWorkers.Share stepShare;

  // The step under way.
  private float[] theta = {};
  private Rollout rollout = new Rollout(1, 1, 0, 0);
  private int t;
  private boolean warned;

  public RolloutCollector(
      ActorCritic policy,
      Normalizer normalizer,
      VectorEnv env,
      long seed,
      Workers workers,
      EpisodeWindow window) {
    Spaces.requireSame(policy, env);
    this.policy = policy;
    this.normalizer = normalizer;
    moments = normalizer.moments(env.numEnvs());
    this.env = env;
    stepping = new StepWorkers(workers, policy.weights());
    this.window = window;
    replay = new EpisodeReplay(env);
    n = env.numEnvs();
    actionSize = policy.actionSpace().size();
    rngs = new Rng[n];
    Arrays.setAll(rngs, i -> Rng.stream(seed, "action", i, 0));
    passes = new PolicyPass[Math.min(n, workers.threads())];
    state = policy.newState(n);
    Arrays.setAll(passes, share -> new PolicyPass(policy));
    actions = new float[n * actionSize];
    length = new int[n];
    playing = new Playing(n);
    stepShare = (share, shares) -> playing.forEachRun(share, shares, stepRun);
  }

  @Override
  public void fill(float[] theta, long iteration, Rollout rollout) {
    this.theta = theta;
    this.rollout = rollout;
    rollout.clear();
    state.reset(0, n);
    if (env.actionMasks().length > 0) {
      rollout.needMasks(policy.actionSpace().features());
    }
    for (int i = 0; i < n; i++) {
      rngs[i].reseat(i, (int) iteration);
    }
    playing.start(rollout.episodes());
    for (t = 0; t < rollout.capacity() && playing.count() > 0; t++) {
      step();
    }
    rollout.setLengths(length);
    if (playing.count() > 0 && rollout.episodes() < Integer.MAX_VALUE && !warned) {
      warnOfCut(rollout);
      warned = true;
    }
    normalizer.observations(env.observations(), 0, rollout.lastObs, 0, n);
    normalizer.observations(rollout.finalObs(), 0, rollout.finalObs(), 0, rollout.finals());
    moments.teach(normalizer); // the next rollout's observations; this one's rewards
    normalizer.rewards(rollout.reward, rollout.rows());
  }

  /// One step of all environments: a ~ π(·|s), (r, s′) ← env(a).
  private void step() {
    boolean[] masks = env.actionMasks();
    System.arraycopy(masks, 0, rollout.masks, t * masks.length, masks.length);
    stepping.run(passes.length, playing.count(), stepShare);
    for (int i = 0; i < n; i++) {
      if (playing.contains(i)) {
        record(i);
      }
    }
  }

  /// Steps environments `from … to − 1`.
  private void stepRun(int share, int from, int to) {
    moments.observe(env.observations(), from, to);
    normalizer.observations(env.observations(), from, rollout.obs, t * n + from, to - from);
    passes[share].sample(theta, rollout, t, from, to, rngs, state);
    for (int row = t * n + from; row < t * n + to; row++) {
      DivergedException.requireNumber(rollout.logProb[row]);
    }
    int start = from * actionSize;
    int sampled = t * n * actionSize + start;
    policy.toEnv(rollout.actions, sampled, actions, start, (to - from) * actionSize);
    env.step(actions, from, to);
  }

  /// Writes down what environment i answered.
  private void record(int i) {
    int row = t * n + i;
    rollout.reward[row] = (float) env.rewards()[i];
    rollout.terminated[row] = env.terminated()[i];
    rollout.truncated[row] = env.truncated()[i];
    moments.reward(i, env.rewards()[i], env.terminated()[i] || env.truncated()[i]);
    if (env.truncated()[i]) {
      rollout.addFinal(row, env.finalObservations(), i * rollout.obsSize());
    }
    replay.record(i, actions, i * actionSize, window);
    length[i] = t + 1;
    if (rollout.terminated[row] || rollout.truncated[row]) {
      playing.ended(i);
    }
  }

  /// Says that a rollout was full before its episodes were over.
  private static void warnOfCut(Rollout rollout) {
    LOG.log(
        System.Logger.Level.WARNING,
        "The {0} steps of a rollout were not enough for {1} whole episodes of each environment:"
            + " the last one is cut there, and goes on in the next rollout. Maybe rolloutSteps"
            + " should be larger.",
        rollout.capacity(),
        rollout.episodes());
  }

  /// Where the environments stand, for checkpoints.
  public EpisodeReplay replay() {
    return replay;
  }

  /// What the rewards of the running episodes come to, discounted, for checkpoints.
  public double[] discounted() {
    return moments.discounted();
  }

  /// The actions of the episode that an environment failed in, `[step × actionSize]`.
  public float[] actionsOf(EnvFailure failure) {
    return replay.played().upTo(failure, actions);
  }

  @Override
  public void close() {
    env.close();
  }
}
