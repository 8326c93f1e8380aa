package ascent.imitation;

import ascent.agent.Agent;
import ascent.agent.ModelFile;
import ascent.collect.Actions;
import ascent.collect.Evaluation;
import ascent.config.Check;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.io.AtomicFiles;
import ascent.io.DamagedFileException;
import ascent.io.InputFiles;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import ascent.policy.ActorCritic;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Recorded pairs of observation and action, to clone a policy from. Made by [#record], or by any
/// program that writes safetensors.
///
/// | tensor | shape | content |
/// |---|---|---|
/// | `observations` | `[n × obsSize]` | observations |
/// | `actions` | `[n × actionSize]` | actions; from a Box: before any clipping |
/// | `returns` | `[n]` | discounted returns from each step, to fit V to; optional |
public final class Demonstrations {
  private static final String OBSERVATIONS = "observations";
  private static final String ACTIONS = "actions";
  private static final String RETURNS = "returns";

  private final Space observationSpace;
  private final Space actionSpace;
  private final float[] observations; // [n × obsSize]
  private final float[] actions; // [n × actionSize]
  private final float[] returns; // [n], or none

  private Demonstrations(
      Space observationSpace,
      Space actionSpace,
      float[] observations,
      float[] actions,
      float[] returns) {
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
    this.observations = observations;
    this.actions = actions;
    this.returns = returns;
    int n = size();
    Check.that(n >= 1, OBSERVATIONS, n + " rows", "at least one");
    Check.that(
        observations.length == n * observationSpace.size(),
        OBSERVATIONS,
        observations.length + " numbers",
        n + " rows of " + observationSpace.size());
    Check.that(
        actions.length == n * actionSpace.size(),
        ACTIONS,
        actions.length + " numbers",
        n + " rows of " + actionSpace.size());
    Check.that(
        returns.length == 0 || returns.length == n,
        RETURNS,
        returns.length + " numbers",
        "one for each of the " + n + " rows, or none");
    for (int row = 0; row < n; row++) {
      Actions.requireAt(
          OBSERVATIONS + "[" + row + "]",
          observationSpace,
          observations,
          row * observationSpace.size());
      Actions.requireAt(ACTIONS + "[" + row + "]", actionSpace, actions, row * actionSpace.size());
    }
    Actions.requireFinite(RETURNS, returns, 0, returns.length);
  }

  /// Pairs of observation and action.
  ///
  /// @param observations `[n × obsSize]`
  /// @param actions `[n × actionSize]`
  public static Demonstrations of(
      Space observationSpace, Space actionSpace, float[] observations, float[] actions) {
    return new Demonstrations(
        observationSpace, actionSpace, observations.clone(), actions.clone(), new float[0]);
  }

  /// Runs the episodes of [Agent#evaluate(Supplier, int)] and records observations and actions.
  public static Demonstrations record(Agent agent, Supplier<? extends Env> factory, int episodes) {
    return record(agent, factory, episodes, 1, true, Evaluation.MAX_EPISODE_STEPS);
  }

  /// Runs the episodes of [Agent#evaluate(Supplier, int, long, boolean, int)] and records
  /// observations and actions, with returns discounted by the γ that the agent was trained with.
  public static Demonstrations record(
      Agent agent,
      Supplier<? extends Env> factory,
      int episodes,
      long seed,
      boolean deterministic,
      int maxEpisodeSteps) {
    Check.that(episodes >= 1, "episodes", episodes, "at least 1");
    Check.that(maxEpisodeSteps >= 1, "maxEpisodeSteps", maxEpisodeSteps, "at least 1");
    try (VectorEnv env = VectorEnv.of(factory, 1, EpisodeStreams.evaluation(seed, 1))) {
      return new DemonstrationRecorder(agent, env, seed, deterministic, maxEpisodeSteps)
          .record(episodes);
    }
  }

  /// The same with returns to fit the value function to.
  ///
  /// @param value discounted returns, `[n]`
  public Demonstrations withReturns(float[] value) {
    return new Demonstrations(observationSpace, actionSpace, observations, actions, value.clone());
  }

  /// n, the number of pairs.
  public int size() {
    return observations.length / observationSpace.size();
  }

  public Space observationSpace() {
    return observationSpace;
  }

  public Space actionSpace() {
    return actionSpace;
  }

  /// A copy of the observations, `[n × obsSize]`.
  public float[] observations() {
    return observations.clone();
  }

  /// A copy of the actions, `[n × actionSize]`.
  public float[] actions() {
    return actions.clone();
  }

  /// A copy of the returns, `[n]`, or empty.
  public float[] returns() {
    return returns.clone();
  }

  /// Whether there are returns.
  public boolean hasReturns() {
    return returns.length > 0;
  }

  /// Writes them as safetensors, atomically.
  public void save(Path file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(OBSERVATIONS, Tensor.of(observations, size(), observationSpace.size()));
    tensors.put(ACTIONS, Tensor.of(actions, size(), actionSpace.size()));
    if (hasReturns()) {
      tensors.put(RETURNS, Tensor.of(returns, size()));
    }
    AtomicFiles.write(file, new Safetensors(tensors, Map.of()).toBytes());
  }

  /// Reads safetensors of floats, doubles or whole numbers.
  ///
  /// @throws IOException when there is no such file, it is damaged, or its pairs do not fit these
  ///   spaces
  public static Demonstrations load(Path file, Space observationSpace, Space actionSpace)
      throws IOException {
    byte[] content = InputFiles.bytes(file);
    try {
      Map<String, Tensor> tensors = Safetensors.parse(content).tensors();
      float[] observations = rows(tensors, OBSERVATIONS, observationSpace.size());
      float[] actions = rows(tensors, ACTIONS, actionSpace.size());
      float[] returns = tensors.containsKey(RETURNS) ? rows(tensors, RETURNS, 1) : new float[0];
      return new Demonstrations(observationSpace, actionSpace, observations, actions, returns);
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException(file + " cannot be used: " + e.getMessage(), e);
    } catch (DamagedFileException e) {
      throw ModelFile.refused(file, e);
    }
  }

  /// The numbers of a tensor `[n × width]`, or `[n]` where the width is 1.
  private static float[] rows(Map<String, Tensor> tensors, String name, int width)
      throws DamagedFileException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new DamagedFileException("It has no tensor " + name + ".");
    }
    List<Integer> shape = tensor.shape();
    boolean flat = shape.size() == 1 && width == 1;
    if (!flat && !(shape.size() == 2 && shape.get(1) == width)) {
      throw new DamagedFileException(
          name + " has the shape " + shape + "; it must be [n, " + width + "].");
    }
    return switch (tensor.type()) {
      case F32 -> tensor.floats();
      case F64 -> floats(tensor.doubles());
      case I64 -> floats(tensor.longs());
    };
  }

  private static float[] floats(double[] a) {
    float[] floats = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      floats[i] = (float) a[i];
    }
    return floats;
  }

  private static float[] floats(long[] a) {
    float[] floats = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      floats[i] = a[i];
    }
    return floats;
  }

  /// The pairs as rows of a rollout of one environment, with actions in the policy's form.
  Rollout rollout(ActorCritic policy) {
    var rollout = new Rollout(size(), 1, observationSpace.size(), actionSpace.size());
    System.arraycopy(observations, 0, rollout.obs, 0, observations.length);
    policy.fromEnv(actions, 0, rollout.actions, 0, actions.length);
    System.arraycopy(returns, 0, rollout.returns, 0, returns.length);
    return rollout;
  }
}
