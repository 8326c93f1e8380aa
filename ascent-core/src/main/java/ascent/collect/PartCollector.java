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
  private final int actionSize;
  private final int maskSize; // 0: every action is allowed
  private final PolicyPass pass;
  private final EnvState state; // the policy's memory of each environment
  private final Rng[] rngs; // [n]; null outside the range
  private final float[] actions; // of this step, for the environments, [n × actionSize]
  private final EpisodeReplay replay;
  private final RolloutMoments moments;
  private final Part part;
  private final int[] episodesLeft; // of each environment in this rollout, [m]
  private int activeEnvs; // environments whose episodesLeft is above 0
  private int currentEnv; // named in a failure

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
    actionSize = policy.actionSpace().size();
    maskSize = env.actionMasks().length / env.numEnvs();
    int m = range.size();
    pass = new PolicyPass(policy);
    state = policy.newState(range.to());
    rngs = new Rng[env.numEnvs()];
    for (int i = range.from(); i < range.to(); i++) {
      rngs[i] = Rng.stream(seed, "action", range.firstEnv() + i, 0);
    }
    actions =
        new float
            [Size.of("envs", env.numEnvs()).times("action size", actionSize).array(Float.BYTES)];
    replay = new EpisodeReplay(env, range.from(), range.to());
    int obsSize = env.observationSpace().size();
    moments = new RolloutMoments(config.normalization(), config.gamma(), m, obsSize);
    part = new Part(range, obsSize, env.metricNames(), moments);
    episodesLeft = new int[m];
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

    /// Environments `from … to − 1` of a vector that has all environments of the run.
    public static Range of(int from, int to) {
      return new Range(from, to, 0);
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
  /// @param rollout of as many environments as the vector; gets [masks][Rollout#masks] if the
  ///   environments have any
  /// @return valid until the next call
  /// @throws IllegalArgumentException when the snapshot or the rollout has other sizes than the
  ///   policy and the environments
  public Part collect(Snapshot snapshot, Rollout rollout) {
    begin(snapshot, rollout);
    int t = 0;
    try {
      for (; t < rollout.capacity() && activeEnvs > 0; t++) {
        stepActive(snapshot, rollout, t);
      }
      finish(snapshot.normalizer(), rollout);
    } catch (EnvFailure e) {
      int i = e.env() - range.firstEnv();
      boolean ours = i >= range.from() && i < range.to(); // else thrown by a simulator's code
      part.fail(
          t,
          (ours ? i : currentEnv) - range.from(),
          ours ? e.withActions(replay.actionsUpTo(e, i, actions)) : e);
    } catch (Throwable e) {
      part.fail(t, currentEnv - range.from(), e);
    }
    return part;
  }

  private void begin(Snapshot snapshot, Rollout rollout) {
    policy.requireParameters(snapshot.theta());
    require("the rollout", rollout.envs(), env.numEnvs(), "environments");
    require("its observation", rollout.obsSize(), policy.observationSpace().size(), "numbers");
    require("its action", rollout.actionSize(), actionSize, "numbers");
    if (maskSize > 0) {
      rollout.needMasks(maskSize);
    }
    require("its mask", rollout.maskSize(), maskSize, "options");
    part.begin(snapshot.iteration());
    moments.clear();
    state.reset(range.from(), range.to());
    Arrays.fill(episodesLeft, rollout.episodeLimit());
    activeEnvs = episodesLeft.length;
    for (int i = range.from(); i < range.to(); i++) {
      reposition(rngs[i], range.firstEnv() + i, snapshot.iteration());
    }
  }

  private static void require(String name, int size, int expected, String unit) {
    if (size != expected) {
      throw new IllegalArgumentException(
          "%s has %d %s; it must have %d.".formatted(name, size, unit, expected));
    }
  }

  /// Repositions a stream to ("action", env, iteration).
  ///
  /// An index of a stream has 31 bits. Beyond 2³¹ iterations, which an algorithm that updates after
  /// every step reaches within hours, the upper bits of the iteration go into the environment's
  /// index, in units of MAX_ENVS, so that no two streams coincide.
  static void reposition(Rng rng, int env, long iteration) {
    int offset = Math.multiplyExact(Math.toIntExact(iteration >>> 31), MAX_ENVS);
    rng.reposition(Math.addExact(env, offset), (int) (iteration & Integer.MAX_VALUE));
  }

  /// Steps all active environments, consecutive ones together.
  private void stepActive(Snapshot snapshot, Rollout rollout, int t) {
    int end;
    for (int first = range.from(); first < range.to(); first = end + 1) {
      end = first;
      while (end < range.to() && episodesLeft[end - range.from()] > 0) {
        end++;
      }
      if (end > first) {
        stepRange(snapshot, rollout, t, first, end);
      }
    }
  }

  /// One step of environments `first … end − 1`: a ~ π(·|s), (r, s′) ← env(a).
  private void stepRange(Snapshot snapshot, Rollout rollout, int t, int first, int end) {
    int n = env.numEnvs();
    int rows = end - first;
    int row = t * n + first;
    int width = maskSize;
    currentEnv = first;
    moments.addObservations(env.observations(), first, range.from(), rows);
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
    int k = i - range.from(); // in the part
    double reward = env.rewards()[i];
    if (!Step.isReward(reward)) { // of a vector that is a user's own
      throw new IllegalStateException(
          "environment %d: the reward is %s, it must be %s"
              .formatted(range.firstEnv() + i, reward, Step.REWARDS));
    }
    boolean truncated = env.truncated()[i];
    boolean done = env.terminated()[i] || truncated;
    rollout.reward[row] = (float) reward;
    rollout.terminated[row] = env.terminated()[i];
    rollout.truncated[row] = truncated;
    moments.reward(k, reward, done);
    part.addStep(k);
    if (truncated) {
      part.addFinal(t, k, env.finalObservations(), i * rollout.obsSize());
    }
    replay.record(i, actions, i * actionSize, reward);
    if (done) {
      int width = env.metricNames().size();
      part.addEnd(t, k, replay.episodeReturn(i), replay.length(i), env.finalMetrics(), i * width);
      replay.startAnew(i);
      if (--episodesLeft[k] == 0) {
        activeEnvs--;
      }
    }
  }

  private void finish(Normalizer normalizer, Rollout rollout) {
    int from = range.from();
    normalizer.observations(env.observations(), from, rollout.lastObs, from, range.size());
    normalizer.observations(part.finalObs(), 0, part.finalObs(), 0, part.finals());
  }

  Range range() {
    return range;
  }

  /// The result of the last call of [#collect].
  Part part() {
    return part;
  }

  /// The state of these environments.
  public Carry carry() {
    int size = state.size();
    float[] values = Arrays.copyOfRange(state.values(), range.from() * size, range.to() * size);
    return replay.carry(moments.discounted().clone(), values);
  }

  /// Restores these environments from a carry; see [RolloutSource#restore].
  ///
  /// @param carry of this range
  public void restore(Carry carry) {
    int obsSize = env.observationSpace().size();
    int size = state.size();
    int m = range.size();
    carry.requireFits(m, obsSize, actionSize, moments.discounted().length, m * size);
    replay.restore(carry);
    float[] values = carry.state();
    System.arraycopy(values, 0, state.values(), range.from() * size, values.length);
    for (int k = 0; k < moments.discounted().length; k++) {
      // A restarted episode has no rewards yet.
      moments.discounted()[k] = replay.length(range.from() + k) == 0 ? 0 : carry.discounted()[k];
    }
  }
}
