package ascent.agent;

import ascent.collect.Actions;
import ascent.collect.Evaluation;
import ascent.collect.Evaluator;
import ascent.collect.Normalizer;
import ascent.distribution.ActionDistribution;
import ascent.env.Action;
import ascent.env.ActionMask;
import ascent.env.Env;
import ascent.env.VectorEnvFactory;
import ascent.io.Hashes;
import ascent.io.Resources;
import ascent.policy.ActorCritic;
import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A trained policy, frozen: it acts, values, evaluates itself and is saved and loaded, but never
/// changes. It remembers nothing from one call to the next; a [#session] does.
///
/// Safe for use by any number of threads. A call borrows working memory from a small pool that the
/// threads share; where all of it is in use, a call makes its own. The forms that write into an
/// [Action] of the caller's allocate nothing; [#act(float[])] allocates the action. What a call
/// costs is measured by `bench/run micro ActBench`.
public final class Agent {
  static final boolean[] NO_MASK = {};
  private static final System.Logger LOG = System.getLogger("ascent.agent");

  private final ActorCritic policy;
  private final Normalizer normalizer;
  private final float[] theta;
  private final ModelInfo info;
  private @Nullable ActionMask masks; // made by the first call with a mask

  /// Working memory that no call is using, at least one for each core.
  private final AtomicReferenceArray<@Nullable ActingMemory> idle =
      new AtomicReferenceArray<>(Math.max(2, Runtime.getRuntime().availableProcessors()));

  /// @param theta the parameters, `[|θ|]`; copied
  /// @throws IllegalArgumentException when the policy has more or fewer parameters
  public Agent(ActorCritic policy, Normalizer normalizer, float[] theta, ModelInfo info) {
    policy.requireParameters(theta);
    this.policy = policy;
    this.normalizer = normalizer.copy();
    this.theta = theta.clone();
    this.info = info;
  }

  private ActingMemory borrow() {
    for (int i = 0; i < idle.length(); i++) {
      ActingMemory memory = idle.get(i);
      if (memory != null && idle.compareAndSet(i, memory, null)) {
        return memory;
      }
    }
    return new ActingMemory(policy);
  }

  private void giveBack(ActingMemory memory) {
    for (int i = 0; i < idle.length(); i++) {
      if (idle.get(i) == null && idle.compareAndSet(i, null, memory)) {
        return;
      }
    }
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

  /// An action to write into: see [#act(float[], Action)].
  public Action newAction() {
    return new Action(policy.actionSpace());
  }

  /// The most probable action, within the bounds of the action space.
  ///
  /// @param obs `[obsSize]`
  public Action act(float[] obs) {
    return act(obs, newAction());
  }

  /// Writes the most probable action, within the bounds of the action space. Allocates nothing.
  ///
  /// @param obs `[obsSize]`, finite
  /// @param out from [#newAction]
  /// @return out
  /// @throws IllegalArgumentException when the observation or `out` is not of this agent's spaces
  public Action act(float[] obs, Action out) {
    return choose(obs, NO_MASK, null, out);
  }

  /// The most probable action among those allowed. If no mask is given, every action is allowed,
  /// even if the agent was trained with masks.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`, as [Env#actionMask] writes it
  public Action act(float[] obs, boolean[] mask) {
    return act(obs, mask, newAction());
  }

  /// Writes the most probable action among those allowed. Allocates nothing.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`
  /// @param out from [#newAction]
  /// @return out
  public Action act(float[] obs, boolean[] mask, Action out) {
    requireMask(mask);
    return choose(obs, mask, null, out);
  }

  /// An action drawn from the policy, within the bounds of the action space. Each call draws anew:
  /// noise that training holds for several steps (gSDE) is held by a [#session] only.
  ///
  /// @param obs `[obsSize]`
  public Action sample(float[] obs, Rng rng) {
    return choose(obs, NO_MASK, requireRng(rng), newAction());
  }

  /// An action drawn from the policy among those allowed. Each call draws anew, as without a mask.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`, as [Env#actionMask] writes it
  public Action sample(float[] obs, boolean[] mask, Rng rng) {
    requireMask(mask);
    return choose(obs, mask, requireRng(rng), newAction());
  }

  private Action choose(float[] obs, boolean[] mask, @Nullable Rng rng, Action out) {
    requireObservation(obs);
    requireOwn(out);
    ActingMemory m = borrow();
    m.state.reset(0, 1);
    choose(m, obs, mask, rng);
    m.write(out);
    giveBack(m);
    return out;
  }

  /// The action as flat numbers, before any clipping to bounds, live in the memory.
  float[] choose(ActingMemory m, float[] obs, boolean[] mask, @Nullable Rng rng) {
    m.observe(normalizer, obs);
    return m.choose(theta, mask, rng);
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
    ActingMemory m = observe(obs);
    m.pass.values(theta, m.one.obs, 0, 1, m.one.value);
    float value = m.one.value[0];
    giveBack(m);
    return value;
  }

  /// Memory with an observation in it.
  private ActingMemory observe(float[] obs) {
    requireObservation(obs);
    ActingMemory m = borrow();
    m.observe(normalizer, obs);
    return m;
  }

  /// π(·|s): the distribution that actions are drawn from.
  ///
  /// @param obs `[obsSize]`
  public ActionDistribution distribution(float[] obs) {
    ActingMemory m = observe(obs);
    ActionDistribution distribution = m.evaluation.distribution(theta, m.batch);
    giveBack(m);
    return distribution;
  }

  /// log π(a|s): the logarithm of an action's probability, or of its density where actions are
  /// numbers. A Gaussian's density ignores the bounds of the action space.
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
    ActingMemory m = observe(obs);
    policy.fromEnv(action, 0, m.batch.actions, 0, action.length);
    m.evaluation.evaluate(theta, m.batch);
    float logProb = m.batch.logProb[0];
    giveBack(m);
    return logProb;
  }

