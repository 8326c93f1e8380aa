package ascent.collect;

import ascent.algo.AlgorithmConfig;
import ascent.algo.DivergedException;
import ascent.config.Check;
import ascent.config.Size;
import ascent.env.EnvFailure;
import ascent.env.Step;
import ascent.env.VectorEnv;
import ascent.policy.ActorCritic;
import ascent.policy.EnvState;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import java.util.Arrays;

/// Collects the part of a rollout that belongs to consecutive environments: acts and steps for all
/// steps of the rollout.
///
/// A part is a pure function of (snapshot, range of environments, [Carry]). The actions of
/// environment i in iteration k are drawn from the stream ("action", i, k), and its episodes from
/// ("env", i, episode), where i counts all environments of the run. So any thread or process may
/// compute a part, late or twice, with the same result.
///
/// A collector is used by one thread at a time; collectors of disjoint ranges may run in parallel.
public final class PartCollector {
  private static final int MAX_ENVS = 1 << 20; // of a run

  private final ActorCritic policy;
  private final VectorEnv env;
  private final Range range;
  private final int from;
  private final int to;
  private final int firstEnv;
  private final int actionSize;
  private final int maskSize; // 0: every action is allowed
  private final PolicyPass pass;
  private final EnvState state; // what the policy remembers of each environment
  private final Rng[] rngs; // [n]; null outside the range
  private final float[] actions; // of this step, for the environments, [n × actionSize]
  private final EpisodeReplay replay;
  private final RolloutMoments moments;
  private final Part part;
  private final int[] left; // episodes that each environment has yet to end, [m]
  private int active; // environments with any
  private int acting; // the environment at work, for failures

  /// @param config defines what the normaliser learns
  /// @param env steps the environments; those out of range are not stepped
  /// @param seed of the run
  /// @throws IllegalArgumentException when policy and environments have different spaces, or the
  ///   range exceeds the environments
  public PartCollector(
      ActorCritic policy, AlgorithmConfig config, VectorEnv env, Range range, long seed) {
    policy.requireSpaces(env.observationSpace(), env.actionSpace());
    Check.that(range.to() <= env.numEnvs(), "to", range.to(), "at most numEnvs, " + env.numEnvs());
    this.policy = policy;
    this.env = env;
    this.range = range;
    from = range.from();
    to = range.to();
    firstEnv = range.firstEnv();
    actionSize = policy.actionSpace().size();
    maskSize = env.actionMasks().length / env.numEnvs();
    int m = to - from;
    pass = new PolicyPass(policy);
    state = policy.newState(to);
    rngs = new Rng[env.numEnvs()];
    for (int i = from; i < to; i++) {
      rngs[i] = Rng.stream(seed, "action", firstEnv + i, 0);
    }
    actions =
        new float
            [Size.of("envs", env.numEnvs()).times("action size", actionSize).array(Float.BYTES)];
    replay = new EpisodeReplay(env, from, to);
    int obsSize = env.observationSpace().size();
    moments = new RolloutMoments(config.normalization(), config.gamma(), m, obsSize);
    part = new Part(range, obsSize, env.metricNames(), moments);
    left = new int[m];
  }

  /// Environments `from … to − 1` of a vector.
  ///
  /// @param firstEnv the number of the vector's environment 0 among all environments of the run
  public record Range(int from, int to, int firstEnv) {
    public Range {
      Check.that(from >= 0, "from", from, "at least 0");
      Check.that(to > from, "to", to, "more than from, " + from);
      Check.that(firstEnv >= 0, "firstEnv", firstEnv, "at least 0");
    }

    /// The number of the first environment among all environments of the run.
    int first() {
      return firstEnv + from;
    }

    int size() {
      return to - from;
    }
  }

  /// Fills the rows of these environments in a rollout. An environment that has finished the
  /// rollout's number of episodes is idle until the next rollout.
  ///
  /// A failure is not thrown but recorded in the part, so that the first failure of all parts can
  /// be found.
  ///
  /// @param rollout of as many environments as the vector; cleared, with masks if the environments
  ///   have any
  /// @return valid until the next call
  /// @throws IllegalArgumentException when the snapshot or the rollout has other sizes than the
  ///   policy and the environments
  public Part collect(Snapshot snapshot, Rollout rollout) {
    begin(snapshot, rollout);
    int t = 0;
    try {
      for (; t < rollout.capacity() && active > 0; t++) {
        step(snapshot, rollout, t);
      }
      finish(snapshot.normalizer(), rollout);
    } catch (EnvFailure e) {
      int i = e.env() - firstEnv;
      boolean ours = i >= from && i < to; // else thrown by the code of a simulator
      part.fail(
          t,
          ours ? i - from : acting - from,
          ours ? e.withActions(replay.actionsUpTo(e, i, actions)) : e);
    } catch (Throwable e) {
      part.fail(t, acting - from, e);
    }
    return part;
  }

