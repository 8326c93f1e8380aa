package ascent.train;

import ascent.config.Check;
import ascent.env.Action;
import ascent.env.Env;
import ascent.io.Hashes;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyPass;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A trained policy, frozen: it acts, values, evaluates itself and is saved and loaded, but never
/// changes. Safe for use by any number of threads.
public final class Agent {
  /// The step limit of an evaluated episode where none is given.
  public static final int MAX_EPISODE_STEPS = 10_000;

  private final ActorCritic policy;
  private final float[] theta;
  private final ModelInfo info;

  /// Working memory that no call is using; a second thread at the same moment makes its own.
  private final AtomicReference<@Nullable Memory> idle = new AtomicReference<>();

  Agent(ActorCritic policy, float[] theta, ModelInfo info) {
    this.policy = policy;
    this.theta = theta.clone();
    this.info = info;
  }

  private static final class Memory {
    final PolicyPass pass;
    final Rollout one; // a single sample

    Memory(ActorCritic policy) {
      pass = new PolicyPass(policy);
      one = new Rollout(1, 1, policy.observationSpace().size(), policy.actionSpace().size());
    }
  }

  private Memory borrow() {
    Memory memory = idle.getAndSet(null);
    return memory == null ? new Memory(policy) : memory;
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

  /// The most probable action, within the bounds of the action space.
  ///
  /// @param obs `[obsSize]`
  public Action act(float[] obs) {
    requireObservation(obs);
    Memory m = borrow();
    m.pass.mode(theta, obs, 1, m.one.actions);
    return handOver(m);
  }

  /// An action drawn from the policy, within the bounds of the action space.
  ///
  /// @param obs `[obsSize]`
  public Action sample(float[] obs, Rng rng) {
    requireObservation(obs);
    Memory m = borrow();
    System.arraycopy(obs, 0, m.one.obs, 0, obs.length);
    m.pass.sample(theta, m.one, 0, 0, 1, new Rng[] {rng});
    return handOver(m);
  }

  private Action handOver(Memory m) {
    Action action = Action.of(policy.actionSpace(), m.one.actions, 0);
    idle.set(m);
    return action;
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
    requireObservation(obs);
    Memory m = borrow();
    m.pass.values(theta, obs, 0, 1, m.one.value);
    float value = m.one.value[0];
    idle.set(m);
    return value;
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

  /// Plays deterministic episodes of an environment, episode k on the stream ("eval", k) of seed 1.
  public Evaluation evaluate(Supplier<? extends Env> factory, int episodes) {
    return evaluate(factory, episodes, 1);
  }

  /// Plays deterministic episodes, episode k on the stream ("eval", k) of a seed.
  public Evaluation evaluate(Supplier<? extends Env> factory, int episodes, long seed) {
    return evaluate(factory, episodes, seed, true, MAX_EPISODE_STEPS);
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
        new Evaluator(policy, factory, episodes, seed, deterministic, maxEpisodeSteps)) {
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
    ModelFile.write(file, policy, theta, info);
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