  void requireObservation(float[] obs) {
    Space space = policy.observationSpace();
    int size = space.size();
    Objects.requireNonNull(obs, "obs is null; it must be an observation.");
    if (obs.length != size) {
      throw new IllegalArgumentException(
          "obs has " + obs.length + " numbers; it must have " + size + ".");
    }
    for (int i = 0; i < size; i++) {
      if (!Float.isFinite(obs[i])) {
        throw new IllegalArgumentException("obs[" + i + "] is " + obs[i] + "; it must be finite.");
      }
    }
    if (!(space instanceof Box) && !space.contains(obs, 0)) { // a Box's bounds may be missed a bit
      throw new IllegalArgumentException("obs is not of " + space + ": " + space.whyNot(obs, 0));
    }
  }

  /// Checks an action to write into.
  void requireOwn(Action out) {
    Objects.requireNonNull(out, "out is null; it must be an action from newAction().");
    Space space = policy.actionSpace();
    if (!out.space().equals(space)) {
      throw new IllegalArgumentException(
          "out is an action of "
              + out.space()
              + "; it must be one of "
              + space
              + ". Maybe make it with newAction().");
    }
  }

  static Rng requireRng(Rng rng) {
    return Objects.requireNonNull(
        rng, "rng is null; it must be a random stream, such as Rng.stream(seed, \"act\").");
  }

  void requireMask(boolean[] mask) {
    Objects.requireNonNull(mask, "mask is null; it must be the options that are allowed.");
    ActionMask masks = this.masks;
    if (masks == null) {
      masks = new ActionMask(policy.actionSpace()); // refuses spaces that have none
      this.masks = masks; // two threads may make one each: they are alike
    }
    int size = policy.actionSpace().features();
    if (mask.length != size) {
      throw new IllegalArgumentException(
          "mask has " + mask.length + " options; it must have " + size + ".");
    }
    String why = masks.whyNot(mask);
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
    Resources resources = new Resources(LOG);
    Evaluation evaluation;
    try {
      evaluation =
          resources
              .add(
                  new Evaluator(
                      policy,
                      normalizer,
                      VectorEnvFactory.of(factory),
                      episodes,
                      seed,
                      deterministic,
                      maxEpisodeSteps))
              .evaluate(theta);
    } catch (Throwable e) {
      resources.closeAfter(e);
      throw e;
    }
    resources.closeAfterResult("The evaluation");
    return evaluation;
  }

  /// A copy of θ.
  public float[] parameters() {
    return theta.clone();
  }

  /// SHA-256 of θ's little-endian bytes, in hexadecimal.
  public String parametersSha256() {
    return Hashes.sha256(theta);
  }

  /// Writes the model as a zip, atomically. Warns if it could not be read again, because nobody
  /// [offers][ascent.algo.AlgorithmProvider] its algorithm or distribution.
  public void save(Path file) throws IOException {
    String why = ModelFile.whyUnreadable(info.config());
    if (!why.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, why);
    }
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
