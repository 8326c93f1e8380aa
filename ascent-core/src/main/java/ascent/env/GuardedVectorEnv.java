package ascent.env;

import ascent.space.Space;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A user's own [VectorEnv], with its answers checked like those of an [Env]: the arrays and their
/// lengths, rewards, observations, episode numbers and masks. Any fault becomes an [EnvFailure]
/// that names environment, episode and step. Allocates nothing per step.
///
/// Internal: public for Ascent's own modules alone.
public final class GuardedVectorEnv implements VectorEnv {
  private final VectorEnv env;
  private final EpisodeStreams streams;
  private final int n;
  private final Space observationSpace;
  private final Space actionSpace;
  private final List<String> metricNames;
  private final ObservationCheck observationCheck;
  private final int obsSize;
  private final @Nullable ActionMask mask; // if there are any

  // The arrays of the env, which must stay the same.
  private final float[] observations;
  private final float[] finalObservations;
  private final double[] rewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private final int[] episodes;
  private final boolean[] masks;
  private final double[] finalMetrics;

  private final int[] running; // the episode of each environment, [n]
  private final int[] steps; // of that episode, [n]

  private GuardedVectorEnv(VectorEnv env, int n, EpisodeStreams streams) {
    this.env = env;
    this.streams = streams;
    this.n = n;
    requireNumber(ask("numEnvs()", env::numEnvs));
    observationSpace = ask("observationSpace()", env::observationSpace);
    actionSpace = ask("actionSpace()", env::actionSpace);
    metricNames = EnvFactories.metricNames(env::metricNames);
    observationCheck = new ObservationCheck(observationSpace);
    obsSize = observationSpace.size();
    observations = ask("observations()", env::observations);
    finalObservations = ask("finalObservations()", env::finalObservations);
    rewards = ask("rewards()", env::rewards);
    terminated = ask("terminated()", env::terminated);
    truncated = ask("truncated()", env::truncated);
    episodes = ask("episodes()", env::episodes);
    masks = ask("actionMasks()", env::actionMasks);
    finalMetrics = ask("finalMetrics()", env::finalMetrics);
    requireLengths();
    mask = masks.length == 0 ? null : mask();
    running = new int[n];
    steps = new int[n];
    for (int i = 0; i < n; i++) {
      checkStart(i);
    }
  }

  /// Checks the environments of a factory. Those of [VectorEnv#of] check themselves.
  public static VectorEnvFactory around(VectorEnvFactory factory) {
    return (n, streams) -> {
      VectorEnv env = make(factory, n, streams);
      if (env instanceof SyncVectorEnv || env instanceof GuardedVectorEnv) {
        return env;
      }
      try {
        return new GuardedVectorEnv(env, n, streams);
      } catch (Throwable e) {
        EnvFactories.closeAfter(e, env);
        throw e;
      }
    };
  }

  @SuppressWarnings("ConstantValue") // the contract may be broken
  private static VectorEnv make(VectorEnvFactory factory, int n, EpisodeStreams streams) {
    @Nullable VectorEnv env;
    try {
      env = factory.create(n, streams);
    } catch (EnvFailure | IllegalArgumentException e) {
      throw e;
    } catch (Throwable e) {
      throw new EnvFailure(EnvFailure.threw("create", e), e);
    }
    if (env == null) {
      throw new EnvFailure("create gave null; it must give a VectorEnv", null);
    }
    return env;
  }

  private static <T> T ask(String method, Supplier<T> getter) {
    return EnvFactories.require(method, getter, "what VectorEnv says of it");
  }

