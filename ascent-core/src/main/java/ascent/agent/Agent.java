package ascent.agent;

import ascent.collect.Actions;
import ascent.collect.Evaluation;
import ascent.collect.Evaluator;
import ascent.collect.Normalizer;
import ascent.config.Check;
import ascent.distribution.ActionDistribution;
import ascent.env.Action;
import ascent.env.ActionMask;
import ascent.env.Env;
import ascent.env.VectorEnvFactory;
import ascent.io.Hashes;
import ascent.policy.ActorCritic;
import ascent.policy.ActorPass;
import ascent.policy.EnvState;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A trained policy, frozen: it acts, values, evaluates itself and is saved and loaded, but never
/// changes. Safe for use by any number of threads.
///
/// It remembers nothing from one call to the next; a [#session] does.
public final class Agent {
  static final boolean[] NO_MASK = {};

  private final ActorCritic policy;
  private final Normalizer normalizer;
  private final float[] theta;
  private final ModelInfo info;

  /// Working memory that no call is using; a second thread at the same moment makes its own.
  private final AtomicReference<@Nullable Memory> idle = new AtomicReference<>();

  public Agent(ActorCritic policy, Normalizer normalizer, float[] theta, ModelInfo info) {
    this.policy = policy;
    this.normalizer = normalizer.copy();
    this.theta = theta.clone();
    this.info = info;
  }

  private static final class Memory {
    final PolicyPass pass;
    final ActorPass judge;
    final Rollout one; // a single sample
    final Batch judged; // another

    Memory(ActorCritic policy) {
      pass = new PolicyPass(policy);
      judge = new ActorPass(policy);
      int obsSize = policy.observationSpace().size();
      int actionSize = policy.actionSpace().size();
      one = new Rollout(1, 1, obsSize, actionSize);
      judged = new Batch(1, obsSize, actionSize);
      judged.setSize(1);
    }
  }

  private Memory borrow() {
    Memory memory = idle.getAndSet(null);
    return memory == null ? new Memory(policy) : memory;
  }

  /// How it sees observations.
  public Normalizer normalizer() {
    return normalizer;
  }

  /// The networks, without their numbers.
  public ActorCritic policy() {
    return policy;
  }

  public Space observationSpace() {
    return policy.observationSpace();
  }

  public Space actionSpace() {
    return policy.actionSpace();
  }

  /// How it came about: algorithm, settings, seed, versions.
  public ModelInfo info() {
    return info;
  }

  /// Acts in one environment, step after step, remembering what the policy remembers.
  public AgentSession session() {
    return new AgentSession(this);
  }

  /// The most probable action, within the bounds of the action space.
  ///
  /// @param obs `[obsSize]`
  public Action act(float[] obs) {
    return session().act(obs);
  }

  /// The most probable action among those allowed. If no mask is given, every action is allowed,
  /// even if the agent was trained with masks.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`, as [Env#actionMask] writes it
  public Action act(float[] obs, boolean[] mask) {
    return session().act(obs, mask);
  }

  /// An action drawn from the policy, within the bounds of the action space. Each call draws anew:
  /// noise that training holds for several steps (gSDE) is held by a [#session] only.
  ///
  /// @param obs `[obsSize]`
  public Action sample(float[] obs, Rng rng) {
    return session().sample(obs, rng);
  }

  /// An action drawn from the policy among those allowed. Each call draws anew, as without a mask.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`, as [Env#actionMask] writes it
  public Action sample(float[] obs, boolean[] mask, Rng rng) {
    return session().sample(obs, mask, rng);
  }

  /// The action as flat numbers; see [AgentSession#choose].
  ///
  /// @param state of one environment
  float[] choose(float[] obs, boolean[] mask, @Nullable Rng rng, EnvState state) {
    Memory m = observe(obs);
    if (rng == null) {
      m.pass.mode(theta, m.one.obs, mask, 1, m.one.actions);
    } else {
      sample(m, mask, rng, state);
    }
    float[] action = new float[m.one.actions.length];
    policy.toEnv(m.one.actions, 0, action, 0, action.length);
    idle.set(m);
    return action;
  }

  private void sample(Memory m, boolean[] mask, Rng rng, EnvState state) {
    if (mask.length > 0) {
      m.one.needMasks(mask.length);
      System.arraycopy(mask, 0, m.one.masks, 0, mask.length);
    }
    m.pass.sample(theta, m.one, 0, 0, 1, new Rng[] {rng}, state);
    Arrays.fill(m.one.masks, true); // for a call without a mask
  }

  Action action(float[] flat) {
    return Action.of(policy.actionSpace(), flat, 0);
  }

