package ascent.collect;

import ascent.config.Check;
import ascent.config.Size;
import ascent.env.EnvFailure;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.env.VectorEnvFactory;
import ascent.policy.ActorCritic;
import ascent.policy.EnvState;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Rollout;

/// Evaluates a fixed policy on its own environments. Episode k always draws from the stream
/// ("eval", k) of its seed, so the same parameters give the same result, and evaluating during
/// training does not change the training. The policy's state is cleared at the start of each
/// episode.
///
/// Internal: public for Ascent's own modules alone.
public final class Evaluator implements AutoCloseable {
  /// The maximum number of environments stepped in parallel.
  private static final int MAX_SLOTS = 20;

  private final ActorCritic policy;
  private final Normalizer normalizer;
  private final VectorEnv env;
  private final int episodes;
  private final boolean deterministic;
  private final int maxEpisodeSteps;
  private final int slots;
  private final Rollout step; // one step of all slots
  private final Rng[] rngs;
  private final EnvState state; // what the policy remembers of each slot
  private final PolicyPass pass;
  private final ActionLog played;
  private final double[] episodeReturn;

  public Evaluator(
      ActorCritic policy,
      Normalizer normalizer,
      VectorEnvFactory factory,
      int episodes,
      long seed,
      boolean deterministic,
      int maxEpisodeSteps) {
    Check.that(episodes >= 1, "episodes", episodes, "at least 1");
    Size.of("episodes", episodes).array(Double.BYTES);
    Check.that(maxEpisodeSteps >= 1, "maxEpisodeSteps", maxEpisodeSteps, "at least 1");
    this.policy = policy;
    this.normalizer = normalizer;
    this.episodes = episodes;
    this.deterministic = deterministic;
    this.maxEpisodeSteps = maxEpisodeSteps;
    slots = Math.min(episodes, MAX_SLOTS);
    env = open(policy, factory, EpisodeStreams.evaluation(seed, slots), slots);
    step = new Rollout(1, slots, policy.observationSpace().size(), policy.actionSpace().size());
    if (env.actionMasks().length > 0) {
      step.needMasks(policy.actionSpace().features());
    }
    rngs = new Rng[slots];
    for (int i = 0; i < slots; i++) {
      rngs[i] = Rng.stream(seed, "eval-action", i, 0);
    }
    state = policy.newState(slots);
    pass = new PolicyPass(policy);
    played = new ActionLog(slots, policy.actionSpace().size(), 0);
    episodeReturn = new double[slots];
  }

  private static VectorEnv open(
      ActorCritic policy, VectorEnvFactory factory, EpisodeStreams streams, int slots) {
    VectorEnv env = factory.create(slots, streams);
    try {
      policy.requireSpaces(env.observationSpace(), env.actionSpace());
      return env;
    } catch (IllegalArgumentException e) {
      env.close();
      throw e;
    }
  }

  /// Plays all the episodes.
  ///
  /// @param theta `[|θ|]`
  /// @throws EnvFailure with the actions of its episode, when an environment fails
  public Evaluation evaluate(float[] theta) {
    try {
      return play(theta);
    } catch (EnvFailure e) {
      int slot = e.env();
      int at = slot * policy.actionSpace().size();
      throw e.withActions(played.upTo(e, slot, step.actions, at));
    }
  }

  private Evaluation play(float[] theta) {
    double[] returns = new double[episodes];
    long steps = 0;
    int capped = 0;
    int left = episodes;
    int actionSize = policy.actionSpace().size();
    for (int i = 0; i < slots; i++) {
      start(i, 0);
    }
    while (left > 0) {
      act(theta);
      env.step(step.actions, 0, slots);
      for (int i = 0; i < slots; i++) {
        episodeReturn[i] += env.rewards()[i];
        played.add(i, step.actions, i * actionSize);
        boolean over = env.terminated()[i] || env.truncated()[i];
        if (!over && played.length(i) < maxEpisodeSteps) {
          continue;
        }
        int episode = over ? env.episodes()[i] - 1 : env.episodes()[i];
        long k = i + (long) slots * episode;
        if (k < episodes) {
          returns[(int) k] = episodeReturn[i];
          steps += played.length(i);
          capped += over ? 0 : 1;
          left--;
        }
        if (over) {
          begin(i, episode + 1);
        } else {
          start(i, episode + 1);
        }
      }
    }
    return Evaluation.of(returns, steps, capped, deterministic);
  }

  private void start(int slot, int episode) {
    env.reset(slot, episode);
    begin(slot, episode);
  }

  private void begin(int slot, int episode) {
    played.clear(slot);
    episodeReturn[slot] = 0;
    rngs[slot].reposition(slot + slots * episode, 0);
    state.reset(slot, slot + 1);
  }

  private void act(float[] theta) {
    normalizer.observations(env.observations(), 0, step.obs, 0, slots);
    if (deterministic) {
      pass.mode(theta, step.obs, env.actionMasks(), slots, step.actions);
    } else {
      boolean[] masks = env.actionMasks();
      System.arraycopy(masks, 0, step.masks, 0, masks.length);
      pass.sample(theta, step, 0, 0, slots, rngs, state);
    }
    policy.toEnv(step.actions, 0, step.actions, 0, step.actions.length);
  }

  @Override
  public void close() {
    env.close();
  }
}