  private void begin(Snapshot snapshot, Rollout rollout) {
    policy.requireParameters(snapshot.theta());
    require("the rollout", rollout.envs(), env.numEnvs(), "environments");
    require("its observation", rollout.obsSize(), policy.observationSpace().size(), "numbers");
    require("its action", rollout.actionSize(), actionSize, "numbers");
    require("its mask", rollout.maskSize(), maskSize, "options");
    part.begin(snapshot.iteration());
    moments.clear();
    state.reset(from, to);
    Arrays.fill(left, rollout.episodeLimit());
    active = left.length;
    for (int i = from; i < to; i++) {
      seat(rngs[i], firstEnv + i, snapshot.iteration());
    }
  }

  private static void require(String name, int size, int expected, String unit) {
    if (size != expected) {
      throw new IllegalArgumentException(
          "%s has %d %s; it must have %d.".formatted(name, size, unit, expected));
    }
  }

  /// Moves a stream to ("action", env, iteration). After 2³¹ iterations, hours of an algorithm that
  /// learns from single steps, the streams are those of environments that no run has.
  static void seat(Rng rng, int env, long iteration) {
    int beyond = Math.multiplyExact(Math.toIntExact(iteration >>> 31), MAX_ENVS);
    rng.reseat(Math.addExact(env, beyond), (int) (iteration & Integer.MAX_VALUE));
  }

  /// Steps all active environments, one run of consecutive environments at a time.
  private void step(Snapshot snapshot, Rollout rollout, int t) {
    int end;
    for (int first = from; first < to; first = end + 1) {
      end = first;
      while (end < to && left[end - from] > 0) {
        end++;
      }
      if (end > first) {
        step(snapshot, rollout, t, first, end);
      }
    }
  }

  /// One step of environments `first … end − 1`: a ~ π(·|s), (r, s′) ← env(a).
  private void step(Snapshot snapshot, Rollout rollout, int t, int first, int end) {
    int n = env.numEnvs();
    int rows = end - first;
    int row = t * n + first;
    int width = maskSize;
    acting = first;
    moments.observe(env.observations(), first, from, rows);
    snapshot.normalizer().observations(env.observations(), first, rollout.obs, row, rows);
    System.arraycopy(env.actionMasks(), first * width, rollout.masks, row * width, rows * width);
    pass.sample(snapshot.theta(), rollout, t, first, end, rngs, state);
    for (int r = 0; r < rows; r++) {
      DivergedException.requireNumber(rollout.logProb[row + r]);
    }
    int at = first * actionSize;
    policy.toEnv(rollout.actions, row * actionSize, actions, at, rows * actionSize);
    env.step(actions, first, end);
    for (int i = first; i < end; i++) {
      record(rollout, t, i);
    }
  }

  /// Records the result of a step of environment i.
  private void record(Rollout rollout, int t, int i) {
    int row = t * env.numEnvs() + i;
    double reward = env.rewards()[i];
    if (!Step.isReward(reward)) { // of a vector that is a user's own
      throw new IllegalStateException(
          "environment %d: the reward is %s, it must be %s"
              .formatted(firstEnv + i, reward, Step.REWARDS));
    }
    boolean truncated = env.truncated()[i];
    boolean done = env.terminated()[i] || truncated;
    rollout.reward[row] = (float) reward;
    rollout.terminated[row] = env.terminated()[i];
    rollout.truncated[row] = truncated;
    moments.reward(i - from, reward, done);
    part.addStep(i - from);
    if (truncated) {
      part.addFinal(t, i - from, env.finalObservations(), i * rollout.obsSize());
    }
    replay.record(i, actions, i * actionSize, reward);
    if (done) {
      int width = env.metricNames().size();
      part.addEnd(
          t, i - from, replay.episodeReturn(i), replay.length(i), env.finalMetrics(), i * width);
      replay.startAnew(i);
      active -= --left[i - from] == 0 ? 1 : 0;
    }
  }

  private void finish(Normalizer normalizer, Rollout rollout) {
    normalizer.observations(env.observations(), from, rollout.lastObs, from, to - from);
    normalizer.observations(part.finalObs(), 0, part.finalObs(), 0, part.finals());
  }

  Range range() {
    return range;
  }

  /// The result of the last call of [#collect].
  Part part() {
    return part;
  }

  /// Whether the rollout was full before every environment had ended its episodes.
  public boolean isCut() {
    return active > 0;
  }

  /// The state of these environments.
  public Carry carry() {
    int size = state.size();
    float[] remembered = Arrays.copyOfRange(state.values(), from * size, to * size);
    return replay.carry(moments.discounted().clone(), remembered);
  }

  /// Restores these environments from a carry; see [RolloutSource#restore].
  ///
  /// @param carry of this range
  public void restore(Carry carry) {
    int obsSize = env.observationSpace().size();
    int size = state.size();
    carry.requireFits(
        to - from, obsSize, actionSize, moments.discounted().length, (to - from) * size);
    replay.restore(carry);
    System.arraycopy(carry.state(), 0, state.values(), from * size, carry.state().length);
    for (int k = 0; k < moments.discounted().length; k++) {
      // A restarted episode has no rewards yet.
      moments.discounted()[k] = replay.length(from + k) == 0 ? 0 : carry.discounted()[k];
    }
  }
}
