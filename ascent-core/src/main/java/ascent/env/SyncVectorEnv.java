package ascent.env;

import ascent.config.Check;
import ascent.config.Size;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Steps envs one after another. Allocates nothing per step and turns any fault of an env into an
/// [EnvFailure].
public final class SyncVectorEnv implements VectorEnv {
  private final Env[] envs;
  private final EpisodeStreams streams;
  private final Space observationSpace;
  private final Space actionSpace;
  private final ObservationCheck observationCheck;
  private final Rng[] rngs;
  private final Action[] actions;
  private final float[][] rows; // the observation of each env [n][obsSize]
  private final int[] steps; // of the running episode
  private final float[] observations;
  private final float[] finalObservations;
  private final double[] rewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private final int[] episodes;
  private final boolean[][] maskRows; // the mask of each env [n][actionFeatures]
  private final List<String> metricNames;
  private final double[][] metricRows; // of each env [n][metrics]
  private final double[] finalMetrics; // [n × metrics]
  private boolean[] masks = ActionMask.NONE; // [n × actionFeatures], or empty
  private @Nullable ActionMask mask; // if there are any

  private SyncVectorEnv(Env[] envs, EnvShape shape, EpisodeStreams streams) {
    int n = envs.length;
    this.envs = envs;
    this.streams = streams;
    observationSpace = shape.observationSpace();
    actionSpace = shape.actionSpace();
    observationCheck = new ObservationCheck(observationSpace);
    rngs = new Rng[n];
    actions = new Action[n];
    rows = new float[n][observationSpace.size()];
    steps = new int[n];
    int size = observations(n, observationSpace).array(Float.BYTES);
    observations = new float[size];
    finalObservations = new float[size];
    rewards = new double[n];
    terminated = new boolean[n];
    truncated = new boolean[n];
    episodes = new int[n];
    maskRows = new boolean[n][];
    metricNames = shape.metricNames();
    metricRows = new double[n][metricNames.size()];
    finalMetrics =
        new double[Size.of("envs", n).times("metrics", metricNames.size()).array(Double.BYTES)];
    for (int i = 0; i < n; i++) {
      rngs[i] = streams.open(i);
      actions[i] = new Action(actionSpace);
    }
  }