  /// V(s): the discounted return to be expected from here.
  ///
  /// @param obs `[obsSize]`
  /// @throws IllegalStateException when the algorithm learned no value function
  public float value(float[] obs) {
    if (!policy.learnsValue()) {
      throw new IllegalStateException(
          "This agent has no value function: %s learned none with its settings."
              .formatted(info.config().algorithm()));
    }
    Memory m = observe(obs);
    m.pass.values(theta, m.one.obs, 0, 1, m.one.value);
    float value = m.one.value[0];
    idle.set(m);
    return value;
  }

  /// Memory with an observation in it, normalised.
  private Memory observe(float[] obs) {
    requireObservation(obs);
    Memory m = borrow();
    normalizer.observations(obs, 0, m.one.obs, 0, 1);
    return m;
  }

  /// π(·|s): how probable it holds each action.
  ///
  /// @param obs `[obsSize]`
  public ActionDistribution distribution(float[] obs) {
    Memory m = observe(obs);
    System.arraycopy(m.one.obs, 0, m.judged.obs, 0, obs.length);
    ActionDistribution distribution = m.judge.distribution(theta, m.judged);
    idle.set(m);
    return distribution;
  }

  /// log π(a|s): the logarithm of an action's probability, or of its density where actions are
  /// numbers. A Gaussian's density is that of the Gaussian as it is, not of one cut at the action
  /// space's bounds.
  ///
  /// @param obs `[obsSize]`
  public float logProb(float[] obs, Action action) {
    return logProb(obs, Actions.flat(policy.actionSpace(), action));
  }

  /// log π(a|s) of an action as flat numbers, as [Space] lays them out.
  ///
  /// @param obs `[obsSize]`
  /// @param action `[actionSize]`
  public float logProb(float[] obs, float[] action) {
    Actions.require(policy.actionSpace(), action);
    Memory m = observe(obs);
    System.arraycopy(m.one.obs, 0, m.judged.obs, 0, obs.length);
    policy.fromEnv(action, 0, m.judged.actions, 0, action.length);
    m.judge.evaluate(theta, m.judged);
    float logProb = m.judged.logProb[0];
    idle.set(m);
    return logProb;
  }

  private void requireObservation(float[] obs) {
    int size = policy.observationSpace().size();
    if (obs.length != size) {
      throw new IllegalArgumentException(
          "obs has " + obs.length + " numbers; it must have " + size + ".");
    }
    for (int i = 0; i < size; i++) {
      Check.that(!Float.isNaN(obs[i]), "obs[" + i + "]", obs[i], "a number");
    }
  }

  void requireMask(boolean[] mask) {
    var actions = new ActionMask(policy.actionSpace());
    int size = policy.actionSpace().features();
    if (mask.length != size) {
      throw new IllegalArgumentException(
          "mask has " + mask.length + " options; it must have " + size + ".");
    }
    String why = actions.whyNot(mask);
    if (!why.isEmpty()) {
      throw new IllegalArgumentException("mask " + why + "; it must allow at least one.");
    }
  }

  /// Plays deterministic episodes of an environment, episode k on the stream ("eval", k) of seed 1.
  public Evaluation evaluate(Supplier<? extends Env> factory, int episodes) {
    return evaluate(factory, episodes, 1);
  }

  /// Plays deterministic episodes, episode k on the stream ("eval", k) of a seed.
  public Evaluation evaluate(Supplier<? extends Env> factory, int episodes, long seed) {
    return evaluate(factory, episodes, seed, true, Evaluation.MAX_EPISODE_STEPS);
  }

  /// Plays episodes, each cut after `maxEpisodeSteps`.
  ///
  /// @param deterministic whether to take the most probable action, else a sampled one
  public Evaluation evaluate(
      Supplier<? extends Env> factory,
      int episodes,
      long seed,
      boolean deterministic,
      int maxEpisodeSteps) {
    try (var evaluator =
        new Evaluator(
            policy,
            normalizer,
            VectorEnvFactory.of(factory),
            episodes,
            seed,
            deterministic,
            maxEpisodeSteps)) {
      return evaluator.evaluate(theta);
    }
  }

  /// A copy of θ.
  public float[] parameters() {
    return theta.clone();
  }

  /// SHA-256 of θ's little-endian bytes, in hexadecimal.
  public String parametersSha256() {
    return Hashes.sha256(theta);
  }

  /// Writes the model as a zip, atomically.
  public void save(Path file) throws IOException {
    ModelFile.write(file, new ModelFile.Model(policy, normalizer, theta, info));
  }

  /// Reads a model, or the model inside a checkpoint or a run directory.
  ///
  /// @throws IOException when there is none, or it is damaged or foreign; nothing is half-loaded
  public static Agent load(Path file) throws IOException {
    return ModelFile.read(file);
  }

  @Override
  public String toString() {
    return "Agent[%s, %d parameters, %d steps]"
        .formatted(info.config().algorithm(), theta.length, info.steps());
  }
}