  private void requireNumber(int actual) {
    if (actual != n) {
      throw new EnvFailure("numEnvs() is " + actual + "; it must be " + n + ", as asked for", null);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very same array
  private void requireLengths() {
    requireLength("observations()", observations.length, obsSize);
    requireLength("finalObservations()", finalObservations.length, obsSize);
    requireLength("rewards()", rewards.length, 1);
    requireLength("terminated()", terminated.length, 1);
    requireLength("truncated()", truncated.length, 1);
    requireLength("episodes()", episodes.length, 1);
    requireLength("finalMetrics()", finalMetrics.length, metricNames.size());
    if (masks.length > 0) {
      requireLength("actionMasks()", masks.length, actionSpace.features());
    }
    if (observations == finalObservations || terminated == truncated) {
      throw new EnvFailure(
          (observations == finalObservations
                  ? "observations() and finalObservations()"
                  : "terminated() and truncated()")
              + " give the same array; they must be two",
          null);
    }
  }

  private void requireLength(String method, int actual, int each) {
    if (actual != (long) n * each) {
      throw new EnvFailure(
          "%s has %d elements; it must have %d, %d for each of %d environments"
              .formatted(method, actual, (long) n * each, each, n),
          null);
    }
  }

  private ActionMask mask() {
    try {
      return new ActionMask(actionSpace);
    } catch (IllegalArgumentException e) {
      throw new EnvFailure("actionMasks() gives masks, but " + e.getMessage(), e);
    }
  }

  @Override
  public void reset(int i, int episode) {
    running[i] = episode;
    steps[i] = 0;
    try {
      env.reset(i, episode);
    } catch (Throwable e) {
      throw threw("reset", i, i + 1, e);
    }
    requireNoFault(i, Interrupts.after("reset"));
    requireSameArrays(i);
    checkStart(i);
  }

  @Override
  public void step(float[] actions, int from, int to) {
    for (int i = from; i < to; i++) {
      steps[i]++;
    }
    try {
      env.step(actions, from, to);
    } catch (Throwable e) {
      throw threw("step", from, to, e);
    }
    requireNoFault(from, Interrupts.after("step"));
    requireSameArrays(from);
    for (int i = from; i < to; i++) {
      checkStep(i);
    }
  }

  private void checkStep(int i) {
    if (!Step.isReward(rewards[i])) {
      throw failure(i, "the reward is " + rewards[i] + ", it must be " + Step.REWARDS, null);
    }
    if (terminated[i] && truncated[i]) {
      throw failure(i, "the step is terminated and truncated, it must not be both", null);
    }
    if (terminated[i] || truncated[i]) {
      requireObservation(i, "the final observation", finalObservations);
      running[i]++;
      steps[i] = 0;
    }
    checkStart(i);
  }

  /// Checks what the next action is chosen from.
  private void checkStart(int i) {
    if (episodes[i] != running[i]) {
      throw failure(
          i, "episodes() says " + episodes[i] + " of it, it must say " + running[i], null);
    }
    requireObservation(i, "the observation", observations);
    if (mask != null) {
      String why = mask.whyNot(masks, i * actionSpace.features());
      requireNoFault(i, why.isEmpty() ? "" : "its action mask " + why);
    }
  }

  private void requireObservation(int i, String name, float[] values) {
    requireNoFault(i, observationCheck.whyNot(name, values, i * obsSize));
  }

  private void requireNoFault(int i, String what) {
    if (!what.isEmpty()) {
      throw failure(i, what, null);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very same array
  private void requireSameArrays(int i) {
    boolean same =
        env.observations() == observations
            && env.finalObservations() == finalObservations
            && env.rewards() == rewards
            && env.terminated() == terminated
            && env.truncated() == truncated
            && env.episodes() == episodes
            && env.actionMasks() == masks
            && env.finalMetrics() == finalMetrics;
    if (!same) {
      throw failure(
          i, "a method gives another array than before, it must always be the same", null);
    }
  }

  /// An exception of the envs `from … to − 1`. Only an [EnvFailure] with the stream of one of their
  /// episodes says which one it was.
  private EnvFailure threw(String method, int from, int to, Throwable e) {
    Interrupts.clear();
    if (e instanceof EnvFailure named) {
      int i = named.env() - streams.globalIndex(0);
      if (i >= from && i < to && named.stream().equals(streams.name(i, named.episode()))) {
        return named;
      }
    }
    String what = EnvFailure.threw(method, e);
    if (to - from == 1) {
      return failure(from, what, e);
    }
    int first = streams.globalIndex(from);
    int last = streams.globalIndex(to - 1);
    return new EnvFailure("one of the envs %d to %d failed: %s".formatted(first, last, what), e);
  }

  private EnvFailure failure(int i, String what, @Nullable Throwable cause) {
    String stream = streams.name(i, running[i]);
    return new EnvFailure(streams.globalIndex(i), running[i], steps[i], stream, what, cause);
  }

  @Override
  public int numEnvs() {
    return n;
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

  @Override
  public void close() {
    EnvFactories.close(env);
  }
}