  /// n envs made by `factory`, each at the start of its episode 0.
  public static SyncVectorEnv of(Supplier<? extends Env> factory, int n, EpisodeStreams streams) {
    Check.that(n >= 1, "n", n, "at least 1");
    Env[] envs = new Env[n];
    Set<Env> opened = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      EnvShape shape = open(factory, envs, opened);
      SyncVectorEnv vector = new SyncVectorEnv(envs, shape, streams);
      for (int i = 0; i < n; i++) {
        vector.reset(i, 0);
      }
      vector.startMasks();
      return vector;
    } catch (Throwable e) {
      opened.forEach(env -> EnvFactories.closeAfter(e, env));
      throw e;
    }
  }

  private static Size observations(int n, Space space) {
    return Size.of("envs", n).times("observation size", space.size());
  }

  /// @param envs to be filled with new ones
  /// @param opened receives the same
  private static EnvShape open(Supplier<? extends Env> factory, Env[] envs, Set<Env> opened) {
    envs[0] = EnvFactories.open(factory);
    opened.add(envs[0]);
    EnvShape first = EnvFactories.shape(envs[0]);
    observations(envs.length, first.observationSpace()).array(Float.BYTES); // before there are n
    for (int i = 1; i < envs.length; i++) {
      envs[i] = EnvFactories.open(factory);
      if (!opened.add(envs[i])) {
        throw new EnvFailure(
            "the env factory gave the same Env twice, each call must give a new one. Maybe write"
                + " MyEnv::new rather than () -> env",
            null);
      }
      EnvFactories.shape(envs[i]).requireLike(first, i);
    }
    return first;
  }

  @Override
  public void reset(int env, int episode) {
    terminated[env] = false;
    truncated[env] = false;
    start(env, episode);
  }

  private void start(int i, int episode) {
    streams.reposition(rngs[i], i, episode);
    episodes[i] = episode;
    steps[i] = 0;
    float[] row = rows[i];
    try {
      envs[i].reset(rngs[i], row);
    } catch (Throwable e) {
      throw failure(i, EnvFailure.threw("reset", e), e);
    }
    requireNoFault(i, Interrupts.after("reset"));
    checkObservation(i, row);
    System.arraycopy(row, 0, observations, i * row.length, row.length);
    updateMask(i);
  }

  /// The first env determines whether there are masks.
  private void startMasks() {
    Arrays.setAll(maskRows, _ -> new boolean[actionSpace.features()]);
    if (!askMask(0)) {
      return;
    }
    try {
      mask = new ActionMask(actionSpace);
    } catch (IllegalArgumentException e) {
      throw failure(0, "actionMask gave true, but " + e.getMessage(), e);
    }
    masks =
        new boolean
            [Size.of("envs", maskRows.length).times("mask size", actionSpace.features()).array(1)];
    for (int i = 0; i < envs.length; i++) {
      updateMask(i);
    }
  }

  private boolean askMask(int i) {
    try {
      return envs[i].actionMask(maskRows[i]);
    } catch (Throwable e) {
      throw failure(i, EnvFailure.threw("actionMask", e), e);
    }
  }

  private void updateMask(int i) {
    if (mask == null) {
      return;
    }
    boolean[] row = maskRows[i];
    boolean masked = askMask(i);
    requireNoFault(i, Interrupts.after("actionMask"));
    if (!masked) {
      throw failure(i, "actionMask gave false, it gave true before and must not change", null);
    }
    String why = mask.whyNot(row);
    requireNoFault(i, why.isEmpty() ? "" : "actionMask " + why);
    System.arraycopy(row, 0, masks, i * row.length, row.length);
  }

  @Override
  public void step(float[] actions, int from, int to) {
    for (int i = from; i < to; i++) {
      stepOne(actions, i);
      requireNoFault(i, Interrupts.after("step"));
      checkObservation(i, rows[i]);
      float[] row = rows[i];
      if (terminated[i] || truncated[i]) {
        System.arraycopy(row, 0, finalObservations, i * row.length, row.length);
        updateMetrics(i);
        start(i, episodes[i] + 1);
      } else {
        System.arraycopy(row, 0, observations, i * row.length, row.length);
        updateMask(i);
      }
    }
  }

  /// Reads the metrics of an episode that has ended.
  private void updateMetrics(int i) {
    int width = metricNames.size();
    if (width == 0) {
      return;
    }
    double[] row = metricRows[i];
    Arrays.fill(row, Double.NaN); // not those of an earlier episode
    try {
      envs[i].metrics(row);
    } catch (Throwable e) {
      throw failure(i, EnvFailure.threw("metrics", e), e);
    }
    requireNoFault(i, Interrupts.after("metrics"));
    System.arraycopy(row, 0, finalMetrics, i * width, width);
  }

  /// The [Step] does not escape this method, so C2 allocates no object if it inlines the env's
  /// `step`. What is checked afterwards is checked elsewhere, so that this stays small.
  private void stepOne(float[] flat, int i) {
    Action action = actions[i];
    action.set(flat, i * actionSpace.size());
    steps[i]++;
    Step step;
    try {
      step = envs[i].step(action, rows[i]);
    } catch (Throwable e) {
      throw failure(i, EnvFailure.threw("step", e), e);
    }
    if (step == null) {
      throw failure(i, "step gave null, it must give a Step", null);
    }
    if (!Step.isReward(step.reward())) {
      throw failure(i, "the reward is " + step.reward() + ", it must be " + Step.REWARDS, null);
    }
    rewards[i] = step.reward();
    terminated[i] = step.terminated();
    truncated[i] = step.truncated() && !step.terminated();
  }

  private void checkObservation(int i, float[] row) {
    requireNoFault(i, observationCheck.whyNot("the observation", row, 0));
  }

  private void requireNoFault(int i, String what) {
    if (!what.isEmpty()) {
      throw failure(i, what, null);
    }
  }

  private EnvFailure failure(int i, String what, @Nullable Throwable cause) {
    Interrupts.clear();
    int episode = episodes[i];
    String stream = streams.name(i, episode);
    return new EnvFailure(streams.globalIndex(i), episode, steps[i], stream, what, cause);
  }

  @Override
  public int numEnvs() {
    return envs.length;
  }

  @Override
  public Space observationSpace() {
    return observationSpace;
  }

  @Override
  public Space actionSpace() {
    return actionSpace;
  }

  @Override
  public float[] observations() {
    return observations;
  }

  @Override
  public float[] finalObservations() {
    return finalObservations;
  }

  @Override
  public double[] rewards() {
    return rewards;
  }

  @Override
  public boolean[] terminated() {
    return terminated;
  }

  @Override
  public boolean[] truncated() {
    return truncated;
  }

  @Override
  public int[] episodes() {
    return episodes;
  }

  @Override
  public boolean[] actionMasks() {
    return masks;
  }

  @Override
  public List<String> metricNames() {
    return metricNames;
  }

  @Override
  public double[] finalMetrics() {
    return finalMetrics;
  }

  /// Closes all envs, also if one of them fails to.
  @Override
  public void close() {
    RuntimeException failure = null;
    for (Env env : envs) {
      try {
        EnvFactories.close(env);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
